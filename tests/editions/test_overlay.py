"""A region's own rows over national ones: what is shown, what conflicts, and what a file says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspiratiekaart.editions.difference import Key, Rows, State
from inspiratiekaart.editions.overlay import (
    Conflict,
    Overlay,
    conflicts,
    left_out_of_nothing,
    overlaid,
    read,
    read_overlay,
    same,
)
from inspiratiekaart.errors import DatasetError
from inspiratiekaart.schema import tables
from inspiratiekaart.texts import Texts

TABLES = ("sectors", "theme_occupations")
LETTERS = st.sampled_from(["a", "b", "c", "d"])


def _rows(table: str) -> st.SearchStrategy[Rows]:
    key = tables()[table].key
    names = [name for name in tables()[table].column_names if name not in key]
    cells = st.fixed_dictionaries(dict.fromkeys(names, st.sampled_from(["", "x", "y"])))
    return st.dictionaries(st.tuples(*[LETTERS] * len(key)), cells, max_size=4).map(
        lambda found: {
            values: {**dict(zip(key, values, strict=True)), **row} for values, row in found.items()
        }
    )


def _keys(table: str) -> st.SearchStrategy[frozenset[Key]]:
    return st.frozensets(st.tuples(*[LETTERS] * len(tables()[table].key)), max_size=3)


STATES: st.SearchStrategy[State] = st.fixed_dictionaries({name: _rows(name) for name in TABLES})
OVERLAYS = st.builds(Overlay, STATES, st.fixed_dictionaries({name: _keys(name) for name in TABLES}))


@given(STATES)
def test_without_own_rows_the_national_ones_are_shown(national: State) -> None:
    """An empty overlay changes nothing and never conflicts."""
    assert national == overlaid(national, Overlay({}))
    assert () == conflicts(national, Overlay({}), {})


@given(STATES, OVERLAYS)
def test_own_rows_are_shown_and_left_out_ones_are_not(national: State, overlay: Overlay) -> None:
    """Every own row as it is, no row that is left out, and all other national rows."""
    shown = overlaid(national, overlay)
    for name in TABLES:
        own, gone = overlay.rows[name], overlay.left_out[name]
        kept = {key: row for key, row in national[name].items() if key not in gone}
        assert {**kept, **own} == shown[name]


@given(STATES, OVERLAYS)
def test_laying_over_twice_is_once(national: State, overlay: Overlay) -> None:
    """The same overlay over the result gives the result."""
    once = overlaid(national, overlay)
    assert once == overlaid(once, overlay)


@given(STATES, OVERLAYS, STATES)
def test_a_conflict_is_where_both_changed(base: State, overlay: Overlay, new: State) -> None:
    """Exactly the own rows and left-out keys whose national row moved, and not to the own one."""
    found = {(one.table, one.key): one for one in conflicts(base, overlay, new)}
    for name in TABLES:
        for key in {*base[name], *new[name], *overlay.rows[name], *overlay.left_out[name]}:
            before, after = base[name].get(key), new[name].get(key)
            own = overlay.rows[name].get(key)
            touched = own is not None or key in overlay.left_out[name]
            expected = touched and before != after and own != after
            assert expected == ((name, key) in found)
            if expected:
                assert Conflict(name, key, before, own, after) == found[name, key]


@given(STATES, OVERLAYS)
def test_the_same_edition_never_conflicts(base: State, overlay: Overlay) -> None:
    """Without a new edition there is nothing to choose."""
    assert () == conflicts(base, overlay, base)


def test_a_column_that_one_lacks_is_empty_there() -> None:
    """An older file without a column says the same as one in which it is empty."""
    assert same({"a": "1"}, {"a": "1", "b": ""})
    assert not same({"a": "1"}, {"a": "1", "b": "2"})
    assert not same({"a": ""}, None)
    assert same(None, None)


def _folder(home: Path, **files: bytes | str) -> Path:
    (home / "datasets").mkdir()
    for name, text in files.items():
        content = text.encode() if isinstance(text, str) else text
        (home / "datasets" / f"{name}.csv").write_bytes(content)
    return home


@pytest.mark.parametrize("divider", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_of_any_spreadsheet_is_read(
    tmp_path: Path, divider: str, mark: str, line_end: str
) -> None:
    """Commas or semicolons, with or without a mark; comments and empty rows are skipped."""
    lines = ["sector_id,name_nl,,", "# voorbeeld,Zo,,", ",,,", "zorg,Zorg,,", "bouw"]
    text = mark + line_end.join(lines).replace(",", divider)
    found = read(_folder(tmp_path, sectors=text))
    assert () == found.findings
    assert {("zorg",): 4, ("bouw",): 5} == found.places["sectors"]
    row = found.overlay.rows["sectors"]["zorg",]
    assert tables()["sectors"].column_names == list(row)
    assert "Zorg" == row["name_nl"]


def test_what_is_left_out_is_read(tmp_path: Path) -> None:
    """The cells of a key of more columns are joined."""
    text = "table,key,reason\ntheme_occupations,optiek|opticien,niet hier\nsectors,zorg,\n"
    overlay = read_overlay(_folder(tmp_path, weglaten=text))
    expected = {"theme_occupations": {("optiek", "opticien")}, "sectors": {("zorg",)}}
    assert expected == overlay.left_out


def test_leaving_out_what_is_not_there_is_told(tmp_path: Path) -> None:
    """A warning: the country may have taken the row away since."""
    text = "table,key,reason\nsectors,zorg,\nsectors,weg,\n"
    reading = read(_folder(tmp_path, weglaten=text))
    national: State = {"sectors": {("zorg",): {"sector_id": "zorg"}}}
    (found,) = left_out_of_nothing(reading, national)
    assert "warning" == found.severity
    assert (
        "datasets/weglaten.csv, row 3, column key: ‘weg’ is not in sectors, column sector_id."
        in found.sentence(Texts("en"))
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("sectors", "sector_id,naam\nzorg,Zorg\n", "rij 1, kolom naam: deze kolom kennen wij niet"),
        ("sectors", "name_nl\nZorg\n", "rij 1, kolom sector_id: deze kolom ontbreekt"),
        ("sectors", "sector_id,name_nl\n,Zorg\n", "rij 2, kolom sector_id: deze cel is leeg"),
        ("sectors", "sector_id\n#a\nzorg\nzorg\n", "rij 4, kolom sector_id: ‘zorg’ staat ook al"),
        ("sectors", "sector_id,name_nl\na,A,over\n", "rij 2: deze rij heeft 3 cellen"),
        ("sectors", "sector_id,sector_id\na,A\n", "rij 1, kolom sector_id: deze kolom staat er"),
        ("sectors", b"sector_id\ncaf\xe9\n", "rij 2: dit is geen UTF-8-tekst"),
        ("sectors", 'sector_id\n"a\n', "geen leesbare CSV"),
        ("sectors", "", "dit bestand is leeg"),
        ("weglaten", "table,key,reason\nsector,a,\n", "rij 2, kolom table: ‘sector’ mag hier niet"),
        ("weglaten", "table,key,reason\nsectors,a|b,\n", "rij 2, kolom key: ‘a|b’ heeft niet"),
        ("weglaten", "table,key\nsectors,a\nsectors,a\n", "rij 3, kolom key: ‘a’ staat ook al"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, name: str, text: str | bytes, said: str) -> None:
    """File, row, column and remedy, in the region's language."""
    folder = _folder(tmp_path, **{name: text})
    with pytest.raises(DatasetError) as caught:
        read_overlay(folder)
    assert f"datasets/{name}.csv" in str(caught.value)
    assert said in str(caught.value)


def test_one_mistake_does_not_hide_the_rows_beside_it(tmp_path: Path) -> None:
    """All that can be read is read, and every finding is told."""
    text = "sector_id,name_nl\n,x\nzorg,Zorg\n,y\n"
    found = read(_folder(tmp_path, sectors=text, sector="a\n"))
    assert [("zorg",)] == list(found.overlay.rows["sectors"])
    said = [one.sentence(Texts("en")) for one in found.findings]
    assert 3 == len(said)
    assert {"file-stray", "required"} == {one.code for one in found.findings}


def test_own_sources_are_read(tmp_path: Path) -> None:
    """A region describes its sources as the national dataset does; a mistake is named."""
    folder = _folder(tmp_path)
    (folder / "datasets" / "sources.toml").write_text("[regio]\npublisher = 'x'\n")
    with pytest.raises(DatasetError, match=r"sources\.toml, \[regio\]: field title_nl is missing"):
        read_overlay(folder)
