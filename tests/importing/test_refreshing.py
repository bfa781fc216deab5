"""Refreshing sources: what is new is compared, what is broken leaves what was there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspiratiekaart.importing import Proposal
from inspiratiekaart.importing.refreshing import Desk, Refreshed
from inspiratiekaart.importing.refusal import ImportRefusedError
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.sources.fetching import Fetched
from inspiratiekaart.sources.published import Form
from inspiratiekaart.sources.published.feeds import Errand, Feed, feeds
from inspiratiekaart.sources.published.shelf import Shelf
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.texts import Texts
from tests.sources.fetching.server import (
    Answer,
    Given,
    Site,
    cut_off,
    json_page,
    local_client,
    moved,
    same_if,
    serving,
)

SAMPLE = (PROJECT / "tests/data/published/duo-adressen-mbo/instellingenmbo.csv").read_bytes()
FEED = next(feed for feed in feeds() if feed.feed_id == "duo-adressen-mbo")
TODAY = date(2026, 11, 22)
SOON = same_if('"2"', SAMPLE.replace(b"Amersfoort", b"Amersfort"))


class Importer:
    """Proposes nothing and remembers what it was given."""

    def __init__(self) -> None:
        self.proposed: list[str] = []
        self.accepted = 0

    def propose(self, document: Document, form: Form) -> Proposal:
        """A proposal without rows."""
        self.proposed.append(document.sha256)
        return Proposal(form.form_id, "2026", None, ())

    def accept(self, proposal: Proposal) -> None:
        """Count."""
        self.accepted += 1


@pytest.fixture
def importer() -> Importer:
    """An import that only counts."""
    return Importer()


def _desk(folder: Path, importer: Importer, *, write: bool = False) -> Desk:
    return Desk(
        local_client(),
        Shelf(folder),
        importer.propose,
        importer.accept if write else None,
        {},
        lambda: TODAY,
    )


def _once(desk: Desk, site: Site, feed: Feed = FEED) -> Refreshed:
    (done,) = desk.refresh([replace(feed, urls=(site.url("/a.csv"),))])
    return done


def test_a_new_file_is_kept_and_compared(tmp_path: Path, importer: Importer) -> None:
    """What would change is told; nothing is taken over without being asked to."""
    with serving({"/a.csv": same_if('"1"', SAMPLE)}) as site:
        done = _once(_desk(tmp_path, importer), site)
    assert ("new", False, len(SAMPLE)) == (done.state, done.is_written, done.bytes_count)
    assert done.file
    assert SAMPLE == done.file.read_bytes()
    assert (1, 0) == (len(importer.proposed), importer.accepted)


def test_what_was_not_taken_over_is_told_again(tmp_path: Path, importer: Importer) -> None:
    """Until it is taken over, the same file is compared again, without fetching it again."""
    with serving({"/a.csv": same_if('"1"', SAMPLE)}) as site:
        states = [_once(_desk(tmp_path, importer), site).state for _ in range(2)]
        taken = _once(_desk(tmp_path, importer, write=True), site)
        after = _once(_desk(tmp_path, importer, write=True), site)
        assert [None, '"1"', '"1"', '"1"'] == [
            asked.headers.get("if-none-match") for asked in site.asked
        ]
    assert ["new", "known"] == states
    assert ("known", True) == (taken.state, taken.is_written)
    assert ("same", False, None) == (after.state, after.is_written, after.proposal)
    assert (3, 1) == (len(importer.proposed), importer.accepted)


def test_a_server_without_conditions_is_seen_through(tmp_path: Path, importer: Importer) -> None:
    """The same bytes are nothing new, whatever the server says of them."""
    with serving({"/a.csv": SAMPLE}) as site:
        desk = _desk(tmp_path, importer, write=True)
        assert ["new", "same"] == [_once(desk, site).state for _ in range(2)]


def test_a_change_at_the_source_is_taken_over(tmp_path: Path, importer: Importer) -> None:
    """A newer file takes the place of the older one and is compared."""
    desk = _desk(tmp_path, importer, write=True)
    with serving({"/a.csv": [same_if('"1"', SAMPLE), SOON]}) as site:
        assert ["new", "new"] == [_once(desk, site).state for _ in range(2)]
    assert 2 == len(set(importer.proposed)) == importer.accepted


@pytest.mark.parametrize(
    ("answer", "state", "why"),
    [
        ("naam;plaats\nx;y\n", "changed", "stuurt iets anders dan wij kennen"),
        ("<!doctype html><html>Log in", "changed", "is een webpagina"),
        (json_page({"error": "no"}), "changed", "stuurt iets anders dan wij kennen"),
        (b"\x00\x01", "changed", "is geen bestand dat wij kunnen lezen"),
        (b"", "changed", "is leeg"),
        (Answer(404), "failed", "heeft dit bestand niet meer (404)"),
        (Answer(401), "failed", "laat ons niet binnen (401)"),
        (Answer(500), "failed", "heeft een storing (500)"),
        (Answer(429, headers={"Retry-After": "9000"}), "failed", "over 150 min."),
        (cut_off(SAMPLE), "failed", "stuurde het bestand niet heel"),
        (moved("http://10.0.0.1/"), "failed", "niet openbaar"),
    ],
)
def test_what_is_broken_leaves_what_was_there(
    tmp_path: Path, importer: Importer, answer: Given, state: str, why: str
) -> None:
    """A changed format and a fault are told in words; the last good file stays, and its state."""
    desk = _desk(tmp_path, importer)
    with serving({"/a.csv": [same_if('"1"', SAMPLE), answer]}) as site:
        _once(desk, site)
        feed = replace(FEED, urls=(site.url("/a.csv"),))
        before = desk.shelf.record(feed)
        done = _once(desk, site)
        assert before == desk.shelf.record(feed)
    assert (state, True) == (done.state, done.is_trouble)
    assert why in done.why(Texts("nl"))
    assert SAMPLE == desk.shelf.file(FEED).read_bytes()
    assert {"bestand", "gehaald.json"} == {
        path.name for path in (tmp_path / FEED.feed_id).iterdir()
    }


def test_what_went_out_of_the_heading_is_named(tmp_path: Path, importer: Importer) -> None:
    """Whether the file still fits or not, the person reads which headings changed."""
    more = SAMPLE.replace(b"RMC-REGIO NAAM", b"RMC-REGIO NAAM;STUDENTEN", 1)
    other = SAMPLE.replace(b"INSTELLINGSCODE", b"BRIN", 1)
    desk = _desk(tmp_path, importer)
    with serving({"/a.csv": [SAMPLE, more, other]}) as site:
        first, wider, changed = (_once(desk, site) for _ in range(3))
    assert ("new", (), ()) == (first.state, first.gone, first.added)
    assert ("new", (), ("STUDENTEN",)) == (wider.state, wider.gone, wider.added)
    assert ("changed", ("INSTELLINGSCODE", "STUDENTEN"), ("BRIN",)) == (
        changed.state,
        changed.gone,
        changed.added,
    )


def test_without_network_it_says_so(tmp_path: Path, importer: Importer) -> None:
    """A server that is not there is no fault of the source."""
    with serving({}) as site:
        gone = site.url("/a.csv")
    (done,) = _desk(tmp_path, importer).refresh([replace(FEED, urls=(gone,))])
    assert ("unreachable", None, False) == (done.state, done.file, done.is_trouble)


def test_a_source_without_its_key_is_passed_over(tmp_path: Path, importer: Importer) -> None:
    """It is not asked, and the next one is."""

    def get(feed: Feed, errand: Errand) -> Fetched:
        raise AssertionError("was asked")

    keyed = replace(FEED, feed_id="met-sleutel", setting="SLEUTEL", get=get)
    with serving({"/a.csv": SAMPLE}) as site:
        found = _desk(tmp_path, importer).refresh(
            [keyed, replace(FEED, urls=(site.url("/a.csv"),))]
        )
        assert ["unset", "new"] == [done.state for done in found]


def test_a_source_gets_its_settings(tmp_path: Path, importer: Importer) -> None:
    """The value of its own variable, and of those it heeds where they are set."""
    seen: list[Errand] = []

    def get(feed: Feed, errand: Errand) -> Fetched:
        seen.append(errand)
        return errand.client.fetch(feed.urls[0], errand.file)

    feed = replace(FEED, setting="SLEUTEL", heeds=("A", "B"), get=get)
    desk = replace(_desk(tmp_path, importer), environment={"SLEUTEL": "k", "B": "2", "C": "3"})
    with serving({"/a.csv": SAMPLE}) as site:
        assert "new" == _once(desk, site, feed).state
    assert [("k", {"B": "2"})] == [(each.setting, each.choices) for each in seen]


def test_what_the_import_refuses_is_told(tmp_path: Path, importer: Importer) -> None:
    """The folder being of another edition is no matter of the source, and stops nothing else."""

    def refuse(proposal: Proposal) -> None:
        raise ImportRefusedError("rule-rounds")

    desk = replace(_desk(tmp_path, importer), accept=refuse)
    with serving({"/a.csv": SAMPLE}) as site:
        assert ["refused", "refused"] == [_once(desk, site).state for _ in range(2)]
    assert not desk.shelf.record(FEED).is_taken


def test_a_damaged_record_means_fetching_anew(tmp_path: Path, importer: Importer) -> None:
    """What was known is only a saving; without it everything is asked for again."""
    desk = _desk(tmp_path, importer)
    record = tmp_path / FEED.feed_id / "gehaald.json"
    with serving({"/a.csv": same_if('"1"', SAMPLE)}) as site:
        _once(desk, site)
        for text in ("", "[]", "{}", '{"urls": 1'):
            record.write_text(text)
            assert "new" == _once(desk, site).state
        desk.shelf.file(FEED).unlink()
        assert "new" == _once(desk, site).state


def test_each_feed_is_complete() -> None:
    """Every source that can be fetched has a form, a title, and an address or a setting."""
    from inspiratiekaart.sources.published import forms

    known = {form.form_id for form in forms()}
    assert [] == [feed for feed in feeds() if feed.form_id not in known]
    assert [] == [feed for feed in feeds() if not (feed.title and (feed.urls or feed.setting))]
    assert len(feeds()) == len({feed.feed_id for feed in feeds()})
    assert [] == [url for feed in feeds() for url in feed.urls if not url.startswith("https://")]
