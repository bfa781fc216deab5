"""A new national edition in a region's folder: what is own stays, nothing is lost."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspiratiekaart.editions import staging
from inspiratiekaart.editions.choices import (
    NATIONAL,
    OWN,
    Choice,
    choices_of,
    choices_text,
    read_choices,
)
from inspiratiekaart.editions.difference import Key, Row, Rows, State, read_state
from inspiratiekaart.editions.forking import fork
from inspiratiekaart.editions.merging import PARTS, merge, undo
from inspiratiekaart.editions.national import contents
from inspiratiekaart.editions.overlay import Overlay, conflicts, overlaid, read_overlay
from inspiratiekaart.editions.region_folder import ForkError, read_region
from inspiratiekaart.editions.region_status import status
from inspiratiekaart.editions.resolving import resolved
from inspiratiekaart.schema import tables
from inspiratiekaart.texts import Texts
from tests.editions.small_home import SOURCE, write_home

NL = Texts("nl")
TABLES = ("sectors", "theme_occupations")
LETTERS = st.sampled_from(["a", "b", "c"])
CELLS = ("name_nl", "name_en", "basis")


def _row(table: str, key: Key, *cells: str) -> Row:
    names = [name for name in tables()[table].column_names if name in CELLS]
    empty = dict.fromkeys(tables()[table].column_names, "")
    filled = dict(zip(names, cells, strict=False))
    return {**empty, **dict(zip(tables()[table].key, key, strict=True)), **filled,
            "source_id": SOURCE}  # fmt: skip


def _rows(table: str) -> st.SearchStrategy[Rows]:
    cells = st.tuples(*[st.sampled_from(["x", "y", "z"])] * 2)
    keys = st.tuples(*[LETTERS] * len(tables()[table].key))
    return st.dictionaries(keys, cells, max_size=4).map(
        lambda found: {key: _row(table, key, *values) for key, values in found.items()}
    )


def _keys(table: str) -> st.SearchStrategy[frozenset[Key]]:
    return st.frozensets(st.tuples(*[LETTERS] * len(tables()[table].key)), max_size=2)


STATES: st.SearchStrategy[State] = st.fixed_dictionaries({name: _rows(name) for name in TABLES})
OVERLAYS = st.builds(Overlay, STATES, st.fixed_dictionaries({name: _keys(name) for name in TABLES}))
FEW = settings(max_examples=25, deadline=None)


def write_own(folder: Path, overlay: Overlay, divider: str = ",") -> None:
    """Write the rows of ``overlay`` in the region's ``folder``, as a spreadsheet would."""
    for name, rows in overlay.rows.items():
        heading = tables()[name].column_names
        lines = [
            heading,
            ["# van ons"],
            *([row[column] for column in heading] for row in rows.values()),
        ]
        _write(folder / "datasets" / f"{name}.csv", lines, divider)
    left_out = [
        [name, "|".join(key), "niet hier"]
        for name, keys in overlay.left_out.items()
        for key in sorted(keys)
    ]
    _write(folder / "datasets" / "weglaten.csv", [["table", "key", "reason"], *left_out], divider)


def _write(path: Path, lines: list[list[str]], divider: str) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=divider, lineterminator="\r\n").writerows(lines)
    path.write_text("\ufeff" + buffer.getvalue(), encoding="utf-8", newline="")


@contextmanager
def forked(state: State) -> Iterator[tuple[Path, Path]]:
    """A region's folder that follows ``state``, and a place for another national home."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        fork(place / "regio", "AM05", write_home(place / "first", state))
        yield place / "regio", place / "next"


def _shown(folder: Path) -> State:
    region = read_region(folder)
    national = read_state(folder / "landelijk" / "datasets", region.edition)
    found = overlaid(national, read_overlay(folder))
    return {name: rows for name, rows in found.items() if name in TABLES}


def _parts(folder: Path) -> dict[str, bytes]:
    return {
        name: content
        for name, content in contents(folder).items()
        if name.partition("/")[0] in PARTS
    }


@FEW
@given(STATES, STATES)
def test_an_unchanged_fork_becomes_the_new_edition(first: State, second: State) -> None:
    """All national files to the byte, nothing to choose, and no file of its own touched."""
    with forked(first) as (folder, home):
        write_home(home, second, version="1.1.0")
        own = contents(folder / "datasets")
        merged = merge(folder, home, NL)
        assert () == merged.open
        for name in ("datasets", "geodata"):
            assert contents(home / name) == contents(folder / "landelijk" / name)
        assert second == _shown(folder)
        assert own == contents(folder / "datasets")
        assert "1.1.0" == read_region(folder).version


@FEW
@given(STATES, OVERLAYS, st.lists(STATES, min_size=1, max_size=3))
def test_own_rows_survive_any_sequence_of_merges(
    first: State, overlay: Overlay, later: list[State]
) -> None:
    """Without a choice, every own row and all that is left out stays as it was."""
    with forked(first) as (folder, home):
        write_own(folder, overlay)
        own = read_overlay(folder)
        for state in later:
            merge(folder, write_home(home, state), NL)
            assert own == read_overlay(folder)
        assert _shown(folder) == {
            name: rows for name, rows in overlaid(later[-1], own).items() if name in TABLES
        }


@FEW
@given(STATES, OVERLAYS, STATES, st.data())
def test_twice_is_once_and_undo_gives_back_the_bytes(
    first: State, overlay: Overlay, second: State, data: st.DataObject
) -> None:
    """With whatever was chosen in between."""
    with forked(first) as (folder, home):
        write_own(folder, overlay, ";")
        write_home(home, second)
        for _ in range(2):
            before = _parts(folder)
            merged = merge(folder, home, NL)
            after = contents(folder)
            again = merge(folder, home, NL)
            assert not again.is_changed
            assert after == contents(folder)
            if merged.is_changed:
                undo(folder)
                assert before == _parts(folder)
                merge(folder, home, NL)
                assert _parts(folder) == {
                    name: content for name, content in after.items() if name in _parts(folder)
                }
            chosen = [
                Choice(**{**vars(one), "choice": data.draw(st.sampled_from(["", OWN, NATIONAL]))})
                for one in merged.open
            ]
            if chosen:
                path = folder / "datasets" / "conflicten.csv"
                path.write_text(choices_text(chosen), encoding="utf-8")
        merge(folder, home, NL)
        left = read_choices(folder)[0]
        assert {one.place for one in chosen if not one.choice} >= {one.place for one in left}
        assert (folder / "datasets" / "conflicten.csv").exists() == bool(left)


@given(STATES, OVERLAYS, STATES, st.data())
def test_choices_are_carried_out_and_nothing_else_changes(
    base: State, overlay: Overlay, new: State, data: st.DataObject
) -> None:
    """A cell becomes the national one where that was chosen; every other own cell stays."""
    listed = [one for each in conflicts(base, overlay, new) for one in choices_of(each)]
    chosen = [
        Choice(**{**vars(one), "choice": data.draw(st.sampled_from(["", OWN, NATIONAL]))})
        for one in listed
    ]
    made = resolved(overlay, chosen, new, new)
    after = made.made_in(overlay)
    taken = {one.place: one for one in chosen if one.choice == NATIONAL}
    for name in TABLES:
        for key, row in overlay.rows[name].items():
            shown = overlaid(new, after)[name].get(key)
            joined = "|".join(key)
            if (name, joined, "") in taken:
                assert new[name].get(key) == shown
                continue
            for column, cell in row.items():
                one = taken.get((name, joined, column))
                assert (shown or {})[column] == (one.national if one else cell)
    assert {one.place for one in chosen if one.choice} == {one.place for one in made.carried_out}
    assert {one.place for one in chosen if not one.choice} == {one.place for one in made.open}
    assert made.open == resolved(after, made.open, new, new).open


def _sector(key: str, nl: str, en: str = "x") -> Row:
    return _row("sectors", (key,), nl, en)


def _sectors(*rows: Row) -> State:
    return {"sectors": {(row["sector_id"],): row for row in rows}}


def test_a_conflict_from_listing_to_choice() -> None:
    """Both values stand in the file; what was chosen is done, and comments and signs stay."""
    with forked(_sectors(_sector("zorg", "Zorg"), _sector("bouw", "Bouw"))) as (folder, home):
        own = _sectors(_sector("zorg", "Zorg bij ons"), _sector("eigen", "Van ons"))
        write_own(folder, Overlay(own, {"sectors": frozenset({("bouw",)})}), ";")
        write_home(home, _sectors(_sector("zorg", "Zorg en welzijn"), _sector("bouw", "Bouwen")))
        merged = merge(folder, home, NL)
        assert [("bouw", ""), ("zorg", "name_nl")] == [(one.key, one.column) for one in merged.open]
        rows, cells = merged.open
        assert ("", "sector_id=bouw; name_nl=Bouwen; name_en=x; source_id=toets") == (
            rows.own,
            rows.national,
        )
        assert ("Zorg", "Zorg bij ons", "Zorg en welzijn") == (
            cells.base,
            cells.own,
            cells.national,
        )

        path = folder / "datasets" / "conflicten.csv"
        lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        _write(path, [*lines[:2], [*lines[2][:-1], "Landelijk"]], ";")
        merged = merge(folder, home, NL)
        assert [("bouw", "")] == [(one.key, one.choice) for one in merged.open]
        sheet = (folder / "datasets" / "sectors.csv").read_bytes().decode("utf-8")
        assert sheet.startswith("\ufeffsector_id;name_nl;")
        assert "# van ons\r\neigen;Van ons;" in sheet
        assert "zorg" not in sheet  # nothing of its own was left: it follows again

        text = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text(text + "eigen\n", encoding="utf-8")
        assert () == merge(folder, home, NL).open
        assert not path.exists()
        assert {("zorg",), ("eigen",)} == set(_shown(folder)["sectors"])


def test_a_choice_holds_for_what_stood_beside_it() -> None:
    """When the country changes again in between, the region is asked again."""
    base = _sectors(_sector("zorg", "Zorg"))
    overlay = Overlay(_sectors(_sector("zorg", "Bij ons")))
    first, second = (_sectors(_sector("zorg", name)) for name in ("Anders", "Nog anders"))
    (one,) = resolved(overlay, (), base, first).open
    kept = Choice(**{**vars(one), "choice": OWN})
    assert () == resolved(overlay, (kept,), base, first).open  # a merge that died after the swap
    (again,) = resolved(overlay, (kept,), first, second).open
    assert ("Bij ons", "Nog anders", "") == (again.own, again.national, again.choice)


def test_a_newer_edition_is_followed() -> None:
    """The newest edition of the national data becomes the one that the region follows."""
    with forked(_sectors(_sector("zorg", "Zorg"))) as (folder, home):
        write_home(home, _sectors(_sector("zorg", "Zorg")), edition="2027")
        merged = merge(folder, home, NL)
        assert ("2026", "2027") == (merged.before.edition, read_region(folder).edition)
        assert "2026" == undo(folder).edition


def test_an_own_file_that_cannot_be_read_stops_a_merge() -> None:
    """The mistake is named, and nothing is changed; an unknown column is no reason."""
    with forked(_sectors(_sector("zorg", "Zorg"))) as (folder, home):
        write_home(home, _sectors(_sector("zorg", "Anders")))
        path = folder / "datasets" / "sectors.csv"
        path.write_text("sector_id\n,x\nzorg,x\n")
        before = contents(folder)
        with pytest.raises(ForkError, match=r"sectors\.csv, rij 2: deze rij heeft 2 cellen"):
            merge(folder, home, NL)
        path.write_text("sector_id\nzorg\n")
        (folder / "datasets" / "conflicten.csv").write_text(
            "table,key,column,base,own,national,choice\nsectors,a,name_nl,x,y,z,misschien\n"
        )
        with pytest.raises(ForkError, match=r"rij 2, kolom choice: ‘misschien’ mag hier niet"):
            merge(folder, home, NL)
        (folder / "datasets" / "conflicten.csv").unlink()
        assert before.keys() == contents(folder).keys()
        path.write_text("sector_id,oud\nzorg,bewaard\n")
        assert merge(folder, home, NL).is_changed
        assert "bewaard" in path.read_text()


def test_what_is_not_whole_or_not_there_is_refused(tmp_path: Path) -> None:
    """A home in the making, a folder of another kind, an undo of nothing."""
    with forked(_sectors(_sector("zorg", "Zorg"))) as (folder, home):
        write_home(home, _sectors(_sector("zorg", "Anders")))
        (home / "datasets" / "common" / "sectors.csv").unlink()
        with pytest.raises(ForkError, match="is niet heel"):
            merge(folder, home, NL)
        with pytest.raises(ForkError, match="niets om terug te draaien"):
            undo(folder)
        with pytest.raises(ForkError, match=r"geen regio\.toml"):
            merge(home, home, NL)
        (folder / "landelijk").rename(tmp_path / "weg")
        write_home(home, _sectors())
        with pytest.raises(ForkError, match="landelijk/ ontbreekt"):
            merge(folder, home, NL)


class _DiedError(Exception):
    """Stands for the end of the process."""


@pytest.mark.parametrize("steps", range(6))
@pytest.mark.parametrize("edition", ["2026", "2027"])
def test_a_merge_goes_on_where_it_died(
    monkeypatch: pytest.MonkeyPatch, steps: int, edition: str
) -> None:
    """After any number of swaps: the folder can be read, and the next merge and undo are right."""
    with forked(_sectors(_sector("zorg", "Zorg"))) as (folder, home):
        write_own(folder, Overlay(_sectors(_sector("zorg", "Bij ons"))))
        write_home(home, _sectors(_sector("zorg", "Anders")), edition, "1.1.0")
        before = _parts(folder)
        with monkeypatch.context() as patched:
            _dying(patched, steps)
            try:
                merge(folder, home, NL)
            except _DiedError:
                assert steps < 4
        assert ("zorg",) in _shown(folder)["sectors"]
        status(folder, date(2026, 11, 22))
        (one,) = merge(folder, home, NL).open
        assert ("Bij ons", "Anders") == (one.own, one.national)
        after = contents(folder)
        assert not merge(folder, home, NL).is_changed
        assert after == contents(folder)
        has_died = False
        with monkeypatch.context() as patched:
            _dying(patched, steps)
            try:
                undo(folder)
            except _DiedError:
                has_died = True
        assert has_died == (steps < 4)
        assert ("zorg",) in _shown(folder)["sectors"]
        if has_died:
            undo(folder)
        assert before == _parts(folder)
        kept = {name.partition("/")[2]: content for name, content in contents(folder).items()
                if name.startswith(".ongedaan/")}  # fmt: skip
        assert {name: content for name, content in after.items() if name in kept} == kept


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_merge_that_died_can_be_undone(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """What was there before it began comes back."""
    with forked(_sectors(_sector("zorg", "Zorg"))) as (folder, home):
        write_own(folder, Overlay(_sectors(_sector("zorg", "Bij ons"))))
        write_home(home, _sectors(_sector("zorg", "Anders")), version="1.1.0")
        before = _parts(folder)
        with monkeypatch.context() as patched:
            _dying(patched, steps)
            with pytest.raises(_DiedError):
                merge(folder, home, NL)
        assert before != _parts(folder) or steps == 1
        undo(folder)
        assert before == _parts(folder)


def _dying(patched: pytest.MonkeyPatch, steps: int) -> None:
    left, really = [steps], staging._swap_one

    def swap_one(staged: Path, out: Path, name: str) -> None:
        if not left[0]:
            raise _DiedError
        left[0] -= 1
        really(staged, out, name)

    patched.setattr(staging, "_swap_one", swap_one)


def test_status_counts_what_is_own_inherited_behind_and_old() -> None:
    """Per table, on a given day, held against the national data of now."""
    national = _sectors(_sector("zorg", "Zorg"), _sector("bouw", "Bouw"), _sector("ict", "ICT"))
    with forked(national) as (folder, home):
        rows = [
            {**_sector("zorg", "Bij ons"), "period": "2025"},
            {**_sector("a", "A"), "period": "2026-Q1"},
            {**_sector("b", "B"), "period": "onbekend"},
        ]
        write_own(folder, Overlay(_sectors(*rows), {"sectors": frozenset({("bouw",)})}))
        write_home(home, _sectors(_sector("zorg", "Anders")), version="2.0.0")
        found = status(folder, date(2026, 12, 31), home)
        (table,) = [each for each in found.tables if each.table == "sectors"]
        assert (3, 1, 1, 1) == (table.own, table.replacing, table.left_out, table.inherited)
        assert (2, 1, 1) == (table.old, table.older, table.undated)
        assert found.is_behind
        assert ["sectors"] == [each.table for each in found.differences]
        merge(folder, home, NL)
        found = status(folder, date(2026, 12, 31), home)
        assert not found.is_behind
        assert () == found.differences
        assert ["name_nl"] == [one.column for one in found.open]
        assert not status(folder, date(2026, 12, 31)).is_behind
