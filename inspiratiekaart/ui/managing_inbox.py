"""Where a file that was handed in lies while it is read, and no longer.

Each process has a folder of its own in the system's place for temporary files, and holds a lock on
it for as long as it lives. What a process that died has left there is removed by the next one.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

if sys.platform != "win32":  # Windows has no such locks; there a dead process leaves its folder
    import fcntl

PREFIX = "inspiratiekaart-invoer-"
_NEW_S = 10.0
"""A folder is so much older than this when it is made, that its process has locked it."""


class Inbox:
    """The folder of one process in ``parent``; made by the first file."""

    def __init__(self, parent: Path | None = None) -> None:
        self._parent = parent or Path(tempfile.gettempdir())
        self._folder: Path | None = None
        self._making = Lock()

    @contextmanager
    def holding(self, content: bytes) -> Iterator[Path]:
        """``content`` as a file with a name of ours, gone afterwards."""
        with tempfile.TemporaryDirectory(dir=self._made()) as folder:
            path = Path(folder) / "bestand"
            path.write_bytes(content)
            yield path

    def swept(self) -> tuple[Path, ...]:
        """Remove what processes that are no more have left; says which folders that were."""
        mine = (each for each in self._parent.glob(f"{PREFIX}*") if each != self._folder)
        gone = tuple(each for each in mine if _is_left(each))
        for each in gone:
            shutil.rmtree(each, ignore_errors=True)
        return gone

    def _made(self) -> Path:
        with self._making:
            if self._folder is None or not self._folder.is_dir():
                self.swept()
                self._folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=self._parent))
                _lock(os.open(self._folder, os.O_RDONLY))  # held until the process ends
                atexit.register(shutil.rmtree, self._folder, ignore_errors=True)
            return self._folder


def _is_left(folder: Path) -> bool:
    """Whether ``folder`` is one of ours that no living process holds."""
    try:
        about = folder.lstat()
        if folder.is_symlink() or about.st_uid != os.getuid():
            return False
        if time.time() - about.st_mtime < _NEW_S:
            return False
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (OSError, AttributeError):
        return False
    try:
        return _lock(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


INBOX = Inbox()
"""The one of this process."""
