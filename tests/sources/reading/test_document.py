"""A file is known by its content; JSON and XML are read without what they could do to us."""

from __future__ import annotations

import hashlib
import tracemalloc
from pathlib import Path

import pytest

from inspiratiekaart.sources.reading import Document, DocumentError, Limits, open_document
from inspiratiekaart.texts import Texts, catalogue

BILLION = (
    '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {"abcdefghij"[n]} "{("&" + "abcdefghij"[n - 1] + ";") * 10}">'
        for n in range(1, 10)
    )
    + "]><z>&j;</z>"
)
FILE = '<!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]><z>&a;</z>'
NETWORK = '<!DOCTYPE z SYSTEM "http://127.0.0.1:9/a.dtd"><z/>'
PARAMETER = '<!DOCTYPE z [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a"> %a;]><z/>'


def _document(tmp_path: Path, content: bytes | str, limits: Limits | None = None) -> Document:
    path = tmp_path / "bestand"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_document(path, limits=limits or Limits())


def _refused(tmp_path: Path, content: bytes | str, limits: Limits | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        _all_of(tmp_path, content, limits)
    return caught.value


def _all_of(tmp_path: Path, content: bytes | str, limits: Limits | None) -> None:
    document = _document(tmp_path, content, limits)
    assert document.json is None
    assert document.element_names
    assert not list(document.elements("z"))
    assert document.headings


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("a;b\n1;2", "csv"),
        ('{"a": 1}', "json"),
        ("\ufeff [1]", "json"),
        ("[]", "json"),
        ("[code];naam\n1;2", "csv"),
        ("<?xml version='1.0'?><a/>", "xml"),
        ("\n<a/>", "xml"),
        ("<!-- c --><a/>", "xml"),
        ("<5 km;naam\n1;2", "csv"),
    ],
)
def test_a_file_is_known_by_its_content(tmp_path: Path, content: str, kind: str) -> None:
    """Whatever its name; what it is not, it has none of."""
    document = _document(tmp_path, content)
    assert kind == document.kind
    assert hashlib.sha256(content.encode()).hexdigest() == document.sha256
    assert ("csv" == kind) == bool(document.sheets)
    assert ("json" == kind) == (document.json is not None)
    assert ("xml" == kind) == bool(document.element_names)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-excel"),
        (b"%PDF-1.7", "document"),
        (b"\x89PNG\r\n", "document"),
        (b"\x1f\x8b\x08", "packed"),
        (b"\x00\x01\x02", "binary"),
        (" <!DOCTYPE html><html>", "web-page"),
        ("<HTML><body>Log in</body>", "web-page"),
        (b"PK\x03\x04", "zip-broken"),
        ("{", "json-broken"),
        ('{"a": 1,\n "b": }', "json-broken"),
        ('{"a": NaN}', "json-broken"),
        ('{"a": ' + "9" * 5000 + "}", "json-broken"),
        (b'{"a": "\xe9', "json-broken"),
        ('{"a":' * 100, "deep"),
        ("[" * 100_000, "deep"),
        (BILLION, "xml-entities"),
        (FILE, "xml-entities"),
        (NETWORK, "xml-entities"),
        (PARAMETER, "xml-entities"),
        (FILE.encode("utf-16"), "xml-entities"),
        ("<z><a></z>", "xml-broken"),
        ("<z>", "xml-broken"),
        ("<z></z><z></z>", "xml-broken"),
        ("<?xml version='1.0' encoding='klingon'?><z/>", "xml-broken"),
        ("<a>" * 100 + "</a>" * 100, "deep"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes | str, code: str) -> None:
    """With the name of the file, what it seems to be, and what to do."""
    error = _refused(tmp_path, content)
    assert code == error.code
    for language in ("nl", "en"):
        assert error.sentence(Texts(language)).startswith("bestand")


@pytest.mark.parametrize(
    ("content", "limits", "code"),
    [
        ("[1, 2, 3]", Limits(json_values=2), "json-many"),
        ("[1, 2, 3]", Limits(json_bytes=5), "large"),
        ("[[[1]]]", Limits(depth=2), "deep"),
        ("<a><z><b/><b/></z></a>", Limits(element_nodes=2), "xml-long"),
        ("<a>" + "x" * 200_000 + "</a>", Limits(element_bytes=50_000), "xml-long"),
        ("<a x='" + "x" * 200_000 + "'/>", Limits(element_bytes=50_000), "xml-long"),
        ("<a><!--" + "x" * 200_000 + "--></a>", Limits(element_bytes=50_000), "xml-long"),
    ],
)
def test_limits_are_kept(tmp_path: Path, content: str, limits: Limits, code: str) -> None:
    """Too much of anything is refused before it is all in memory."""
    assert code == _refused(tmp_path, content, limits).code


def test_brackets_in_text_are_no_layers(tmp_path: Path) -> None:
    """Only the structure of a JSON file counts, not what its texts hold."""
    assert ['[[[[\\"[['] == _document(tmp_path, '["[[[[\\\\\\"[["]', Limits(depth=1)).json


def test_elements_come_one_by_one(tmp_path: Path) -> None:
    """With or without a namespace; one inside another belongs to that other."""
    text = '<r xmlns="urn:x"><z n="1"><z n="2">é</z></z><q><z n="3"/></q><y/></r>'
    document = _document(tmp_path, text)
    seen = [(each.get("n"), [inner.get("n") for inner in each]) for each in document.elements("z")]
    assert [("1", ["2"]), ("3", [])] == seen
    assert ("r", "z", "q", "y") == document.element_names
    first = next(document.elements("z"))
    assert "é" == first.findtext("{*}z")


def test_elements_are_not_kept(tmp_path: Path) -> None:
    """Twenty thousand elements take no more memory than a few."""
    document = _document(tmp_path, "<r>" + "<z><a>tekst</a></z>\n" * 20_000 + "</r>")
    tracemalloc.start()
    assert 20_000 == sum(1 for _ in document.elements("z"))
    assert 0 == sum(1 for _ in document.elements("niets"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_500_000


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    """A file that is gone, and a folder."""
    for path in (tmp_path / "weg.csv", tmp_path):
        with pytest.raises(DocumentError, match="is er niet"):
            open_document(path)


def test_a_person_reads_the_name_that_they_gave(tmp_path: Path) -> None:
    """An upload lies in a file with another name; the person never sees that."""
    path = tmp_path / "upload-1"
    path.write_text("[")
    with pytest.raises(DocumentError, match=r"^mijn lijst\.json is geen goede JSON"):
        assert open_document(path, "mijn lijst.json").json


def test_each_refusal_says_what_to_do() -> None:
    """More than one sentence: what is wrong, and then the way out."""
    refusals = {k: s for k, s in catalogue("nl").items() if k.startswith("reading.refused.")}
    assert refusals
    assert [] == [key for key, said in refusals.items() if said.count(". ") < 1]
