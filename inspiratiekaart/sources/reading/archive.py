"""What is packed in a ZIP, within limits, and never outside its own file."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from inspiratiekaart.sources.reading.limits import Limits
from inspiratiekaart.sources.reading.refused import DocumentError

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
"""What reading a damaged archive raises."""

_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _END_64_SIZE, _COMMENT = 22, 20, 0xFFFF
_ENTRY_BYTES = 512  # of the list of contents: its fixed part, a long name, some extras
_LOCKED = 0x1
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SMALL = 1 << 20  # a ratio says nothing of a short file
_ZIP = b"PK\x03\x04"


@contextmanager
def opened(path: Path, file: str, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """The archive at ``path``, whose list of contents was found to be harmless.

    Raises:
        DocumentError: it is damaged, locked, too much, or names files outside itself.
    """
    _check_list(path, file, limits)
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise DocumentError("zip-broken", file=file) from error
    with archive:
        for info in archive.infolist():
            _check_entry(info, file, limits)
        _check_all(archive.infolist(), file, limits)
        yield archive


@contextmanager
def entry(path: Path, name: str, file: str, limits: Limits) -> Iterator[IO[bytes]]:
    """The bytes of the file ``name`` in the archive."""
    with opened(path, file, limits) as archive:
        try:
            with archive.open(name) as stream:
                yield stream
        except BROKEN as error:
            raise DocumentError("zip-broken", file=file) from error


def names(path: Path, file: str, limits: Limits) -> tuple[str, ...]:
    """The files in the archive, without folders and what a Mac adds."""
    with opened(path, file, limits) as archive:
        return tuple(
            info.filename
            for info in archive.infolist()
            if not info.is_dir()
            and not info.filename.startswith("__MACOSX/")
            and not PurePosixPath(info.filename).name.startswith(".")
        )


class Inner:
    """Opens the file ``name`` in an archive again and again; it may not be an archive itself."""

    def __init__(self, path: Path, name: str, file: str, limits: Limits) -> None:
        self._path, self._name, self._file, self._limits = path, name, file, limits

    def __call__(self) -> IO[bytes]:
        """The bytes of the file, from the start."""
        archive = zipfile.ZipFile(self._path)
        try:
            stream = archive.open(self._name)
        except BROKEN as error:
            raise DocumentError("zip-broken", file=self._file) from error
        finally:
            archive.close()  # the stream keeps the file open for itself
        return stream

    def head(self, size: int) -> bytes:
        """Its first bytes."""
        try:
            with self() as stream:
                found = stream.read(size)
        except BROKEN as error:
            raise DocumentError("zip-broken", file=self._file) from error
        if found.startswith(_ZIP) and self._name.lower().endswith(".zip"):
            raise DocumentError("zip-nested", file=self._file, inner=self._name)
        return found


def _check_list(path: Path, file: str, limits: Limits) -> None:
    """Look at the size of the list of contents before anything reads it."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _END_SIZE - _COMMENT - _END_64_SIZE))
        tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise DocumentError("zip-broken", file=file)
    list_bytes = int.from_bytes(tail[at + 12 : at + 16], "little")
    is_64 = tail[max(0, at - _END_64_SIZE) : at].startswith(_END_64)
    if is_64 or list_bytes > limits.unpacked_files * _ENTRY_BYTES:
        raise DocumentError("zip-many", file=file, most=limits.unpacked_files)


def _check_entry(info: zipfile.ZipInfo, file: str, limits: Limits) -> None:
    name = info.orig_filename
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\0" in name:
        raise DocumentError("zip-path", file=file, inner=name.replace("\0", ""))
    if stat.S_ISLNK(info.external_attr >> 16):
        raise DocumentError("zip-path", file=file, inner=name)
    if info.flag_bits & _LOCKED:
        raise DocumentError("locked", file=file)
    if info.compress_type not in _PACKED:
        raise DocumentError("zip-broken", file=file)
    is_bomb = info.file_size > limits.unpacked_ratio * max(1, info.compress_size)
    if info.file_size > _SMALL and is_bomb:
        raise DocumentError("zip-bomb", file=file)


def _check_all(infos: list[zipfile.ZipInfo], file: str, limits: Limits) -> None:
    if len(infos) > limits.unpacked_files:
        raise DocumentError("zip-many", file=file, most=limits.unpacked_files)
    if sum(info.file_size for info in infos) > limits.unpacked_bytes:
        raise DocumentError("zip-large", file=file, most=limits.unpacked_bytes // (1 << 20))
    if len({info.filename for info in infos}) < len(infos):
        raise DocumentError("zip-broken", file=file)
