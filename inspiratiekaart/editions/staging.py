"""Replacing whole folders at once, so that a reader never meets half a result.

New folders are made complete in a stage beside the old ones (same disk) and then change places with
them. On Linux one folder changes places in a single step of the kernel; elsewhere the old one is
first put aside, and put back by the next ``recover`` if the process died between the two steps.
A process that dies earlier leaves a stage that nobody reads and the next run removes.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from inspiratiekaart.errors import InspiratiekaartError

if sys.platform != "win32":  # Windows has no such locks; there nothing keeps two builds apart
    import fcntl

_STAGE = ".inspiratiekaart-stage"
_ASIDE = "aside"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.ENOTSUP}


class StagingError(InspiratiekaartError):
    """A folder cannot be replaced here, or another process is replacing it."""


@contextmanager
def stage(out: Path) -> Iterator[Path]:
    """An empty folder beside the ones in ``out``; it is gone afterwards.

    What a dead process left behind is put right first.

    Raises:
        StagingError: another process has a stage in ``out``.
    """
    out.mkdir(parents=True, exist_ok=True)
    with _alone(out):
        recover(out)
        folder = out / _STAGE
        folder.mkdir()
        try:
            yield folder
        finally:
            recover(out)


def recover(out: Path) -> None:
    """Put back what a dead process had put aside in ``out``, and remove its stage."""
    for aside in sorted((out / _STAGE / _ASIDE).glob("*")):
        if not (out / aside.name).exists():
            aside.rename(out / aside.name)
    if (out / _STAGE).exists():
        shutil.rmtree(out / _STAGE)


def swap(staged: Path, out: Path, names: tuple[str, ...]) -> None:
    """Let each folder ``staged/name`` take the place of ``out/name``.

    Raises:
        StagingError: the system refuses; what was there stays there.
    """
    for name in names:
        try:
            _swap_one(staged, out, name)
        except OSError as error:
            raise StagingError(
                f"{name} cannot be replaced: {error.strerror}. Choose another folder."
            ) from error


def _swap_one(staged: Path, out: Path, name: str) -> None:
    if not (out / name).exists():
        (staged / name).rename(out / name)
    elif not _exchange(staged / name, out / name):
        aside = staged / _ASIDE
        aside.mkdir(exist_ok=True)
        (out / name).rename(aside / name)
        (staged / name).rename(out / name)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, if this system can; say whether it did."""
    call = _renameat2()
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code))


def _renameat2() -> Callable[[int, bytes, int, bytes, int], int] | None:
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return None
    call.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
    call.restype = ctypes.c_int
    found: Callable[[int, bytes, int, bytes, int], int] = call
    return found


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the only lock on ``out``; the system lets go of it when the process dies."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise StagingError(
            f"another process is busy in {out.resolve().name}. Wait until it is done."
        ) from None
    finally:
        os.close(handle)
