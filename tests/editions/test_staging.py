"""Tests of replacing whole folders: all or nothing, also when the process is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inspiratiekaart.editions import staging
from inspiratiekaart.paths import PROJECT

NAMES = ("datasets", "geodata")

_FOREVER = """
import sys
from pathlib import Path
from inspiratiekaart.editions import staging

out = Path(sys.argv[1])
number = 0
print("ready", flush=True)
while True:
    number += 1
    with staging.stage(out) as folder:
        for name in ("datasets", "geodata"):
            (folder / name).mkdir()
            for part in range(5):
                (folder / name / f"{part}.txt").write_text(str(number))
        staging.swap(folder, out, ("datasets", "geodata"))
"""


def _fill(folder: Path, text: str) -> None:
    for name in NAMES:
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "file.txt").write_text(text)


def _texts(out: Path) -> list[str]:
    return [(out / name / "file.txt").read_text() for name in NAMES]


def _swap(out: Path, text: str) -> None:
    with staging.stage(out) as folder:
        _fill(folder, text)
        staging.swap(folder, out, NAMES)


@pytest.mark.parametrize("can_exchange", [True, False])
def test_swap_replaces_whole_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    """New folders take the place of the old, with or without the kernel's exchange."""
    if not can_exchange:
        monkeypatch.setattr(staging, "_renameat2", lambda: None)
    _swap(tmp_path, "old")
    (tmp_path / "datasets" / "only-old.txt").write_text("")
    _swap(tmp_path, "new")
    assert ["new", "new"] == _texts(tmp_path)
    assert not (tmp_path / "datasets" / "only-old.txt").exists()
    assert sorted(NAMES) == sorted(path.name for path in tmp_path.iterdir())


def _fail_halfway(out: Path) -> None:
    with staging.stage(out) as folder:
        _fill(folder, "half")
        raise RuntimeError


def test_failure_leaves_what_was_there(tmp_path: Path) -> None:
    """An error while the stage is filled leaves the old folders and no trace."""
    _swap(tmp_path, "old")
    with pytest.raises(RuntimeError):
        _fail_halfway(tmp_path)
    assert ["old", "old"] == _texts(tmp_path)
    assert sorted(NAMES) == sorted(path.name for path in tmp_path.iterdir())


def test_what_a_dead_process_put_aside_is_put_back(tmp_path: Path) -> None:
    """When a process died between two renames, the next one puts the old folder back."""
    _swap(tmp_path, "old")
    aside = tmp_path / ".inspiratiekaart-stage" / "aside"
    aside.mkdir(parents=True)
    (tmp_path / "datasets").rename(aside / "datasets")
    staging.recover(tmp_path)
    assert ["old", "old"] == _texts(tmp_path)
    assert not aside.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_two_builds_do_not_mix(tmp_path: Path) -> None:
    """While one build is busy another is refused, and says why."""
    with (
        staging.stage(tmp_path),
        pytest.raises(staging.StagingError, match="another process is busy"),
        staging.stage(tmp_path),
    ):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_kill_at_any_moment_leaves_whole_folders(tmp_path: Path) -> None:
    """However often and whenever the process is killed (200 times here), each folder is whole."""
    for turn in range(200):
        process = subprocess.Popen(
            [sys.executable, "-c", _FOREVER, str(tmp_path)],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        with process.stdout:
            assert process.stdout.readline() == b"ready\n"
            deadline = time.monotonic() + 0.00015 * turn
            while time.monotonic() < deadline or not (tmp_path / "geodata").exists():
                pass
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        for name in NAMES:
            parts = sorted((tmp_path / name).iterdir())
            assert len(parts) == 5
            assert len({part.read_text() for part in parts}) == 1
    staging.recover(tmp_path)
    assert sorted(NAMES) == sorted(path.name for path in tmp_path.iterdir())
