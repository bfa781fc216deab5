"""Ways to break a workbook or an archive as a package: damaged, locked, or made to do harm."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Iterator

from tests.importing.broken import HOSTILE, Broken, Ways, good, samples
from tests.importing.filled_template import BOOK, filled_book
from tests.importing.packing import edited, packed, parts, with_parts

_book, _zip = Ways(), Ways()
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAUGHS = (
    b'<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
_EXTERNAL = b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_BOMB = 30_000_000


def broken_books() -> Iterator[Broken]:
    """Every workbook and archive in its ways."""
    yield from _book.of((*samples("xlsx"), BOOK), good_book)
    yield from _zip.of(samples("zip"), good)


def good_book(sample: str) -> bytes:
    """A good workbook as it is."""
    return filled_book() if sample == BOOK else good(sample)


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/sheet")


@_book("cut in half", "zip-broken")
def _half(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


@_book("cut near the end", "zip-broken")
def _end(raw: bytes) -> bytes:
    return raw[:-15]


@_book("cut after the first bytes", "zip-broken")
def _start(raw: bytes) -> bytes:
    return raw[:30]


@_book("a password", "old-excel")
def _locked(raw: bytes) -> bytes:
    return _OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + raw


@_book("an old workbook under a new name", "old-excel", every=2)
def _old(_raw: bytes) -> bytes:
    return _OLE + b"\0" * 504 + "Workbook".encode("utf-16-le")


@_book("a document of Word under another name", "document", every=2)
def _word(raw: bytes) -> bytes:
    return packed({name.replace("xl/", "word/"): part for name, part in parts(raw).items()})


@_book("a spreadsheet of another program", "other-spreadsheet", every=2)
def _other(_raw: bytes) -> bytes:
    return packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})


@_book("a part is locked", "locked", every=2)
def _flag(raw: bytes) -> bytes:
    changed = bytearray(raw)
    changed[changed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


@_book("a part outside the file", "zip-path", every=2)
def _outside(raw: bytes) -> bytes:
    return packed({**parts(raw), "../../etc/cron.d/x": b"x"})


@_book("a part that is a link", "zip-path", every=2)
def _link(raw: bytes) -> bytes:
    made = io.BytesIO(raw)
    info = zipfile.ZipInfo("xl/media/a.png")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(info, "/etc/passwd")
    return made.getvalue()


@_book("thousands of parts", "zip-many", every=3)
def _many(raw: bytes) -> bytes:
    return packed({**parts(raw), **{f"xl/x{number}.xml": b"" for number in range(3_000)}})


@_book("a part that is a bomb", "zip-bomb", every=3)
def _bomb(raw: bytes) -> bytes:
    return packed({**parts(raw), "xl/media/a.bin": b"0" * _BOMB})


@_book("a sheet that lies of its size", "zip-broken", "workbook-broken", every=3)
def _lie(raw: bytes) -> bytes:
    changed = bytearray(raw)
    for at in range(len(changed)):
        if changed[at : at + 4] == b"PK\x01\x02":
            struct.pack_into("<I", changed, at + 24, 60)
    return bytes(changed)


@_book("scrambled bytes", "zip-broken", "workbook-broken", every=2)
def _scrambled(raw: bytes) -> bytes:
    changed = bytearray(raw)
    for at in range(200, len(raw) - 2_000, 97):
        changed[at] ^= 0xFF
    return bytes(changed)


@_book("a billion laughs in a sheet", "xml-entities", "workbook-broken")
def _laughs(raw: bytes) -> bytes:
    return with_parts(raw, **{"worksheets/sheet": lambda part: _before_root(part, _LAUGHS)})


@_book("a billion laughs in the styles", "xml-entities", every=2)
def _laughs_in_styles(raw: bytes) -> bytes:
    return with_parts(raw, styles=lambda part: _before_root(part, _LAUGHS))


@_book("an entity from a file", "xml-entities", every=2)
def _entity(raw: bytes) -> bytes:
    return with_parts(raw, **{"xl/workbook.xml": lambda part: _before_root(part, _EXTERNAL)})


def _before_root(part: bytes, doctype: bytes) -> bytes:
    at = part.index(b"?>") + 2 if part.startswith(b"<?xml") else 0
    return part[:at] + doctype + part[at:]


@_book("a text that is not there", every=2)
def _no_text(raw: bytes) -> bytes:
    return with_parts(raw, sharedStrings=lambda _: b'<sst xmlns="http://schemas.openxmlformats.org/'
                 b'spreadsheetml/2006/main"/>')  # fmt: skip


@_book("a sheet that is not there", every=2)
def _no_sheet(raw: bytes) -> bytes:
    files = parts(raw)
    gone = next(name for name in files if _is_sheet(name))
    return packed({name: part for name, part in files.items() if name != gone})


@_book("no list of sheets", "workbook-broken", "no-form", "zip-broken", every=2)
def _no_list(raw: bytes) -> bytes:
    return packed({name: part for name, part in parts(raw).items() if name != "xl/workbook.xml"})


@_book("a sheet cut off", "workbook-broken", every=2)
def _cut_sheet(raw: bytes) -> bytes:
    return with_parts(raw, **{"worksheets/sheet": lambda part: part[: len(part) // 2]})


@_book("two cells in opposite corners", every=3)
def _corners(raw: bytes) -> bytes:
    corner = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return with_parts(
        raw,
        **{
            "worksheets/sheet": lambda part: part.replace(b"</sheetData>", corner + b"</sheetData>")
        },
    )


@_book("ten thousand columns", "columns", "no-form", every=2)
def _wide(raw: bytes) -> bytes:
    return edited(raw, lambda book: [p.cell(2, 10_000, "x") for p in book.worksheets])


@_book("a cell of 40,000 letters", "cell", every=2)
def _huge(raw: bytes) -> bytes:
    cell = b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + b"x" * 40_000 + b"</t></is></c></row>"
    return with_parts(
        raw,
        **{"worksheets/sheet": lambda part: part.replace(b"</sheetData>", cell + b"</sheetData>")},
    )


@_zip("cut in half", "zip-broken")
def _zip_half(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


@_zip("its table cut in half")
def _zip_table_half(raw: bytes) -> bytes:
    return with_parts(raw, csv=lambda part: part[: len(part) // 2])


@_zip("another archive in it", "zip-nested")
def _nested(raw: bytes) -> bytes:
    return packed({"binnen.zip": raw})


@_zip("a bomb", "zip-bomb")
def _zip_bomb(raw: bytes) -> bytes:
    return with_parts(raw, csv=lambda part: part + b"\r\n0;0" * (_BOMB // 5))


@_zip("a path outside it", "zip-path")
def _zip_outside(raw: bytes) -> bytes:
    return packed({"../" + name: part for name, part in parts(raw).items()})


@_zip("locked", "locked")
def _zip_locked(raw: bytes) -> bytes:
    return _flag(raw)


@_zip("a link in it", "zip-path")
def _zip_link(raw: bytes) -> bytes:
    return _link(raw)


@_zip("thousands of files", "zip-many")
def _zip_many(raw: bytes) -> bytes:
    return packed({**parts(raw), **{f"{number}.csv": b"a;b\n" for number in range(3_000)}})


@_zip("pictures only", "no-form", "no-table")
def _pictures(_raw: bytes) -> bytes:
    return packed({"a.png": b"\x89PNG\r\n\x1a\n\0", "b.pdf": b"%PDF-1.7\0"})


@_zip("a null byte in its table", "binary", "no-table")
def _zip_null(raw: bytes) -> bytes:
    return with_parts(raw, csv=lambda part: part + b"a\0b;c\r\n" * 2_000)


@_zip("its headings renamed", "no-form")
def _zip_renamed(raw: bytes) -> bytes:
    return with_parts(raw, csv=lambda part: b"k1;k2;k3\r\n" + part.split(b"\r\n", 1)[-1])


@_zip("its table twice")
def _zip_twice(raw: bytes) -> bytes:
    files = parts(raw)
    return packed({**files, **{"kopie/" + name: part for name, part in files.items()}})


@_zip("two encodings in its table", "encoding-mixed")
def _zip_mixed(raw: bytes) -> bytes:
    return with_parts(raw, csv=lambda part: part + ("caf\xe9" * 9).encode() + b"\r\ncaf\xe9")


@_zip("numbers and days of another country")
def _zip_days(raw: bytes) -> bytes:
    return with_parts(raw, csv=lambda part: part.replace(b"-", b"/").replace(b",", b"."))


@_zip("hostile text")
def _zip_hostile(raw: bytes) -> bytes:
    hostile = HOSTILE[4].encode()
    return with_parts(raw, csv=lambda part: part.replace(b"e", hostile).replace(hostile, b"e", 30))
