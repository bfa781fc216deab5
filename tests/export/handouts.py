"""Handouts to test formats with: of regions, of a composed map, of hostile words, of nothing."""

from __future__ import annotations

from datetime import date
from functools import cache

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.export.handout import Handout, handout_of_map, handout_of_selection
from inspiratiekaart.inspiration import InspirationMap, Item, Own, put
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts

LINK = "https://inspiratiekaart.example/k/AbC?regio=AM01&taal=nl"
MADE_ON = date(2026, 11, 22)
HOSTILE = (
    "<script>alert(1)</script>",
    "<b>vet</b> & <img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
    "#let x = 1; \\input{x} $a$",
    '=HYPERLINK("http://x.example","klik")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "zorg;=1+1",
    "rechts \u202enaar links",
    "emoji \U0001f9d1\u200d\U0001f52c en \u05d0\u05d1",
    "_x0041_ &amp; ]]>",
)
LONG = "Woord na woord, =1+1 en verder. " * 3200  # more than 100 kB


@cache
def of_regions(*codes: str, topic: str | None = None, language: Language = "nl") -> Handout:
    """What the map page shows of some regions."""
    selection = Selection(regions=frozenset(codes), topic=topic, language=language)
    return handout_of_selection(open_dataset(), selection, Texts(language), MADE_ON, LINK)


@cache
def hostile() -> Handout:
    """A map with hostile words in every field that a person can fill."""
    nasty = "\n".join(HOSTILE)
    composed = InspirationMap(
        title=HOSTILE[4],
        introduction=nasty,
        organisation=HOSTILE[1],
        regions=frozenset({"AM01"}),
    )
    for index, text in enumerate(HOSTILE):
        own = Own("offer", text, text, place=text, url="javascript:alert(1)", description=nasty)
        composed = put(composed, Item(f"own{index}", "own", note=text, own=own))
    occupation = Item("", "occupation", "opticiens", "detailhandel", note=nasty)
    gap = Item("", "gap", "opticiens", "detailhandel", note=nasty, plan=HOSTILE[5])
    composed = put(put(composed, occupation), gap)
    return handout_of_map(open_dataset(), composed, Texts("nl"), MADE_ON, LINK)


@cache
def long() -> Handout:
    """A map with 100 kB of text beside one profession, and a word without an end."""
    composed = InspirationMap(title="T" * 300, introduction=LONG, regions=frozenset({"AM01"}))
    composed = put(composed, Item("", "occupation", "opticiens", "detailhandel", note=LONG))
    endless = Own("contact", "W" * 300, "bron", description="W" * 3000 + "\n" * 500 + "slot")
    composed = put(composed, Item("", "own", own=endless, note="a\n" * 5000))
    return handout_of_map(open_dataset(), composed, Texts("nl"), MADE_ON, "")


@cache
def empty(language: Language = "nl") -> Handout:
    """A map with nothing on it."""
    return handout_of_map(open_dataset(), InspirationMap(), Texts(language), MADE_ON, "")
