"""What there is to be seen of a region, on the data that we ship."""

from __future__ import annotations

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.occupations import work
from inspiratiekaart.region_providers import without_head_office
from inspiratiekaart.region_sentences import area_name, fact_text, fact_title, lead
from inspiratiekaart.region_view import region_view
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts, catalogue

OLD, NEW = open_dataset("2021"), open_dataset("2026")
GRONINGEN = Selection(regions=frozenset({"AM01"}))
NORTH = Selection(regions=frozenset({"AM01", "AM02", "AM03"}), topic="optiek")


def test_groningen_holds_the_municipalities_of_north_drenthe() -> None:
    """Assen, Aa en Hunze, Noordenveld and Tynaarlo are in Groningen."""
    names = {each.name for each in region_view(NEW, OLD, GRONINGEN).members[0].gemeenten}
    assert {"Assen", "Aa en Hunze", "Noordenveld", "Tynaarlo"} <= names


def test_there_are_sixteen_sectors_with_all_professions() -> None:
    """Each profession is counted in one sector, and all are called kansrijk nationally."""
    sectors = region_view(NEW, OLD, GRONINGEN).sectors
    assert 16 == len(sectors)
    assert len(work(NEW).occupations) == sum(each.total for each in sectors)
    assert all(each.national_count == each.total for each in sectors)
    assert all(each.selection.topic == each.topic.topic_id for each in sectors)


def test_a_region_without_a_statement_has_none() -> None:
    """Of Flevoland nothing was said: no profession, and no national one in its place."""
    seen = region_view(NEW, OLD, Selection(regions=frozenset({"AM11"})))
    assert () == seen.wanted
    assert () == seen.unmatched
    assert {0} == {each.regional_count for each in seen.sectors}


def test_regional_statements_are_of_the_region_itself() -> None:
    """Every statement on the page is about the chosen region, good ones apart from the others."""
    seen = region_view(NEW, OLD, GRONINGEN)
    assert seen.wanted
    assert all(
        outlook.arbeidsmarktregio_code == "AM01" and outlook.is_good
        for each in seen.wanted
        for outlook in each.outlooks
    )
    assert not any(o.is_good for each in seen.minder for o in each.outlooks)


def test_names_that_fit_no_profession_stay_visible() -> None:
    """All unmatched names of a region are shown, gathered by the statement they came in."""
    shown = {name for each in region_view(NEW, OLD, GRONINGEN).unmatched for name in each.names}
    assert {o.name for o in work(NEW).unmatched if o.arbeidsmarktregio_code == "AM01"} == shown


def test_what_lies_outside_the_topic_is_counted() -> None:
    """In optics nothing was said of the North; the rest is counted, not hidden."""
    seen = region_view(NEW, OLD, NORTH)
    everything = region_view(NEW, OLD, Selection(regions=NORTH.regions))
    assert () == seen.wanted
    assert len(everything.wanted) == seen.elsewhere_count


def test_regions_without_a_head_office_name_the_nearest() -> None:
    """Six regions have no head office of a funded provider; each names one elsewhere, in km."""
    found = without_head_office(NEW, frozenset(region_names(NEW)))
    assert ["AM03", "AM12", "AM17", "AM29", "AM34", "AM35"] == [e.region_code for e in found]
    drenthe = found[0]
    assert ("Drenthe College Terra", "Assen", "AM01", 28) == (
        drenthe.name,
        drenthe.place,
        drenthe.arbeidsmarktregio_code,
        round(drenthe.distance_km),
    )


def test_all_funded_providers_are_in_some_region() -> None:
    """The 109 funded institutions have their head office in one of the regions."""
    everywhere = Selection(regions=frozenset(region_names(NEW)))
    sites = region_view(NEW, OLD, everywhere).sites
    offices = {each.provider_id for each in sites if each.is_funded and each.is_head_office}
    assert 109 == len(offices)


def test_the_lead_says_how_many_live_work_and_train_there() -> None:
    """One sentence each, in both languages."""
    seen = region_view(NEW, OLD, GRONINGEN)
    nl, en = Texts("nl"), Texts("en")
    assert (
        "Groningen heeft 763.315 inwoners (2024). Van 15 beroepen is gezegd dat er in de regio "
        "zelf werk is. Er zijn 20 opleiders met een vestiging of leslocatie."
    ) == lead(seen, area_name(NEW, GRONINGEN.regions, nl), nl)
    assert "Groningen has 763,315 inhabitants (2024)." in lead(seen, "Groningen", en)


def test_every_indicator_has_words_in_both_languages() -> None:
    """No indicator of the data is shown by its own name."""
    for edition in (OLD, NEW):
        for indicator in set(edition["regional_facts"]["indicator"]):
            for language in ("nl", "en"):
                assert f"region.indicator.{indicator}" in catalogue(language)


def test_an_indicator_of_a_fork_is_shown_by_its_own_name() -> None:
    """Twin: without words its name is shown, and nothing fails."""
    assert "own figure count" == fact_title("own_figure_count", Texts("nl"))


def test_a_figure_about_one_group_says_which() -> None:
    """What follows a known indicator is the group that the figure is about."""
    said = fact_title("labour_market_outlook_class_verpleegkundigen_mbo", Texts("nl"))

    assert "Kans op werk, verwachting: verpleegkundigen mbo" == said
    assert "UWV" in fact_title("kansberoepen_count", Texts("nl"))


def test_figures_are_written_in_the_language() -> None:
    """A class is translated, a share has its sign, what is unknown says so."""
    groups = region_view(NEW, OLD, GRONINGEN).groups
    facts = {each.indicator: each.newest for group in groups for each in group.series}
    nl, en = Texts("nl"), Texts("en")
    assert ("krap", "tight") == (
        fact_text(facts["tightness_class"], nl),
        fact_text(facts["tightness_class"], en),
    )
    assert "71,4%" == fact_text(facts["net_labour_participation_pct"], nl)
    assert "geen precies cijfer" == fact_text(facts["tightness_ratio"], nl)
    assert "763.315" == fact_text(facts["population_count"], nl)


def test_every_class_has_words() -> None:
    """No class of the data is shown untranslated."""
    for edition in (OLD, NEW):
        for word in set(edition["regional_facts"]["value_class"].dropna()):
            assert f"region.class.{word.replace(' ', '_')}" in catalogue("en")
