"""Any bytes at all: a good file with anything done to it never raises what is no refusal."""

from __future__ import annotations

import io
import os
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.importing import layout_of, propose
from inspiratiekaart.sources.published import fitting
from inspiratiekaart.sources.reading import open_document
from inspiratiekaart.texts import Texts
from tests.importing.broken import HOSTILE, good, samples
from tests.importing.road import TODAY, Sentence
from tests.importing.tiny_country import write_country

_EXAMPLES = int(os.environ.get("FUZZED_FILES", "60"))
_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # making a failure small takes minutes
_PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from([text.encode() for text in HOSTILE]),
    st.sampled_from([b";", b",", b'"', b"\n", b"\r\n", b"0", b"-1", b"1e9", b"2026-02-30", b"null",
                     b"{}", b"[]", b"<a>", b"</", b"&#x0;", b"\xff\xfe", b"\0"]),
)  # fmt: skip
_Change = tuple[float, str, bytes, int]
_CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1), st.sampled_from(("put", "over", "out", "twice")), _PIECES,
        st.integers(1, 60),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A part of the country."""
    home = write_country(tmp_path_factory.mktemp("land") / "home")
    return open_dataset("2026", home / "datasets", home / "geodata")


@cache
def _all_samples() -> tuple[str, ...]:
    return tuple(each for kind in ("csv", "json", "xml", "xlsx", "zip") for each in samples(kind))


@settings(max_examples=_EXAMPLES, deadline=None, derandomize=_EXAMPLES <= 60, phases=_PHASES)
@given(st.data())
def test_only_refusals_are_raised(
    tmp_path_factory: pytest.TempPathFactory, dataset: Dataset, data: st.DataObject
) -> None:
    """The road as far as the proposal; what is told of it is a sentence."""
    sample = data.draw(st.sampled_from(_all_samples()))
    raw = _changed(good(sample), data.draw(_CHANGES), data.draw(st.booleans()))
    path = tmp_path_factory.mktemp("f") / "bestand"
    path.write_bytes(raw)
    try:
        _travel(path, dataset)
    except InspiratiekaartError:
        pass  # a refusal in words
    finally:
        path.unlink()


def _travel(path: Path, dataset: Dataset) -> None:
    document = open_document(path)
    for form, _ in fitting(document):
        assert layout_of(document, form)
        if form.understood is not None and form.headings is not None:
            assert set(form.understood(document).values()) <= set(form.headings(document))
        for remark in form.remarks(document, dataset) if form.remarks else ():
            assert remark.sentence(Texts("nl"))
        proposal = propose(form.tidy(document, {}), form, dataset, document=document, today=TODAY)
        told: tuple[Sentence, ...] = (*proposal.left_out, *proposal.questions, *proposal.doubles)
        assert all(each.sentence(Texts("en")) for each in told)


def _changed(raw: bytes, changes: list[_Change], inside: bool) -> bytes:
    """``raw`` with ``changes``; of an archive those of a part of it, which stays well packed."""
    if not inside or not raw.startswith(b"PK"):
        return _made(raw, changes)
    with zipfile.ZipFile(io.BytesIO(raw)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    texts = [name for name in parts if "sheet" in name or name.endswith(".csv")]
    name = texts[int(changes[0][0] * (len(texts) - 1))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for each, content in parts.items():
            new.writestr(each, _made(content, changes) if each == name else content)
    return out.getvalue()


def _made(raw: bytes, changes: list[_Change]) -> bytes:
    for share, how, piece, size in changes:
        at = int(share * len(raw))
        if how == "put":
            raw = raw[:at] + piece + raw[at:]
        elif how == "over":
            raw = raw[:at] + piece + raw[at + len(piece) :]
        elif how == "out":
            raw = raw[:at] + raw[at + size :]
        else:
            raw = raw[:at] + raw[at : at + size] + raw[at:]
    return raw
