"""Who trains for a profession, where, and how far off."""

from __future__ import annotations

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.reach import reach
from inspiratiekaart.trainers import by_site, nearest_route, routes_for
from inspiratiekaart.trainings import EVIDENCE, trainings

DATASET = open_dataset("2026")
NOORD = ("AM01", "AM02", "AM03")


def test_the_nearest_trainer_of_opticians_for_the_north_is_in_zwolle() -> None:
    """Noord has none; Deltion College in Zwolle is 51 km from the people of Drenthe (2019)."""
    found = nearest_route(DATASET, "opticiens", trainings(DATASET).sites_of["opticiens"], NOORD)
    assert found
    assert ("Deltion College", "Zwolle", "AM36") == (
        found.provider_name,
        found.place,
        found.arbeidsmarktregio_code,
    )
    assert ("Opticien", "mbo-4", 2019, "had_students", "direct") == (
        found.title,
        found.level,
        found.evidence_year,
        found.certainty,
        found.confidence,
    )
    assert ("AM03", 51) == (found.region_code, round(found.distance_km or 0))


def test_no_trainer_of_opticians_stands_in_the_north() -> None:
    """The white spot is real: no direct route lies in one of the three regions."""
    found = routes_for(DATASET, ("opticiens",), NOORD)
    assert found
    assert not [r for r in found if r.arbeidsmarktregio_code in NOORD and r.confidence == "direct"]


def test_the_nearest_comes_first() -> None:
    """Direct routes stand before related ones, and each of them goes by distance."""
    found = routes_for(DATASET, ("opticiens", "audiciens"), NOORD)
    expected = sorted(found, key=lambda r: (r.confidence != "direct", r.distance_km or 0.0))
    assert expected == list(found)


def test_the_first_is_the_nearest_of_all() -> None:
    """The first direct route of the list is what nearest_route finds."""
    sites = trainings(DATASET).sites_of["opticiens"]
    assert (
        nearest_route(DATASET, "opticiens", sites, NOORD)
        == (routes_for(DATASET, ("opticiens",), NOORD)[0])
    )


@pytest.mark.parametrize("chosen", [("AM01",), ("AM36",), NOORD])
def test_a_distance_is_from_the_nearest_chosen_region(chosen: tuple[str, ...]) -> None:
    """Of several regions the one whose people live nearest is named."""
    near = reach(DATASET, 40)
    for route in routes_for(DATASET, ("opticiens",), chosen):
        site = near.site_ids.index(route.site_id)
        each = {code: near.distance_km[near.region_codes.index(code), site] for code in chosen}
        assert min(each.values()) == route.distance_km
        assert each[route.region_code] == route.distance_km


def test_without_a_region_there_is_no_distance() -> None:
    """Nothing chosen, nothing measured: none is not zero."""
    found = routes_for(DATASET, ("opticiens",), ())
    assert {(None, "")} == {(route.distance_km, route.region_code) for route in found}


def test_a_recognition_or_sample_is_never_shown_as_a_route() -> None:
    """Every route was offered or had students, for every profession there is."""
    for occupation in DATASET["occupations"]["occupation_id"]:
        assert {r.certainty for r in routes_for(DATASET, (occupation,), ())} <= set(EVIDENCE)


def test_an_unknown_profession_has_no_routes() -> None:
    """No route is an empty answer, and no error."""
    assert () == routes_for(DATASET, ("no-such-profession",), NOORD)
    assert None is nearest_route(DATASET, "no-such-profession", None, NOORD)


def test_routes_are_gathered_per_site() -> None:
    """Every route is in exactly one trainer, and a trainer is one site."""
    routes = routes_for(DATASET, ("opticiens", "audiciens", "optometristen"), NOORD)
    gathered = by_site(routes)
    assert len(routes) == sum(len(each.routes) for each in gathered)
    assert len(gathered) == len({each.first.site_id for each in gathered})
    for each in gathered:
        assert {each.first.site_id} == {route.site_id for route in each.routes}
        assert list(each.evidence_years) == sorted(set(each.evidence_years), reverse=True)
