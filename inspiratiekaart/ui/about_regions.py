"""The regional files on the page that accounts for the data: how each region's folder is doing."""

from __future__ import annotations

from functools import partial

from inspiratiekaart.editions import gathered_sentences as sentences
from inspiratiekaart.editions.catalogue_terms import licence_word
from inspiratiekaart.editions.gathered import Gathered
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui.html import Fragment, fragment

_MOST_FINDINGS = 5


def board(status: Gathered | None, anchor: str, t: Texts) -> Fragment:
    """The section on regional files; without any it says so."""
    return fragment(
        "about_regions",
        t=t,
        anchor=anchor,
        status=status,
        said=partial(sentences.said, t=t),
        findings=partial(sentences.findings, t=t, most=_MOST_FINDINGS),
        rows=partial(sentences.rows, t=t),
        age=partial(sentences.age, t=t),
        day=partial(sentences.day, t=t),
        time=sentences.time,
        licence=partial(licence_word, t=t),
    )
