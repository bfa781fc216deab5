"""Marks in a region's own file: added, taken back, and never lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from inspiratiekaart.checks import ROLES, Check
from inspiratiekaart.editions.checking import PATH, CheckingError, mark, read, unmark
from inspiratiekaart.editions.staging import stage
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.texts import Texts

MARK = Check("contact_points", "x", "2026-11-22", "gemeente", "abc")
OTHER = Check("themes", "t", "2026-11-21", "uwv")

MARKER = """
import sys
from pathlib import Path
from inspiratiekaart.checks import Check
from inspiratiekaart.editions.checking import mark, unmark
folder, who = Path(sys.argv[1]), sys.argv[2]
for turn in range(20):
    kept = Check("themes", f"{who}-{turn}", "2026-11-22", "uwv")
    passing = Check("themes", f"{who}-{turn}-passing", "2026-11-22", "uwv")
    mark(folder, [kept, passing], 60)
    unmark(folder, [passing], 60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A region's folder without marks."""
    (tmp_path / "datasets").mkdir()
    return tmp_path


def test_marks_are_added_and_taken_back(folder: Path) -> None:
    """The file begins with the first; of two that are alike one stays."""
    mark(folder, [MARK])
    mark(folder, [OTHER, MARK])
    assert ((MARK, OTHER, MARK), ()) == read(folder)
    unmark(folder, [MARK])
    assert ((MARK, OTHER), ()) == read(folder)
    unmark(folder, [MARK])
    unmark(folder, [MARK, OTHER])
    assert ((), ()) == read(folder)
    assert ["datasets"] == [path.name for path in folder.iterdir()]


def test_two_at_once_lose_nothing(folder: Path) -> None:
    """Each process waits for the other, and takes only its own lines out."""
    command = [sys.executable, "-c", MARKER, str(folder)]
    running = [subprocess.Popen([*command, who], cwd=PROJECT) for who in ("a", "b", "c")]
    assert [0, 0, 0] == [each.wait(120) for each in running]
    found, wrong = read(folder)
    assert () == wrong
    expected = {f"{who}-{turn}" for who in "abc" for turn in range(20)}
    assert expected == {each.key for each in found}
    assert len(expected) == len(found)


def test_a_file_from_a_spreadsheet_stays_as_it_is(folder: Path) -> None:
    """Its signs, its comments, a column of its own, and a column that it lacks."""
    path = folder / PATH
    path.write_bytes(
        b"\xef\xbb\xbftable;key;checked_on;role;eigen\r\n# uitleg;;;;\r\n"
        b"themes;t;2026-11-21;uwv;;\r\n"
    )
    before = path.read_bytes()
    assert ((OTHER,), ()) == read(folder)
    mark(folder, [MARK])
    assert ((OTHER, MARK), ()) == read(folder)
    assert b"# uitleg" in path.read_bytes()
    unmark(folder, [MARK])
    assert before.splitlines()[2].rstrip(b";") in path.read_bytes()
    assert b"\r\n" in path.read_bytes()


def test_what_is_wrong_counts_for_nothing(folder: Path) -> None:
    """Each line is told with row, column and remedy; a name is no role."""
    (folder / PATH).write_text(
        "table,key,checked_on,role,row\n"
        "themas,t,2026-11-21,uwv,\n"
        "themes,a|b,2026-11-21,uwv,\n"
        "themes,t,21-11-2026,uwv,\n"
        "themes,t,2026-11-21,Jan Jansen,\n"
        "themes,t,2026-11-21,uwv,\n"
    )
    found, wrong = read(folder)
    assert (OTHER,) == found
    assert {"warning"} == {each.severity for each in wrong}
    assert [(2, "table"), (3, "key"), (4, "checked_on"), (5, "role")] == [
        (each.spot.row, each.spot.column) for each in wrong
    ]
    said = wrong[-1].sentence(Texts("nl"))
    assert f"{PATH}, rij 5, kolom role: ‘Jan Jansen’ mag hier niet" in said
    assert all(role in said for role in ROLES)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a,b\n1,2\n", b'table,"key'])
def test_a_file_that_is_no_table_is_not_touched(folder: Path, content: bytes) -> None:
    """Nothing is marked, and the reading says so."""
    (folder / PATH).write_bytes(content)
    with pytest.raises(CheckingError) as caught:
        mark(folder, [MARK])
    assert "unreadable" == caught.value.code
    assert content == (folder / PATH).read_bytes()
    assert () == read(folder)[0]
    assert read(folder)[1]


def test_who_is_busy_is_waited_for_and_then_told(folder: Path) -> None:
    """A merge in the same folder, say."""
    with stage(folder), pytest.raises(CheckingError) as caught:
        mark(folder, [MARK], patience_s=0)
    assert "busy" == caught.value.code
    assert not (folder / PATH).exists()
    mark(folder, [MARK], patience_s=0)
    assert ((MARK,), ()) == read(folder)


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """Here a file stands where the folder of tables should be."""
    (tmp_path / "datasets").write_text("")
    with pytest.raises(CheckingError) as caught:
        mark(tmp_path, [MARK])
    assert "not-written" == caught.value.code
