"""A file that was handed in is nowhere once it was read, also where the process died."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from inspiratiekaart.paths import PROJECT
from inspiratiekaart.ui.managing_inbox import PREFIX, Inbox

_LONG_AGO = 1_700_000_000


def test_a_file_is_there_while_it_is_read(tmp_path: Path) -> None:
    """Under a name of ours, readable by nobody else; nothing of it stays."""
    inbox = Inbox(tmp_path)
    with inbox.holding(b"rows") as path:
        assert b"rows" == path.read_bytes()
        assert "bestand" == path.name
        (folder,) = tmp_path.glob(f"{PREFIX}*")
        assert 0o700 == folder.stat().st_mode & 0o777
    assert [] == list(folder.iterdir())


def test_it_is_gone_after_an_error(tmp_path: Path) -> None:
    """Whatever reading runs into."""
    inbox = Inbox(tmp_path)
    with pytest.raises(KeyError), inbox.holding(b"rows"):
        raise KeyError
    assert [] == [each for folder in tmp_path.iterdir() for each in folder.iterdir()]


def _other_process(folder: Path, end: str) -> subprocess.Popen[str]:
    """A process that holds a file in ``folder`` and then does ``end``."""
    script = textwrap.dedent(
        f"""
        import os, signal, sys
        from pathlib import Path
        from inspiratiekaart.ui.managing_inbox import Inbox
        with Inbox(Path({str(folder)!r})).holding(b"rows"):
            print("holds", flush=True)
            {end}
        """
    )
    command = [sys.executable, "-c", script]
    return subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _age(folder: Path) -> Path:
    (left,) = folder.glob(f"{PREFIX}*")
    os.utime(left, (_LONG_AGO, _LONG_AGO))
    return left


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    """The next process that reads a file removes it."""
    with _other_process(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)") as dead:
        assert -9 == dead.wait(60)
    left = _age(tmp_path)
    assert b"rows" == next(left.rglob("bestand")).read_bytes()
    with Inbox(tmp_path).holding(b"more"):
        assert not left.exists()


def test_what_a_living_process_holds_stays(tmp_path: Path) -> None:
    """Twin: however old it is."""
    with _other_process(tmp_path, "sys.stdin.read()") as living:
        assert living.stdout is not None
        assert "holds\n" == living.stdout.readline()
        left = _age(tmp_path)
        assert () == Inbox(tmp_path).swept()
        assert b"rows" == next(left.rglob("bestand")).read_bytes()
        living.communicate("")
    assert [] == list(tmp_path.glob(f"{PREFIX}*"))


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    """A link to elsewhere and a folder that was made just now are left alone."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / f"{PREFIX}link").symlink_to(elsewhere)
    (tmp_path / f"{PREFIX}new").mkdir()
    assert () == Inbox(tmp_path).swept()
    assert elsewhere.is_dir()
