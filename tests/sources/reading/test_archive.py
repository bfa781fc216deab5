"""Archives: each table in them, and nothing that reaches outside or blows up."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from inspiratiekaart.sources.reading import DocumentError, Limits, open_document
from tests.sources.reading.workbooks import archive

GOOD = {"map/een.csv": "a;b\n1;2\n", "twee.csv": 'x,y\n"1,2",3\n'}


def _refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        assert open_document(path, limits=limits or Limits()).headings
    assert str(caught.value).startswith(path.name)
    return caught.value.code


def test_each_table_in_it_is_a_sheet(tmp_path: Path) -> None:
    """By its name in the archive; what is no table is passed over."""
    other = {"leesmij.pdf": "%PDF\0", "__MACOSX/x.csv": "a", ".DS_Store": "x", "leeg.csv": ""}
    document = open_document(archive(tmp_path / "a.zip", {**GOOD, **other}))
    assert "zip" == document.kind
    assert {"map/een.csv": ("a", "b"), "twee.csv": ("x", "y")} == dict(document.headings)
    assert [["1", "2"]] == document.sheets[0].frame.to_numpy().tolist()
    assert ["1,2"] == [piece.frame.iloc[0, 0] for piece in document.pieces("twee.csv")]


@pytest.mark.parametrize(
    "name", ["../a.csv", "a/../../b.csv", "/etc/a.csv", "C:/a.csv", "..\\a.csv", "\\\\x\\a.csv"]
)
def test_a_path_outside_is_refused(tmp_path: Path, name: str) -> None:
    """Nothing is ever written by its name, but who makes such a file means no good."""
    assert "zip-path" == _refused(archive(tmp_path / "a.zip", {**GOOD, name: "a;b\n"}))


def test_a_link_is_refused(tmp_path: Path) -> None:
    """A link in an archive leads to a file that is not in it."""
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(link, "/etc/passwd")
    assert "zip-path" == _refused(tmp_path / "a.zip")


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    """What grows more than any text does is not unpacked; a nest of them neither."""
    bomb = archive(tmp_path / "bom.zip", {"a.csv": b"0" * 20_000_000})
    assert bomb.stat().st_size < 30_000
    assert "zip-bomb" == _refused(bomb)
    assert "zip-nested" == _refused(archive(tmp_path / "a.zip", {"b.zip": bomb.read_bytes()}))


def test_a_size_that_is_a_lie_is_found_out(tmp_path: Path) -> None:
    """An archive that says less than it holds gives no more than it said, and is broken."""
    path = archive(tmp_path / "a.zip", {"a.csv": b"a;b\n" + b"0;1\n" * 5_000})
    raw = bytearray(path.read_bytes())
    entry = raw.index(b"PK\x01\x02")
    struct.pack_into("<I", raw, entry + 24, 100)
    path.write_bytes(raw)
    assert "zip-broken" == _refused(path)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(unpacked_files=1), "zip-many"),
        (Limits(unpacked_bytes=10), "zip-large"),
        (Limits(file_bytes=10), "large"),
    ],
)
def test_limits_are_kept(tmp_path: Path, limits: Limits, code: str) -> None:
    """Count, size when unpacked, size as it is."""
    assert code == _refused(archive(tmp_path / "a.zip", GOOD), limits)


def test_a_long_list_of_contents_is_not_read(tmp_path: Path) -> None:
    """Thousands of names would fill the memory before any limit could be looked at."""
    path = archive(tmp_path / "a.zip", {f"{number}.csv": "" for number in range(3_000)})
    assert "zip-many" == _refused(path)


def test_locked_and_strangely_packed_files_are_told(tmp_path: Path) -> None:
    """A password, or a way of packing that we do not unpack."""
    path = archive(tmp_path / "a.zip", GOOD)
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert "locked" == _refused(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("a.csv", "a;b\n")
    assert "zip-broken" == _refused(path)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    """One reader would see the first and another the last."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archived:
        archived.writestr("a.csv", "a;b\n")
        archived.writestr("b.csv", "c;d\n")
    path = tmp_path / "a.zip"
    path.write_bytes(made.getvalue().replace(b"b.csv", b"a.csv"))
    assert "zip-broken" == _refused(path)


def test_damage_anywhere_is_told(tmp_path: Path) -> None:
    """Cut off or scrambled at any byte, there is a sentence and no exception of a library."""
    whole = archive(tmp_path / "a.zip", GOOD).read_bytes()
    path = tmp_path / "b.zip"
    codes = set()
    for at in range(4, len(whole), 3):
        path.write_bytes(whole[:at])
        codes.add(_refused(path))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            assert all(len(sheet.heading) for sheet in open_document(path).sheets)
        except DocumentError as error:
            codes.add(error.code)
    assert "zip-broken" in codes


def test_an_archive_without_a_table_is_told(tmp_path: Path) -> None:
    """Nothing in it, or nothing that is a table."""
    assert "empty" == _refused(archive(tmp_path / "a.zip", {}))
    assert "no-table" == _refused(archive(tmp_path / "a.zip", {"a.pdf": b"%PDF\0"}))
