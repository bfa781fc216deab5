"""What the container file makes is made here from the same files, and started as it says."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.client import Client
from bench.server import free_port, is_answering
from inspiratiekaart.paths import PROJECT
from tests.deploy.stubs import asked, door

CONTAINERFILE = PROJECT / "deploy" / "Containerfile"
_MOUNT = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"'


def instructions(stage: str) -> list[tuple[str, str]]:
    """The instructions of a stage, each as its word and the rest, long lines put together."""
    text = CONTAINERFILE.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line and not line.startswith("#")]
    found: list[tuple[str, str]] = []
    inside = False
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "FROM":
            inside = rest.endswith(f" AS {stage}")
        elif inside:
            found.append((word, rest.strip()))
    return found


def _check(stage: str, port: str, instead: int) -> int:
    """How the health check of ``stage`` ends, when asking ``instead`` of ``port``."""
    rest = next(rest for word, rest in instructions(stage) if word == "HEALTHCHECK")
    command = json.loads(rest[rest.index("[") :].replace(port, str(instead)))
    if command[0] == "python":
        command[0] = sys.executable
    return subprocess.run(command, check=False, capture_output=True, timeout=20).returncode


def _staged(folder: Path) -> Path:
    """The app's folder as the image has it: what is copied and .dockerignore does not stop."""
    for word, rest in instructions("build"):
        *sources, target = rest.split()
        if word == "COPY":
            for source in sources:
                path = PROJECT / source
                into = folder / (path.name if target == "./" else target)
                if path.is_dir():
                    shutil.copytree(path, into, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(path, into)
    return folder


def _closed(folder: Path) -> list[str]:
    """What stands before a command so that it cannot write into ``folder``."""
    can_mount = ["unshare", "--mount", "true"]
    if os.getuid() == 0 and subprocess.run(can_mount, check=False, capture_output=True).returncode:
        pytest.skip("root without the right to mount: a read-only folder cannot be made here")
    if os.getuid() == 0:
        return ["unshare", "--mount", "sh", "-c", _MOUNT, str(folder)]
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode & ~0o222)
    return ["env", f"--chdir={folder}"]


@contextmanager
def _running(folder: Path, closed: Path) -> Iterator[int]:
    """The image's command in ``closed``, with the image's settings; its port."""
    port = free_port()
    command = json.loads(next(rest for word, rest in instructions("app") if word == "CMD"))
    command = [each.replace("0.0.0.0", "127.0.0.1").replace("8501", str(port)) for each in command]  # noqa: S104  # what is replaced
    command[0] = str(Path(sys.executable).with_name(command[0]))
    pairs = next(rest for word, rest in instructions("app") if word == "ENV").split()
    settings = dict(pair.split("=", 1) for pair in pairs)
    settings |= {"HOME": f"{folder}/home", "PATH": os.environ["PATH"]}
    settings |= {"TMPDIR": f"{folder}/home", "INSPIRATIEKAART_STORE": f"{folder}/store"}
    (folder / "home").mkdir()
    with (folder / "log").open("wb") as log:
        started = subprocess.Popen(
            [*_closed(closed), *command], env=settings, stdout=log, stderr=log, cwd=folder
        )
    try:
        until = time.monotonic() + 60
        while not is_answering(f"http://127.0.0.1:{port}"):
            assert started.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.05)
        yield port
    finally:
        started.terminate()
        started.wait(timeout=20)


def test_the_app_runs_from_what_the_image_holds(tmp_path: Path) -> None:
    """From a folder with those files only, into which nothing can be written."""
    app = tmp_path / "app"
    app.mkdir()
    _staged(app)
    with _running(tmp_path, app) as port:
        with Client(f"http://127.0.0.1:{port}") as client:
            assert () == client.open().errors
        for path in ("/deel/kaart", "/deel/kaart/beeld.png"):
            line = http.client.HTTPConnection("127.0.0.1", port, 60)
            assert 200 == asked(line, "GET", path, None, {}).status
        with Client(f"http://127.0.0.1:{port}", "samenstellen") as client:
            client.open()
            client.choose("start_empty", True)
            assert () == client.choose("compose_about_title", "Groningen").errors
            assert "kaart=" in client.query
        assert 0 == _check("app", "8501", port)
    assert 0 != _check("app", "8501", port)
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert not [each for each in ("Traceback", " ERROR ", " WARNING ") if each in log], log


def test_nothing_can_be_written_where_the_image_is_closed(tmp_path: Path) -> None:
    """Twin: a program that writes beside the code would fail here too."""
    touch = subprocess.run([*_closed(tmp_path), "touch", "written"], check=False, cwd="/")
    assert 0 != touch.returncode
    assert [] == list(tmp_path.iterdir())


def test_the_proxys_health_check_asks_the_proxy() -> None:
    """It is well when the app answers through it, and not when nobody is there."""
    with door() as running:
        assert 0 == _check("proxy", "8080", running.port)
    assert 0 != _check("proxy", "8080", running.port)
