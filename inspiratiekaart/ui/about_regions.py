"""The regional files on the page that accounts for the data: how each region's folder is doing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from inspiratiekaart.editions import check_sentences
from inspiratiekaart.editions import gathered_sentences as sentences
from inspiratiekaart.editions.catalogue_terms import licence_word
from inspiratiekaart.editions.gathered import Gathered
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui.html import Fragment, fragment
from inspiratiekaart.worklist import Worklist

_MOST_FINDINGS = 5


def board(
    status: Gathered | None,
    anchor: str,
    t: Texts,
    to_check: Callable[[str], Worklist],
    *,
    is_managed: bool = False,
) -> Fragment:
    """The section on regional files; without any it says so.

    ``to_check`` knows the rows that should be looked at of a region, by its code. ``is_managed``
    leads to the page where files are read in.
    """
    return fragment(
        "about_regions",
        t=t,
        anchor=anchor,
        manage=f"beheren{Selection(language=t.language).query_string()}" if is_managed else "",
        status=status,
        said=partial(sentences.said, t=t),
        findings=partial(sentences.findings, t=t, most=_MOST_FINDINGS),
        choices=partial(sentences.choices, t=t, most=_MOST_FINDINGS),
        accepted=partial(sentences.accepted, t=t, most=_MOST_FINDINGS),
        open_count=partial(sentences.open_count, t=t),
        share=lambda code: check_sentences.share(to_check(code), t),
        rows=partial(sentences.rows, t=t),
        age=partial(sentences.age, t=t),
        day=partial(sentences.day, t=t),
        time=sentences.time,
        licence=partial(licence_word, t=t),
    )
