"""What there is to be seen of one profession, on the data that we ship."""

from __future__ import annotations

import pytest

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.occupation_view import Related, occupation_view
from inspiratiekaart.occupations import short_name, work
from inspiratiekaart.selection import Selection

OLD, NEW = open_dataset("2021"), open_dataset("2026")
NORTH = Selection(regions=frozenset({"AM01", "AM02", "AM03"}))


def test_opticians_are_wanted_nationally_and_not_known_in_the_north() -> None:
    """Only statements about the country are there, the newest first, the old one marked."""
    seen = occupation_view(NEW, NORTH, "opticiens")
    assert [("national", "UWV", "2025-2026", False), ("national", "UWV", "2021", True)] == [
        (o.scope, o.publisher, o.period, o.is_old) for o in seen.outlooks
    ]


def test_the_pay_is_of_the_group() -> None:
    """Opticians share the wage of medical specialists' group, with its period."""
    pay = occupation_view(NEW, NORTH, "opticiens").pay
    assert pay
    assert ("Medisch vakspecialisten", 29.9, "final", "2023") == (
        pay.name,
        pay.median_hourly_wage_eur,
        pay.status,
        pay.period,
    )


def test_the_trainings_of_opticians() -> None:
    """A qualification that holds now leads straight to it; a programme is related."""
    found = occupation_view(NEW, NORTH, "opticiens").trainings
    assert [
        ("27033", "Opticien", "mbo-4", "yes", "direct", True),
        ("34549", "Optometrie", "hbo", "", "related", False),
    ] == [(t.code, t.name, t.level, t.is_current, t.confidence, t.is_crebo) for t in found]


def test_nobody_trains_opticians_in_the_north() -> None:
    """The white spot: nobody inside, and Deltion College in Zwolle is the nearest outside."""
    seen = occupation_view(NEW, NORTH, "opticiens")
    assert () == seen.inside
    nearest = seen.outside[0].first
    assert ("Deltion College", "Zwolle", 51) == (
        nearest.provider_name,
        nearest.place,
        round(nearest.distance_km or 0),
    )
    chosen = [each for each in seen.reached if each.is_chosen]
    assert ["Drenthe", "Friesland", "Groningen"] == [each.name for each in chosen]
    assert not any(each.is_within_reach for each in chosen)
    assert 27 == seen.reach_count


def test_shares_are_shares() -> None:
    """Each region's share of people near a training is between nothing and all."""
    assert all(0 <= each.share <= 1 for each in occupation_view(NEW, NORTH, "opticiens").reached)


def test_skills_are_of_all_qualifications_or_of_one() -> None:
    """What all qualifications ask comes first, and is not repeated under a single one."""
    seen = occupation_view(
        NEW, Selection(), "elektriciens-installateurs-en-monteurs-elektrische-installaties"
    )
    shared, *single = seen.skills
    assert 3 == len(shared.trainings)
    assert single
    assert all(1 == len(each.trainings) for each in single)
    assert not any(set(shared.names) & set(each.names) for each in single)


def test_kin_says_why() -> None:
    """A related profession shares the occupation group or a training."""
    related = occupation_view(NEW, NORTH, "opticiens").related
    assert Related("tandtechnici", "Tandtechnici", in_same_group=True, shared_trainings=()) in (
        related
    )
    for occupation in work(NEW).occupations:
        for each in occupation_view(NEW, Selection(), occupation).related:
            assert each.in_same_group or each.shared_trainings


def test_kinship_is_mutual() -> None:
    """If a profession is kin to another, that one is kin to it."""
    kin = {
        occupation: {r.occupation_id for r in occupation_view(NEW, Selection(), occupation).related}
        for occupation in work(NEW).occupations
    }
    assert all(one in kin[other] for one, others in kin.items() for other in others)


@pytest.mark.parametrize("dataset", [OLD, NEW], ids=lambda dataset: dataset.edition)
def test_every_profession_can_be_seen(dataset) -> None:  # type: ignore[no-untyped-def]  # a Dataset
    """No profession of either edition fails, with and without regions."""
    for occupation in work(dataset).occupations:
        for selection in (Selection(), NORTH):
            assert occupation == occupation_view(dataset, selection, occupation).occupation_id


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Verzorgenden (individuele gezondheidszorg (ig), instelling, kraamzorg)", "Verzorgenden"),
        ("Automonteurs (personen- en bedrijfswagens)", "Automonteurs"),
        ("Orthopedisch (prothese) technici", "Orthopedisch (prothese) technici"),
        ("(Trein)verkeersleiders", "(Trein)verkeersleiders"),
        ("Opticiens", "Opticiens"),
    ],
)
def test_only_an_explanation_at_the_end_is_cut(name: str, short: str) -> None:
    """A name with brackets in the middle stays whole."""
    assert short == short_name(name)
