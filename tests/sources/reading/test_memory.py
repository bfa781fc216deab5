"""Very large files: read as a stream, or refused; the memory stays what it was."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inspiratiekaart.paths import PROJECT

_GB = 1 << 30
_MB = 1 << 20
_MOST_MB = 100
_MOST_MB_OF_JSON = 220  # the text of a file of 90 MB, and a copy without what is quoted

_SCRIPT = """
import sys
from pathlib import Path
import openpyxl, pandas, pyarrow, defusedxml.ElementTree
from inspiratiekaart.sources.reading import DocumentError, Limits, open_document
from inspiratiekaart.sources.reading import tree, values, workbook

def peak():
    # of this program alone; ru_maxrss starts at the peak of the process that began it
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024

pandas.DataFrame({"a": ["x"]}, dtype="string")
before, said = peak(), ""
try:
    document = open_document(Path(sys.argv[1]), limits=eval(sys.argv[2]))
    if document.kind == "xml":
        said = sum(1 for _ in document.elements("z"))
    elif document.kind == "json":
        said = len(document.json)
    else:
        name = next(iter(document.headings))
        said = sum(len(piece.frame) for piece in document.pieces(name))
except DocumentError as error:
    said = error.code
print(said, peak() - before)
"""


def _lines(line: bytes, size: int) -> Iterator[bytes]:
    piece = line * (_MB // len(line))
    for _ in range(size // len(piece)):
        yield piece


def _sparse(path: Path, head: bytes) -> None:
    """A file of 1 GB that takes no room on the disk."""
    with path.open("wb") as file:
        file.write(head)
        file.truncate(_GB)


def _xml(path: Path, line: bytes, size: int) -> None:
    with path.open("wb") as file:
        file.write(b"<r>")
        file.writelines(_lines(line, size))
        file.write(b"</r>")


def _zipped(path: Path, line: bytes, size: int) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("a.csv", "w") as file,
    ):
        file.write(b"code;naam\n")
        for piece in _lines(line, size):
            file.write(piece)


_ALL = "Limits(file_bytes=1 << 31)"
_USUAL = "Limits()"


@pytest.mark.parametrize(
    ("make", "limits", "said"),
    [
        (lambda path: _sparse(path, b"a;b\n1;2\n"), _USUAL, "large"),
        (lambda path: _sparse(path, b"<z>"), _USUAL, "large"),
        (lambda path: _sparse(path, b"PK\x03\x04"), _USUAL, "large"),
        (lambda path: _sparse(path, b"PK\x03\x04"), _ALL, "zip-broken"),
        (lambda path: _sparse(path, b'{"a": "'), _ALL, "binary"),
        (lambda path: _xml(path, b"<z><a>tekst</a></z>", 10 * _MB), _USUAL, "551880"),
        (lambda path: _xml(path, b"tekst", 40 * _MB), _USUAL, "xml-long"),
        (lambda path: _xml(path, b"<a>tekst</a>\n", 10 * _MB), _USUAL, "0"),
        (lambda path: _zipped(path, b"0363;Amsterdam\n", 10 * _MB), _USUAL, "699050"),
        (lambda path: path.write_bytes(b"[" + b"[]," * (30 * _MB) + b"[]]"), _USUAL, "json-many"),
    ],
    ids=["csv", "xml", "zip", "zip-1gb", "json-1gb", "many", "text", "other", "rows",
         "lists"],
)  # fmt: skip
def test_memory_is_bounded(
    tmp_path: Path, make: Callable[[Path], None], limits: str, said: str
) -> None:
    """However large the file: a sentence or a stream, within the memory of a small program."""
    path = tmp_path / "groot"
    make(path)
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(path), limits],
        capture_output=True, text=True, check=True, cwd=PROJECT,
    )  # fmt: skip
    found, peak_mb = done.stdout.split()
    assert said == found
    assert int(peak_mb) < (_MOST_MB_OF_JSON if said == "json-many" else _MOST_MB)
