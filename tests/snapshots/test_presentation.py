"""The presenter's page: all of it in one file, small, strict, and words stay words."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from dataclasses import replace
from functools import cache

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.example import example
from inspiratiekaart.export.handout import Handout, handout_of_map
from inspiratiekaart.schema import Language
from inspiratiekaart.snapshots.presentation import content_security_policy, write
from inspiratiekaart.snapshots.scenes import REGION, scenes_of
from inspiratiekaart.texts import Texts
from tests.export import handouts
from tests.export.handouts import HOSTILE, LINK, MADE_ON, of_regions
from tests.export.test_html import Read, plain, read

NORTH = ("AM01", "AM02", "AM03")
LIMIT = 600_000
AIM = 60_000


@cache
def _example(language: Language = "nl") -> Handout:
    return handout_of_map(open_dataset(), example(), Texts(language), MADE_ON, LINK)


def _page(handout: Handout, per: str = "") -> Read:
    return read(write(handout, per))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everything_that_the_scenes_tell_is_in_it(language: Language) -> None:
    """Titles, sentences, groups, rows, sources and notes, in the page's language."""
    for handout in (of_regions(*NORTH, topic="optiek", language=language), _example(language)):
        page = _page(handout)
        said = [handout.edition_line]
        for scene in scenes_of(handout, ""):
            said += [scene.title, *scene.said, scene.footer, *scene.sources, *scene.notes]
            said += [words.text for row in scene.rows for words in (*row.left, *row.right)]
            for group in scene.groups:
                said += [group.title, *group.remarks]
                said += [text for line in group.lines for text in (line.text, line.more)]
        assert [] == [each for each in said if plain(each) not in page.text]
        assert language == page.named("html")[0]["lang"]


def test_the_outlines_stand_in_it_once() -> None:
    """However many maps there are: each uses the same 35 outlines."""
    page = _page(of_regions(topic="optiek"), REGION)
    outlines = [
        path for path in page.named("path") if re.match(r"ik-[A-Z]+\d+$", path.get("id", ""))
    ]
    uses = [each["href"] for each in page.named("use")]
    assert 35 == len(outlines)
    for outline in outlines:
        assert 36 == uses.count(f"#{outline['id']}")
    assert 36 == len([svg for svg in page.named("svg") if svg.get("id", "").startswith("ik-map-")])


def test_ids_are_given_once_and_what_is_named_is_there() -> None:
    """No id twice; every label, use and link within the page finds its element."""
    for handout in (of_regions(*NORTH, topic="optiek"), _example()):
        page = _page(handout)
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        named = [name for _, a in page.tags for name in a.get("aria-labelledby", "").split()]
        named += [a["href"][1:] for _, a in page.tags if a.get("href", "").startswith("#")]
        assert len(ids) == len(set(ids))
        assert set() == set(named) - set(ids)


def test_it_loads_nothing() -> None:
    """No tag names another file, nothing runs or is styled from an attribute."""
    for handout in (of_regions(*NORTH, topic="optiek"), handouts.hostile()):
        page = _page(handout)
        assert not {"img", "iframe", "object", "embed", "base", "image"} & {t for t, _ in page.tags}
        for tag, attributes in page.tags:
            assert not {"src", "srcset", "style", "action"} & set(attributes), tag
            assert [] == [name for name in attributes if name.startswith("on")]
        for block in (*page.blocks["script"], *page.blocks["style"]):
            assert "://" not in block
            assert "url(" not in block
            assert "innerHTML" not in block


def test_only_our_script_and_style_are_allowed() -> None:
    """The policy names the hashes of exactly what stands in the page, and nothing unsafe."""
    page = _page(handouts.hostile())
    policy = content_security_policy()
    assert [policy] == [e["content"] for e in page.named("meta") if "http-equiv" in e]
    for kind in ("script", "style"):
        block = "".join(page.blocks[kind])
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert 1 == len(page.named(kind))
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    for rule in ("default-src 'none'", "base-uri 'none'", "form-action 'none'"):
        assert rule in policy


def test_hostile_words_are_words() -> None:
    """What a person typed stands there as typed, and makes no tag; its address is no link."""
    page = _page(handouts.hostile())
    for text in HOSTILE:
        assert plain(text) in page.text
    assert 1 == len(page.named("script"))
    assert {LINK} == {a["href"] for a in page.named("a") if not a["href"].startswith("#")}


def test_a_long_note_is_cut_in_its_scene_and_whole_in_the_notes() -> None:
    """A hundred thousand characters do not make a presentation without end."""
    page = _page(handouts.long())
    assert Texts("nl")("slides.cut") in page.text
    assert plain(handouts.LONG) in page.text
    assert len(page.named("section")) < 20


def test_the_link_is_there_in_words_and_as_one_code() -> None:
    """Each scene shows the code again; it is drawn once."""
    page = _page(of_regions(*NORTH, topic="optiek"))
    scenes = len(page.named("section"))
    assert 1 == len([svg for svg in page.named("svg") if svg.get("id") == "ik-qr"])
    assert scenes + 1 == len([use for use in page.named("use") if use["href"] == "#ik-qr"])
    assert scenes + 1 <= page.text.count(LINK)


@pytest.mark.parametrize(
    ("link", "key"), [("", "no_link"), ("javascript:alert(1)", "no_link")], ids=["none", "other"]
)
def test_without_a_link_that_is_said(link: str, key: str) -> None:
    """No code and no link, and a sentence that says why."""
    handout = replace(of_regions("AM01"), link=link)
    page = _page(handout)
    assert [] == [use for use in page.named("use") if use["href"] == "#ik-qr"]
    assert Texts("nl")(f"scenes.{key}") in page.text
    assert [] == [a for a in page.named("a") if not a["href"].startswith("#")]


def test_a_link_too_long_for_a_code_is_said() -> None:
    """The address stands there in words."""
    long = f"https://inspiratiekaart.example/{'a' * 1950}"
    page = _page(replace(of_regions("AM01"), link=long))
    has_code = any(use["href"] == "#ik-qr" for use in page.named("use"))
    assert has_code or Texts("nl")("scenes.too_long") in page.text
    assert long in page.text


@pytest.mark.parametrize(
    ("codes", "topic", "per", "limit"),
    [
        (NORTH, "optiek", "", AIM),
        (("AM01",), None, "", AIM),
        ((), None, "", AIM),
        ((), None, REGION, LIMIT),
        ((), "zorg", REGION, LIMIT),
    ],
)
def test_it_is_small(codes: tuple[str, ...], topic: str | None, per: str, limit: int) -> None:
    """A region's presentation travels as 60 kB at most, that of all 35 regions as 600 kB."""
    page = write(of_regions(*codes, topic=topic), per)
    assert len(gzip.compress(page, 6)) <= limit


def test_the_same_handout_gives_the_same_page() -> None:
    """So that two servers serve one page."""
    handout = of_regions(*NORTH, topic="optiek")
    assert write(handout) == write(handout)
