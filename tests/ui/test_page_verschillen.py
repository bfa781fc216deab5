"""The page that says what changed between two editions, as Streamlit draws it."""

from __future__ import annotations

import re

import pytest

from inspiratiekaart.texts import Texts
from tests.ui.apptest import headings, html, run

PAGE = "verschillen"
NL = Texts("nl")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_counts_what_differs_in_each_table(language: str) -> None:
    """One heading, and a table with rows added, removed and changed, from the older to this one."""
    t = Texts("nl" if language == "nl" else "en")
    text = html(run(PAGE, taal=language))

    assert [t("difference.title")] == headings(text)
    assert t("difference.lead", old="2021", new="2026") in text
    assert "tabel=gemeenten" in text
    assert t("difference.choose") in text


def test_rows_of_a_table_are_named_and_paged() -> None:
    """The rows asked for stand there fifty at a time, with the region and a link to the rest."""
    text = html(run(PAGE, van="2021", naar="2026", tabel="sites"))

    rows = re.findall(r'<tr class="ik-difference-\w+">', text)
    assert 50 == len(rows)
    assert "Groot Amsterdam" in text
    assert "tabel=sites&amp;pagina=2" in text


def test_the_other_way_around_is_the_mirror() -> None:
    """What was added one way is removed the other way."""

    def counts(**query: str) -> list[str]:
        row = re.search(r"tabel=sites[^>]*>.*?</tr>", html(run(PAGE, **query)), re.DOTALL)
        return re.findall(r'ik-number">([\d.]+)<', row[0]) if row else []

    there, back = counts(van="2021", naar="2026"), counts(van="2026", naar="2021")

    assert [there[1], there[0], there[2]] == back
    assert "0" != there[0]


def test_a_region_sees_only_its_own() -> None:
    """With a region chosen the page speaks of that region alone."""
    text = html(run(PAGE, van="2021", naar="2026", tabel="sites", regios="AM02"))

    regions = set(re.findall(r'</span> \w+</td><td lang="nl">([^<]*)</td>', text))
    assert {"Friesland"} == regions
    assert NL("difference.lead_area", old="2021", new="2026", area="Friesland") in text


def test_regions_with_other_borders_are_not_compared() -> None:
    """Editions with other borders say so, with the municipalities that moved."""
    text = html(run(PAGE, van="2021", naar="2026"))

    assert NL("region.beside.not_comparable") in text
    assert "Weesp ging van Gooi en Vechtstreek naar Groot Amsterdam." in text


def test_an_edition_beside_itself_asks_for_another() -> None:
    """Nothing to compare is said, with what to do."""
    assert NL("difference.same_edition") in html(run(PAGE, van="2026", naar="2026"))


@pytest.mark.parametrize(
    "query",
    [{"van": "1999"}, {"naar": "<b>"}, {"tabel": "../sources"}, {"pagina": "0"}, {"pagina": "²"}],
)
def test_what_makes_no_sense_is_ignored_with_a_notice(query: dict[str, str]) -> None:
    """A wrong value is named, and the page stays."""
    text = html(run(PAGE, **query))

    assert NL("notice.ignored", names=next(iter(query))) in text
    assert [NL("difference.title")] == headings(text)


def test_a_page_beyond_the_last_is_the_last() -> None:
    """A page number that is too high shows the last page."""
    text = html(run(PAGE, van="2021", naar="2026", tabel="gemeenten", pagina="9999"))

    assert re.search(r'aria-current="page"[^>]*>8<', text)
