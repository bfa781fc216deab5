"""The file of a composed map: there and back, and a sentence for every fault."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from inspiratiekaart import inspiration_file
from inspiratiekaart.errors import MapFileError
from inspiratiekaart.inspiration import (
    KINDS,
    InspirationMap,
    Item,
    Own,
    change_item,
    describe,
    put,
)
from inspiratiekaart.inspiration_file import from_json, schema, to_json, upgraded
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.schema import LANGUAGES
from inspiratiekaart.texts import Texts

FULL = put(
    put(
        InspirationMap("Noord", "Twee\nregels", "Werkcentrum", "2026-11-22", frozenset({"AM01"})),
        Item("", "gap", "101305", "zorg", note="=1+1", plan="Samen een klas"),
    ),
    Item("", "own", own=Own("offer", "Cursus", "de school", "Assen", "https://www.example.org")),
)


def _document(**changes: Any) -> dict[str, Any]:
    return {**json.loads(to_json(FULL)), **changes}


def test_what_is_written_is_read_back() -> None:
    """The same map, and the same text again."""
    assert FULL == from_json(to_json(FULL))
    assert FULL == from_json(b"\xef\xbb\xbf" + to_json(FULL).encode())
    assert to_json(FULL) == to_json(from_json(to_json(FULL)))


@given(st.text(max_size=300), st.text(max_size=400), st.sampled_from(KINDS[:5]))
def test_any_words_come_back(line: str, note: str, kind: Any) -> None:
    """Whatever a person types."""
    composed = put(describe(FULL, title=line), Item("", kind, "sleutel"))
    composed = change_item(composed, composed.items[-1].item_id, note=note, plan=note)
    assert composed == from_json(to_json(composed))


def test_the_published_schema_is_the_one_we_check_with() -> None:
    """docs/inspiratiekaart.schema.json is made from the code and is a schema."""
    published = json.loads((PROJECT / "docs" / "inspiratiekaart.schema.json").read_text("utf-8"))
    assert schema() == published
    Draft202012Validator.check_schema(published)


ITEM = {"item_id": "i1", "kind": "occupation", "key": "101305"}
FAULTS = [
    ("{", "json", "1"),
    ("[]", "foreign", ""),
    (json.dumps({"type": "FeatureCollection"}), "foreign", ""),
    ("[" * 200_000, "depth", ""),
    (b"\xff\xfe{}", "encoding", "0"),
    (_document(version=2), "newer", "2"),
    (_document(version="1"), "version", '"1"'),
    (_document(version=True), "version", "true"),
    (_document(items=[{**ITEM, "kind": "beroep"}]), "allowed", "items[0].kind"),
    (_document(items=[ITEM, {**ITEM, "key": "2"}]), "double", "items[1].item_id"),
    (_document(items=[{"item_id": "i1", "kind": "gap"}]), "missing", "items[0]"),
    (_document(items=[{**ITEM, "own": {"kind": "offer"}}]), "value", "items[0]"),
    (_document(items=[{"item_id": "i1", "kind": "own", "key": "x"}]), "missing", "items[0]"),
    (_document(titel="x"), "strange", "titel"),
    (_document(title="x" * 301), "long", "title"),
    (_document(made_on="22-11-2026"), "value", "made_on"),
    (_document(regions=["<b>"]), "value", "regions[0]"),
    (_document(reach_km=-1), "value", "reach_km"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("given_file", "code", "named"), FAULTS)
def test_a_fault_is_named_with_its_place(
    given_file: Any, code: str, named: str, language: Any
) -> None:
    """In both languages, never a traceback."""
    text = json.dumps(given_file) if isinstance(given_file, dict) else given_file
    with pytest.raises(MapFileError) as caught:
        from_json(text)
    assert code == caught.value.code
    assert named in Texts(language)(f"mapfile.{code}", **caught.value.values)


def test_own_links_lead_to_websites_only() -> None:
    """A link that would run a script is refused with its place."""
    own = {"kind": "offer", "name": "x", "source": "y", "url": "javascript:alert(1)"}
    with pytest.raises(MapFileError) as caught:
        from_json(json.dumps(_document(items=[{"item_id": "i1", "kind": "own", "own": own}])))
    assert "items[0]" in caught.value.values["place"]


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is read."""
    monkeypatch.setattr(inspiration_file, "MAX_BYTES", 10)
    with pytest.raises(MapFileError) as caught:
        from_json(to_json(FULL))
    assert "size" == caught.value.code


def test_an_older_file_is_upgraded_step_by_step() -> None:
    """Each step makes the next version; a newer file is refused."""
    steps = {
        1: lambda old: {**old, "two": True},
        2: lambda old: {**old, "three": old["two"]},
    }
    document = upgraded(_document(), to=3, upgrades=steps)
    assert (3, True, True) == (document["version"], document["two"], document["three"])
    assert set(range(1, inspiration_file.VERSION)) == set(inspiration_file.UPGRADES)
