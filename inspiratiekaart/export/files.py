"""Files to take along, written whole or not at all: one, or many with progress and cancel."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count, product
from pathlib import Path

from inspiratiekaart.errors import ExportError
from inspiratiekaart.export.formats import Format
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.workers import in_order


@dataclass(frozen=True)
class Step:
    """How far a large export is: file ``number`` of ``total`` is being made."""

    number: int
    total: int
    name: str


def write_file(handout: Handout, made_as: Format, path: Path) -> Path:
    """Write ``handout`` to ``path``; what was there stays until the new file is whole.

    Raises:
        ExportError: the folder is not there, or cannot be written in.
    """
    content = made_as.write(handout)
    with _said(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as target:
                target.write(content)
                target.flush()
                os.fsync(target.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    return path


def write_all(
    handouts: Sequence[Callable[[], Handout]],
    formats: Sequence[Format],
    folder: Path,
    progress: Callable[[Step], None] = lambda step: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    workers: int = 1,
) -> tuple[Path, ...]:
    """Write each handout in each format into ``folder``, and put all in place at the end.

    Cancelled or failed, the folder is as it was; the answer to a cancel is no files. More than one
    worker are processes of their own, so that what makes a handout must be possible to pickle.

    Raises:
        ExportError: the folder cannot be made or written in.
    """
    with _said(folder):
        folder.mkdir(parents=True, exist_ok=True)
        waiting = Path(tempfile.mkdtemp(prefix=".export-", dir=folder))
    try:
        names = []
        for name, content in _made(handouts, formats, progress, workers):
            if is_cancelled():
                return ()
            with _said(folder):
                (waiting / name).write_bytes(content)
            names.append(name)
        if is_cancelled():
            return ()
        with _said(folder):
            return tuple((waiting / name).replace(folder / name) for name in names)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _made(
    handouts: Sequence[Callable[[], Handout]],
    formats: Sequence[Format],
    progress: Callable[[Step], None],
    workers: int,
) -> Iterator[tuple[str, bytes]]:
    total = len(handouts) * len(formats)
    if workers == 1 or total == 1:
        numbers = count(1)
        for handout_of in handouts:
            handout = handout_of()
            for made_as in formats:
                name = made_as.file_name(handout)
                progress(Step(next(numbers), total, name))
                yield name, made_as.write(handout)
        return
    tasks = [partial(_make, *task) for task in product(handouts, formats)]
    for number, (name, content) in enumerate(in_order(tasks, workers), start=1):
        progress(Step(number, total, name))
        yield name, content


def _make(handout_of: Callable[[], Handout], made_as: Format) -> tuple[str, bytes]:
    handout = handout_of()
    return made_as.file_name(handout), made_as.write(handout)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExportError(
            f"{path}: cannot be written ({reason}). Choose another place, or make room there."
        ) from error
