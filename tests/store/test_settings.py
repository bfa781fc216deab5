"""The operator says where maps are kept, and a setting that makes no sense is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from inspiratiekaart.errors import SettingError
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.store import open_store
from inspiratiekaart.store.database import address, engine_of
from tests.store.test_keeping import MAP


def test_maps_are_in_a_file_unless_a_server_is_named(tmp_path: Path) -> None:
    """A folder of the project by default, or the operator's; a server goes before both."""
    assert str(PROJECT / ".store" / "maps.sqlite3") == make_url(address({})).database
    folder = {"INSPIRATIEKAART_STORE": str(tmp_path)}
    assert str(tmp_path / "maps.sqlite3") == make_url(address(folder)).database
    server = {**folder, "DATABASE_URL": " postgres://db/maps "}
    assert "postgres://db/maps" == address(server)


def test_the_default_folder_is_not_in_git() -> None:
    """Maps of visitors are never committed."""
    ignored = (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/.store/" in ignored


@pytest.mark.parametrize("name", ["plain", "with space", "100% #1?", "é"])
def test_any_folder_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Signs that mean something in an address are part of the folder's name here."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("INSPIRATIEKAART_STORE", str(tmp_path / name))
    store = open_store()
    assert MAP == store.read(store.create(MAP).read).map
    assert (tmp_path / name / "maps.sqlite3").stat().st_size > 0


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_each_way_to_write_a_server_is_understood(scheme: str) -> None:
    """Hosting services write both schemes; the driver is ours to choose."""
    engine = engine_of(f"{scheme}://name:secret@db.example.org:6432/maps?sslmode=require", 1)
    assert ("postgresql", "psycopg") == (engine.dialect.name, engine.dialect.driver)
    assert "secret" not in repr(engine)


@pytest.mark.parametrize(
    "url", ["mysql://a:secret@b/c", "secret", "postgresql://a:secret@b:port/c", "sqlite://"]
)
def test_what_is_no_database_of_ours_is_refused(url: str) -> None:
    """The setting is named with an example, and a password in it is not repeated."""
    with pytest.raises(SettingError, match=r"DATABASE_URL.*postgresql://") as caught:
        open_store(url)
    assert "secret" not in str(caught.value)


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """The setting is named."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(SettingError, match="INSPIRATIEKAART_STORE"):
        open_store(f"sqlite:///{tmp_path}/file/maps.sqlite3")
