"""At least three hundred broken files, made from the good ones, the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from tests.importing.broken import Broken, Outcome
from tests.importing.broken_books import broken_books
from tests.importing.broken_csv import broken_csvs
from tests.importing.broken_json import broken_jsons
from tests.importing.broken_sheets import broken_sheets
from tests.importing.broken_xml import broken_xmls

_OTHERS: dict[str, tuple[bytes, str]] = {
    "leeg.csv": (b"", "empty"),
    "spaties.csv": (b" \r\n \r\n", "empty"),
    "merk.csv": (b"\xef\xbb\xbf", "empty"),
    "leeg.xlsx": (b"PK\x05\x06" + b"\0" * 18, "empty"),
    "een-pdf.csv": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "document"),
    "een-plaatje.csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "document"),
    "een-foto.xlsx": (b"\xff\xd8\xff\xe0\0\x10JFIF", "document"),
    "brief.csv": (b"{\\rtf1 Geachte heer}", "document"),
    "ingepakt.csv": (b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "packed"),
    "ingepakt.zip": (b"7z\xbc\xaf\x27\x1c", "packed"),
    "foutmelding.csv": (b"<!DOCTYPE html><html><body>404</body></html>", "web-page"),
    "aanmelden.xml": (b"<html><head><title>Log in</title></head></html>", "web-page"),
    "programma.csv": (b"\x7fELF\x02\x01\x01\0\0\0\0\0", "binary"),
    "een-regel.csv": (b"a;" * 25_000_000, "line"),
    "een-woord.csv": (b"a" * 50_000_000, "line"),
    "een-cel.csv": (b"a" * 1_000_000, "cell"),
    "een-regel.json": (b"[" + b"1," * 6_000_000 + b"1]", "json-many"),
    "gedachte.csv": (b"Ik zoek een opleiding voor lasser.", "no-form"),
    "puntkommas.csv": (b";;;;\r\n;;;;\r\n", "no-table"),
}  # fmt: skip


@cache
def broken_files() -> tuple[Broken, ...]:
    """All of them, those that are no sample at all first."""
    made = (_others, broken_csvs, broken_jsons, broken_xmls, broken_books, broken_sheets)
    return tuple(broken for some in made for broken in some())


def _others() -> Iterator[Broken]:
    outcome: Outcome = "refused"
    for name, (content, code) in _OTHERS.items():
        yield Broken(f"geen/{name}", "no such file", partial(bytes, content), outcome,
                     frozenset({code}))  # fmt: skip
