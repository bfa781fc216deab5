"""What the page of trainings shows and says, on the shipped data."""

from __future__ import annotations

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.offer_filters import Filters
from inspiratiekaart.offer_sentences import (
    evidence,
    facts,
    nearest_sentence,
    notes,
    offers_lead,
    offers_title,
    whereabouts,
)
from inspiratiekaart.offers_view import (
    GROUPS_PER_PAGE,
    OFFERS_PER_GROUP,
    Group,
    OffersView,
    offers_view,
)
from inspiratiekaart.providers_view import ProvidersView, providers_view
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts

DATA = open_dataset("2026")
NL, EN = Texts("nl"), Texts("en")
NORTH = frozenset({"AM01", "AM02", "AM03"})
FORMS = {"cursus": "cursus of training", "bbl": "bbl"}


def _view(
    selection: Selection | None = None, filters: Filters | None = None, page: int = 1
) -> OffersView:
    return offers_view(DATA, selection or Selection(), filters or Filters(), page)


def _providers(selection: Selection, filters: Filters | None = None) -> ProvidersView:
    data = open_dataset(selection.edition)
    return providers_view(data, selection, filters or Filters(), 1)


def test_everything_is_found_once_on_numbered_pages() -> None:
    """The pages together hold each group once, with at most a few offers of each."""
    first = _view()
    assert len(DATA["offers"]) == first.total
    groups = [g for page in range(1, first.pages + 1) for g in _view(page=page).groups]
    assert len(groups) == len({group.group_id for group in groups})
    assert first.total == sum(group.total for group in groups)
    assert OFFERS_PER_GROUP == max(len(group.offers) for group in groups)
    assert GROUPS_PER_PAGE == len(first.groups)


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (-3, 1), (999_999, 43)])
def test_a_page_that_is_not_there_is_the_nearest_one(asked: int, shown: int) -> None:
    """Pages before the first and after the last are the first and the last."""
    assert (shown, 43) == (_view(page=asked).page, _view(page=asked).pages)


def test_a_group_alone_shows_all_its_offers_over_pages() -> None:
    """One provider at one site has pages of its own, so that nothing of it is out of reach."""
    filters = Filters(group="08PG-leeuwarden")
    views = [_view(filters=filters, page=page) for page in range(1, 6)]
    titles = [offer.row["offer_id"] for view in views for offer in view.groups[0].offers]
    assert (views[0].total, 5) == (len(set(titles)), views[0].pages)


def test_opticians_in_the_north_are_absent_with_the_nearest_outside() -> None:
    """Nothing in the North; the nearest is in Zwolle, seen in 2019; and what to let go."""
    view = _view(Selection(regions=NORTH), Filters(occupation="opticiens"))
    assert (0, (("occupation", 1484), ("regions", 15))) == (view.total, view.dropped)
    assert [("25PJ-zwolle", "Drenthe"), ("25PT-alkmaar", "Friesland")] == [
        (each.group_id, each.from_region) for each in view.nearest[:2]
    ]
    assert "Opleidingen voor Opticiens in Noord-Nederland" == offers_title(DATA, view, NL)
    assert "Wij vonden geen opleiding." == offers_lead(view, NL)
    assert (
        "bij Deltion College in Zwolle, hemelsbreed 51 km van Drenthe "
        "(had studenten, gegevens uit 2019, 201 studenten in 2019, ouder dan twee jaar)"
    ) == nearest_sentence(view.nearest[0], "", NL)


def test_dropped_filters_give_the_number_they_promise() -> None:
    """A link that drops a filter says how many trainings it leads to."""
    view = _view(Selection(regions=NORTH), Filters(occupation="opticiens"))
    without = {
        "occupation": _view(Selection(regions=NORTH)).total,
        "regions": _view(filters=Filters(occupation="opticiens")).total,
    }
    assert without == dict(view.dropped)


def test_only_recognised_inside_names_the_nearest_that_was_seen() -> None:
    """A recognition alone is no training that runs: the nearest real one is named as well."""
    selection = Selection(regions=frozenset({"AM07"}))
    view = _view(selection, Filters(words="fysiotherapeut"))
    assert (2, 2) == (view.total, view.recognised)
    assert view.nearest
    assert {"recognised"}.isdisjoint(
        offer.row["certainty"] for each in view.nearest for offer in each.offers
    )


def test_place_wins_over_chosen_regions() -> None:
    """Around a place the chosen regions leave out nothing, and the lead says so."""
    filters = Filters(place="Rotterdam", words="vca", price_max=500)
    view = _view(Selection(regions=NORTH), filters)
    assert (14, 14, 5) == (view.total, view.certain, view.unplaced)
    assert (
        "Wij vonden 14 opleidingen bij 1 opleider. "
        "U zoekt rond Rotterdam. De regio's die u koos, tellen nu niet mee."
    ) == offers_lead(view, NL)
    assert "Trainings within 20 km of Rotterdam" == offers_title(DATA, view, EN)


def test_unknown_prices_are_said() -> None:
    """With a limit on the price the lead says how many surely fit and how many are unknown."""
    view = _view(filters=Filters(price_max=500))
    assert (12378, 79) == (view.total, view.certain)
    assert (
        "We found 12,378 trainings with 238 providers. Of 79 we know for sure that they fit. "
        "Of 12,299 we do not know the price; they come last. "
        "Of 3,285 we only know that the provider may give them here."
    ) == offers_lead(view, EN)
    assert all(o.row["price_eur"] is not None for o in view.groups[0].offers)


def test_the_level_of_the_bar_is_the_level_of_the_training() -> None:
    """Without a topic, the level means levels of training, and a note says which."""
    view = _view(Selection(level="basis", regions=frozenset({"AM02"})))
    assert {"mbo-1"} == {o.row["level"] for g in view.groups for o in g.offers}
    assert "Niveau Basis: u ziet hier opleidingen op mbo niveau 1 (indeling van het CBS)." in notes(
        view, NL
    )


def test_related_trainings_are_marked() -> None:
    """A training that does not lead to the topic's professions by itself says so."""
    view = _view(Selection(topic="zorg", level="hoger", regions=frozenset({"AM07"})))
    rows = {o.row["title"]: o for g in view.groups for o in g.offers}
    assert rows["Social Work"].is_related
    assert not rows["Mondzorgkunde"].is_related
    assert "verwante opleiding" in evidence(rows["Social Work"], NL)


def _one(words: str) -> Group:
    return _view(filters=Filters(words=words)).groups[0]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Enterprise Risk",
            ("cursus of training", "€ 5.975 (btw niet bekend)", "niet bekend: duur en start"),
        ),
        (
            "U23 Tachograaf learning",
            (
                "cursus of training",
                "€ 220 (btw niet bekend)",
                "startte op 17 mei 2025",
                "online",
                "niet bekend: duur",
            ),
        ),
        (
            "opticien zaandam",
            (
                "bbl",
                "mbo niveau 4",
                "36 maanden",
                "bekostigd door de overheid",
                "niet bekend: prijs en start",
            ),
        ),
    ],
)
def test_facts_say_what_is_known_and_what_is_not(words: str, expected: tuple[str, ...]) -> None:
    """Form, level, length, price and start in words; what we do not know is named."""
    assert expected == facts(_one(words).offers[0], FORMS, "2026", NL)


def test_whereabouts_say_place_region_distance_and_precision() -> None:
    """A place on the map comes with its region, its distance and what the point means."""
    names = region_names(DATA)
    near = _view(filters=Filters(words="mbo-verpleegkundige", place="Assen", radius_km=40))
    assert (
        "Assen, regio Groningen · 1 km van Assen · "
        "Dit is de hoofdvestiging; lessen kunnen ergens anders zijn."
    ) == whereabouts(near.groups[0], names, "Assen", NL)
    assert "place not known" == whereabouts(_one("Enterprise Risk"), names, "", EN)
    assert "online" == whereabouts(
        _view(filters=Filters(words="elearning lading")).groups[0], names, "", NL
    )


def test_an_unknown_place_measures_nothing() -> None:
    """A place that nobody knows leaves the search as wide as it was."""
    assert (None, 12387) == (
        _view(filters=Filters(place="Xyzzy")).point,
        _view(filters=Filters(place="Xyzzy")).total,
    )


@pytest.mark.parametrize("edition", ["2021", "2026"])
def test_all_funded_institutions_are_listed(edition: str) -> None:
    """The 109 publicly funded institutions are there, each with a place, in both editions."""
    listed = _providers(Selection(edition=edition), Filters(funded="ja"))
    assert (109, 109, 0) == (listed.count, listed.funded_count, listed.unplaced_count)


def test_providers_follow_the_filters() -> None:
    """With words only providers that have such a training; else also those without any."""
    north = _providers(Selection(regions=frozenset({"AM01"})))
    assert (21, 10, 1, False) == (
        north.count,
        north.funded_count,
        north.unplaced_count,
        north.filtered,
    )
    opticians = _providers(Selection(), Filters(words="opticien"))
    assert (7, True) == (opticians.count, opticians.filtered)
    assert (1, 121) == (opticians.rows[0].found, opticians.rows[0].total)
    assert ("Da Vinci College", ("Dordrecht",), "Dordrecht", ("Drechtsteden",)) == (
        opticians.rows[0].provider["name"],
        opticians.rows[0].places,
        opticians.rows[0].head_office,
        opticians.rows[0].regions,
    )
