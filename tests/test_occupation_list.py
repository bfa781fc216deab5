"""Finding professions by words, sector, level and region."""

from __future__ import annotations

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.occupation_list import PAGE_SIZE, occupation_list
from inspiratiekaart.occupations import topic_of, work
from inspiratiekaart.selection import Selection

NEW = open_dataset("2026")


def test_all_professions_are_there_page_by_page() -> None:
    """The pages together hold each profession once."""
    first = occupation_list(NEW, Selection())
    pages = [
        occupation_list(NEW, Selection(), page=number) for number in range(1, first.page_count + 1)
    ]
    ids = [row.occupation_id for page in pages for row in page.rows]
    assert (306, 7) == (first.total, first.page_count)
    assert PAGE_SIZE == len(first.rows)
    assert sorted(work(NEW).occupations) == sorted(ids)


@pytest.mark.parametrize(("asked", "given"), [(-3, 1), (0, 1), (2, 2), (999, 7)])
def test_a_page_that_is_not_there_becomes_one_that_is(asked: int, given: int) -> None:
    """A wrong page number in a link shows the nearest page."""
    assert given == occupation_list(NEW, Selection(), page=asked).page


@pytest.mark.parametrize("words", ["Opticiën", "OPTICIENS", "contactlensspecialist", "optic  iens"])
def test_words_are_found_in_names_and_aliases(words: str) -> None:
    """Accents, capitals and other names do not stand in the way."""
    names = [row.name for row in occupation_list(NEW, Selection(), words).rows]
    assert "Opticiens" in names


def test_every_word_must_occur() -> None:
    """More words find fewer professions."""
    one = occupation_list(NEW, Selection(), "monteurs").total
    two = occupation_list(NEW, Selection(), "monteurs industriële").total
    assert one > two > 0


@pytest.mark.parametrize("words", ["xyzzy", "<script>", "' OR 1=1", "%"])
def test_strange_words_find_nothing(words: str) -> None:
    """Nothing found is an empty list with one page."""
    found = occupation_list(NEW, Selection(), words)
    assert ((), 0, 1) == (found.rows, found.total, found.page_count)


def test_sector_and_level_narrow_the_list() -> None:
    """The bar's topic and level are those of all rows."""
    found = occupation_list(NEW, Selection(topic="zorg", level="hoger"))
    assert found.total
    assert {("zorg", "hoger")} == {(row.sector_id, row.level) for row in found.rows}


def test_a_profession_can_be_a_topic() -> None:
    """A topic of one profession finds that profession."""
    found = occupation_list(NEW, Selection(topic=topic_of("opticiens")))
    assert ["opticiens"] == [row.occupation_id for row in found.rows]


def test_regional_means_that_work_was_said_of_the_region() -> None:
    """With a region chosen, every row has a good statement about that region."""
    here = Selection(regions=frozenset({"AM01"}))
    found = occupation_list(NEW, here, only_regional=True)
    assert 15 == found.total
    assert all(
        any(o.is_good and o.arbeidsmarktregio_code == "AM01" for o in row.regional)
        for row in found.rows
    )


def test_no_number_where_no_training_leads_straight_to_it() -> None:
    """A profession with only a related training is not called out of reach."""
    rows = {row.occupation_id: row for row in occupation_list(NEW, Selection(), "huisartsen").rows}
    assert (None, True) == (rows["huisartsen"].reach_count, rows["huisartsen"].has_related)
    optician = occupation_list(NEW, Selection(), "opticiens").rows[0]
    assert (27, False) == (optician.reach_count, optician.has_related)


def test_a_wage_that_is_suppressed_is_not_zero() -> None:
    """Where CBS gives no wage the value is empty and the status says so."""
    pages = [occupation_list(NEW, Selection(), page=number).rows for number in range(1, 8)]
    pay = {row.pay for page in pages for row in page if row.pay}
    hidden = {each for each in pay if each.status == "suppressed"}
    assert hidden
    assert {None} == {each.median_hourly_wage_eur for each in hidden}
    assert all(each.median_hourly_wage_eur for each in pay - hidden)
