"""The verb refresh: what it says, and that it writes only when asked to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inspiratiekaart import cli_refresh, paths
from inspiratiekaart.cli import main
from inspiratiekaart.importing import imports
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.sources.published import feeds
from inspiratiekaart.sources.published.feeds import Feed
from inspiratiekaart.texts import Texts
from tests.sources.fetching.server import Given, local_client, same_if, serving

SAMPLE = (PROJECT / "tests/data/published/duo-adressen-mbo/instellingenmbo.csv").read_bytes()
FEED = next(feed for feed in feeds.feeds() if feed.feed_id == "duo-adressen-mbo")


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder and no keys of whoever runs the tests."""
    monkeypatch.setattr(paths, "IMPORTS", None)
    for name in ("INSPIRATIEKAART_CACHE", "INSPIRATIEKAART_KIESMBO_KEY"):
        monkeypatch.delenv(name, raising=False)


def _refreshed(
    folder: Path, url: str, capsys: pytest.CaptureFixture[str], *, write: bool = False
) -> tuple[int, str]:
    """What is said of one source at ``url``, and the exit code."""
    at = cli_refresh.desk(folder, folder / ".opgehaald", write=write)
    feed = replace(FEED, urls=(url,))
    code = cli_refresh.report(replace(at, client=local_client()), [feed], Texts("nl"), folder)
    return code, capsys.readouterr().out


def test_it_says_what_would_change_and_writes_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """First the counts per table, then the import itself, then that there is nothing new."""
    folder = tmp_path / "eigen"
    moved = SAMPLE.replace(b"04NZ;SOMA College", b"99XX;Voorbeeldcollege")
    with serving({"/a.csv": same_if('"1"', moved)}) as site:
        code, said = _refreshed(folder, site.url("/a.csv"), capsys)
        assert 0 == code
        assert said.startswith("duo-adressen-mbo: nieuw bestand (")
        assert "Opleiders: 1 nieuw, 0 anders, 4 gelijk" in said
        assert "python -m inspiratiekaart refresh --write" in said
        assert not (folder / "datasets").exists()
        code, said = _refreshed(folder, site.url("/a.csv"), capsys, write=True)
        assert 0 == code
        assert f"Overgenomen in {folder}." in said
        assert ["duo-adressen-mbo"] == [each.form_id for each in imports(folder)]
        code, said = _refreshed(folder, site.url("/a.csv"), capsys, write=True)
        assert (0, 1) == (code, len(said.splitlines()))
        assert "niets nieuws sinds" in said
        assert 1 == len(imports(folder))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("naam;plaats\nx;y\n", "DE VORM IS VERANDERD"),
        ("<html>Onderhoud</html>", "is een webpagina"),
    ],
)
def test_a_changed_format_is_told_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: Given, said: str
) -> None:
    """The scheduled run sees it by the exit code, and a person reads what it means."""
    with serving({"/a.csv": answer}) as site:
        code, told = _refreshed(tmp_path, site.url("/a.csv"), capsys, write=True)
    assert 1 == code
    assert said in told
    assert "Er was nog niets van deze bron." in told
    assert not (tmp_path / "datasets").exists()


def test_a_changed_heading_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is gone and what is new, so that it can be mended without looking for it."""
    other = SAMPLE.replace(b"INSTELLINGSCODE", b"BRIN", 1)
    with serving({"/a.csv": [SAMPLE, other]}) as site:
        _refreshed(tmp_path, site.url("/a.csv"), capsys)
        code, told = _refreshed(tmp_path, site.url("/a.csv"), capsys)
    assert 1 == code
    assert "Niet meer in de kopregel: INSTELLINGSCODE." in told
    assert "Nieuw in de kopregel: BRIN." in told


def test_without_a_network_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing reached means no network, and what was there is there still."""
    with serving({"/a.csv": SAMPLE}) as site:
        url = site.url("/a.csv")
        _refreshed(tmp_path, url, capsys)
    code, told = _refreshed(tmp_path, url, capsys)
    assert 1 == code
    assert "Wat er was, blijft: opgehaald op" in told
    assert "Waarschijnlijk is er geen internet." in told


def test_sources_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with what its publisher calls it."""
    assert 0 == main(["refresh", "--list"])
    assert [f"{feed.feed_id}: {feed.title}" for feed in feeds.feeds()] == (
        capsys.readouterr().out.splitlines()
    )


def test_a_source_without_a_key_is_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    """The variable is named; that is no failure."""
    assert 0 == main(["refresh", "kiesmbo", "--language", "en"])
    assert "INSPIRATIEKAART_KIESMBO_KEY is not set" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["refresh", "bestaat-niet"], "Er is geen bron ‘bestaat-niet’. Er zijn: cbs-"),
        (["refresh", "kiesmbo", "--write"], "Er is geen map om in te schrijven."),
    ],
)
def test_what_cannot_be_done_is_told(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """An unknown source, or nowhere to write."""
    assert 2 == main(arguments)
    assert said in capsys.readouterr().err


def test_a_named_folder_keeps_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """INSPIRATIEKAART_CACHE is where files are kept, whatever the folder of the rows."""

    def local(at: object, chosen: tuple[Feed, ...], *rest: object) -> int:
        return len(list(at.shelf.folder.glob("*"))) if hasattr(at, "shelf") else -1

    monkeypatch.setenv("INSPIRATIEKAART_CACHE", str(tmp_path))
    (tmp_path / "een").touch()
    monkeypatch.setattr(cli_refresh, "report", local)
    assert 1 == main(["refresh", "kiesmbo"])


def test_a_division_says_what_differs_from_the_map(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Boundaries are no rows: what is new, gone or elsewhere is told, twenty and a count."""
    sample = (PROJECT / "tests/data/published/pdok-grenzen/gemeenten-ogc.json").read_bytes()
    with serving({"/items": sample}) as site:
        feed = next(each for each in feeds.feeds() if each.feed_id == "pdok-gemeenten")
        at = cli_refresh.desk(tmp_path, tmp_path / ".opgehaald", write=False)
        there = replace(feed, urls=(site.url("/items"),))
        cli_refresh.report(replace(at, client=local_client()), [there], Texts("nl"), tmp_path)
    said = capsys.readouterr().out.splitlines()
    assert "  Dit bestand heeft de indeling van 2025. De kaart heeft die van 2026." in said
    assert "  Groningen (GM0014) staat op de kaart en niet meer in het bestand." in said
    assert "  Nog 321 verschillen." in said
