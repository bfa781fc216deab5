"""Every source that needs no key, fetched from a server that answers as it should, and badly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from inspiratiekaart.sources.fetching import FetchError
from inspiratiekaart.sources.published import fitting
from inspiratiekaart.sources.published.feeds import Errand, Feed, feeds
from inspiratiekaart.sources.reading import open_document
from tests.sources.fetching.server import (
    ANYTHING,
    Answer,
    Given,
    Site,
    cut_off,
    drip,
    local_client,
    moved,
    same_if,
    serving,
)
from tests.sources.published.drafts import SAMPLES

OPEN = [feed for feed in feeds() if not feed.setting]
PLAIN = [feed for feed in OPEN if feed.get is None]


def _path(feed: Feed) -> str:
    return urlsplit(feed.urls[0]).path


def _here(feed: Feed, site: Site) -> Feed:
    return replace(feed, urls=tuple(site.url(urlsplit(each).path) for each in feed.urls))


def _sample(feed: Feed) -> bytes:
    """The sample of the feed's format, as its publisher has it."""
    folder = SAMPLES / feed.form_id
    (found,) = (each for each in folder.glob("*.csv"))
    return found.read_bytes()


def _named(feed: Feed) -> str:
    return feed.feed_id


def test_the_sources_are_those_that_we_know() -> None:
    """Twin: no source slips out of these tests."""
    assert {"duo-ho-erkenningen", "roa-ais"} < {feed.feed_id for feed in PLAIN}
    assert any(feed.feed_id.startswith("cbs") for feed in OPEN)
    assert any(feed.feed_id.startswith("pdok") for feed in OPEN)


@pytest.mark.parametrize("feed", PLAIN, ids=_named)
def test_a_file_comes_whole_and_once(feed: Feed, tmp_path: Path) -> None:
    """It is kept as it came and fits its form; unchanged, it is not sent again."""
    body, file = _sample(feed), tmp_path / "file"
    with serving({_path(feed): same_if('"1"', body)}) as site:
        first = _here(feed, site).fetch(Errand(local_client(), file))
        again = _here(feed, site).fetch(Errand(local_client(), file, known=first.known))

    assert (False, True) == (first.is_same, again.is_same)
    assert body == file.read_bytes()
    assert feed.form_id == fitting(open_document(file))[0][0].form_id


@pytest.mark.parametrize("feed", PLAIN, ids=_named)
@pytest.mark.parametrize("first", [Answer(429, headers={"Retry-After": "1"}), Answer(500)])
def test_a_busy_server_is_given_time(feed: Feed, first: Answer, tmp_path: Path) -> None:
    """What may be better in a moment is asked again."""
    body, file = _sample(feed), tmp_path / "file"
    with serving({_path(feed): [first, Answer(200, body)]}) as site:
        _here(feed, site).fetch(Errand(local_client(), file))

    assert body == file.read_bytes()


@pytest.mark.parametrize("feed", OPEN, ids=_named)
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(401), "key"),
        (Answer(429), "busy"),
        (Answer(500), "server"),
        (cut_off(b"{}"), "cut-off"),
        (moved("http://10.0.0.1/"), "private"),
        (moved("file:///etc/passwd"), "scheme"),
        (drip(), "slow"),
    ],
    ids=["401", "429", "500", "cut-off", "private", "scheme", "drip"],
)
def test_a_bad_answer_is_told_and_leaves_nothing(
    feed: Feed, answer: Given, code: str, tmp_path: Path
) -> None:
    """The refusal says what it is, and no file stays behind."""
    with serving({ANYTHING: answer}) as site:
        errand = Errand(local_client(total_s=0.3), tmp_path / "file")
        with pytest.raises(FetchError) as error:
            _here(feed, site).fetch(errand)

    assert code == error.value.code
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("feed", PLAIN, ids=_named)
def test_a_changed_format_fits_nothing(feed: Feed, tmp_path: Path) -> None:
    """With another heading it is no longer its form."""
    file = tmp_path / "file"
    with serving({_path(feed): Answer(200, b"a;b\n1;2\n")}) as site:
        _here(feed, site).fetch(Errand(local_client(), file))

    assert feed.form_id not in {form.form_id for form, _ in fitting(open_document(file))}
