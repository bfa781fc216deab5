"""Free text becomes codes: sure, asked or unknown."""

from __future__ import annotations

from functools import cache

import pytest

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.matching import (
    ENDED,
    Match,
    like_providers,
    match_gemeente,
    match_group,
    match_kwalificatie,
    match_occupation,
    match_place,
    match_provider,
    match_region,
    spot_of,
)
from inspiratiekaart.matching.places import region_of_gemeente
from inspiratiekaart.matching.providers import other_names


@cache
def _dataset() -> Dataset:
    return open_dataset()


@pytest.mark.parametrize(
    ("said", "code", "basis"),
    [
        ("AM05", "AM05", "code"),
        ("am5", "AM05", "code"),
        ("5", "AM05", "code"),
        ("05", "AM05", "code"),
        ("AM04", None, "none"),
        ("regio Twente", "AM05", "exact"),
        ("Arbeidsmarktregio Groot-Amsterdam", "AM18", "exact"),
        ("IJsselvechtstreek", "AM36", "former"),
        ("Stedendriehoek en Noordwest-Veluwe", "AM06", "former"),
        ("Zuidoost Brabandt", "AM28", "spelling"),
        ("Nederland", "NL", "exact"),
        ("Limburg", None, "none"),
        ("", None, "none"),
    ],
)
def test_a_region_has_many_names(said: str, code: str | None, basis: str) -> None:
    """Codes with and without letters, former names and slips are known; a province is no region."""
    match = match_region(_dataset(), said)
    assert (code, basis) == (match.code, match.basis)


@pytest.mark.parametrize(
    ("name", "uwv_code", "code", "basis"),
    [
        ("wat ook", "74201", "lassers", "code"),
        ("Lassers", "", "lassers", "exact"),
        ("lasser", "", "lassers", "exact"),
        ("Taxateurs onroerend goet", "", "taxateurs-onroerend-goed", "spelling"),
        ("goed onroerend taxateurs", "", "taxateurs-onroerend-goed", "exact"),
        ("Verkoopmedewerkers juwelier", "33207", "verkoopmedewerkers-juwelier", "exact"),
        ("monteurs", "", None, "none"),
        ("zorgberoepen", "", None, "none"),
    ],
)
def test_a_profession_is_known_by_code_name_and_words(
    name: str, uwv_code: str, code: str | None, basis: str
) -> None:
    """A code goes before a name, one of several professions of one code is told by its name."""
    match = match_occupation(_dataset(), name, uwv_code=uwv_code, is_new=True)
    assert (code, basis) == (match.code, match.basis)


def test_a_code_of_several_professions_is_asked() -> None:
    """Where the name does not tell which of the professions of one code is meant, it is asked."""
    match = match_occupation(_dataset(), "iets anders", uwv_code="33207")
    assert match.is_question
    assert "verkoopmedewerkers-optiek" in {each.code for each in match.candidates}


def test_what_editors_decided_on_the_same_words_counts() -> None:
    """A name that was matched in the dataset itself is matched so again."""
    assert "earlier" == match_occupation(_dataset(), "hypotheekadviseurs").basis
    assert Match() == match_occupation(_dataset(), "hypotheekadviseurs", is_new=True)


def test_a_group_is_known_by_its_code_with_or_without_the_first_nought() -> None:
    """UWV writes 811 where CBS writes 0811."""
    assert ["0811", "0811"] == [match_group(_dataset(), "", code=c).code for c in ("811", "0811")]
    assert "0811" == match_group(_dataset(), "software- en applicatieontwikkelaars").code


@pytest.mark.parametrize(
    ("place", "hints", "code"),
    [
        ("S GRAVENHAGE", {}, "den-haag-gm0518"),
        ("HENGELO OV", {}, "hengelo-gm0164"),
        ("Hengelo GLD", {}, "hengelo-gld-gm1876"),
        ("Beek", {}, None),
        ("Beek", {"postcode": "6191 AB"}, "beek-gm0888"),
        ("Velp", {"gemeente_name": "Rheden"}, "velp-gm0275"),
        ("Beek", {"likely": ("GM0888",)}, "beek-gm0888"),
        ("", {"postcode": "7511AB"}, "enschede-gm0153"),
        ("", {"gemeente_code": "0518"}, "den-haag-gm0518"),
        ("Atlantis aan Zee", {}, None),
        ("", {}, None),
    ],
)
def test_places_of_one_name_are_told_apart(
    place: str, hints: dict[str, str], code: str | None
) -> None:
    """By postcode, municipality, province or where the school is known to be; else asked."""
    assert code == match_place(_dataset(), place, **hints).code


def test_several_places_of_one_name_are_asked() -> None:
    """Nobody can tell which Beek is meant, so all three are candidates."""
    match = match_place(_dataset(), "Beek")
    assert match.is_question
    assert 3 == len(match.candidates)


def test_a_merged_municipality_counts_where_it_lies_now() -> None:
    """Appingedam is in Eemsdelta now; its old code leads to the region of today."""
    dataset = _dataset()
    now = match_gemeente(dataset, "", code="GM0003").code
    table = dataset["gemeenten"]
    names = dict(zip(table["gemeente_code"], table["name"], strict=True))
    assert "Eemsdelta" == names[now]
    assert "AM01" == region_of_gemeente(dataset, "GM0003", now or "")
    assert "AM02" == region_of_gemeente(
        dataset, "GM0091", match_gemeente(dataset, "Sneek", code="GM0091").code or ""
    )
    assert "" == region_of_gemeente(dataset, "GM9999")


def test_a_postcode_gives_the_point_in_the_place() -> None:
    """The point is that of the postcode where that lies in the municipality of the place."""
    at, elsewhere = (
        spot_of(_dataset(), "enschede-gm0153", code) for code in ("7511 AB", "1011 AB")
    )
    assert ("postcode", "place") == (at.precision, elsewhere.precision)


@pytest.mark.parametrize(
    ("name", "brin", "code", "basis"),
    [
        ("", "25LW", "25LW", "code"),
        ("", "25lw01", "25LW", "code"),
        ("", "25LW|C1", "25LW", "code"),
        ("", "21CS", "01OE", "former"),
        ("Saxion Hogeschool", "99ZZ", None, "none"),
        ("", "nnaoc", "nnaoc", "code"),
        ("Stichting Noorderpoort", "", "25LW", "exact"),
        ("Regionaal Opleidingen Centrum van Twente", "", "27YU", "exact"),
        ("CITAVERDE College", "", "01OE", "former"),
        ("Albeda College", "", "00GT", "words"),
        ("NOVI Hogeschool", "", None, "none"),
        ("Bakkerij Jansen", "", None, "none"),
    ],
)
def test_an_institution_is_known_by_brin_and_by_name(
    name: str, brin: str, code: str | None, basis: str
) -> None:
    """A BRIN goes before a name, of a site too; schools that are nearly alike are not joined."""
    match = match_provider(_dataset(), name, brin=brin)
    assert (code, basis) == (match.code, match.basis)


def test_two_schools_of_one_name_are_asked() -> None:
    """Curio has two BRINs."""
    assert {"21CY", "25LX"} == {
        each.code for each in match_provider(_dataset(), "Curio").candidates
    }


def test_the_other_names_are_of_institutions_that_are_there() -> None:
    """Each row of the list of other names has a provider of the dataset."""
    known = set(_dataset()["providers"]["provider_id"])
    assert not {row["provider_id"] for row in other_names()} - known


@pytest.mark.parametrize(
    ("crebo", "name", "level", "code", "basis"),
    [
        ("25655", "", None, "25655", "code"),
        ("25471", "", None, "25650", "former"),
        ("", "Mbo-Verpleegkundige", 4, "25655", "exact"),
        ("", "Junior acountmanagr", 4, "25877", "spelling"),
        ("", "Pedagogisch Werk", 4, None, "none"),
        ("99999", "Mbo-Verpleegkundige", 4, None, "none"),
        ("", "", None, None, "none"),
    ],
)
def test_a_qualification_is_known_by_crebo_and_by_name(
    crebo: str, name: str, level: int | None, code: str | None, basis: str
) -> None:
    """A crebo that was replaced gives its successor; a crebo goes before a name."""
    match = match_kwalificatie(_dataset(), crebo, name=name, level=level)
    assert (code, basis) == (match.code, match.basis)


def test_a_qualification_without_successor_has_ended() -> None:
    """What ended is told from what is unknown."""
    assert ENDED == match_kwalificatie(_dataset(), "25251")


def test_providers_that_are_alike_are_proposed() -> None:
    """A new name that nearly is a known one is proposed with it, another is not."""
    found = list(
        like_providers(
            {"x": "Saxon Hogeschool", "y": "Rijschool De Boer"}, {"a": "Saxion Hogeschool"}
        )
    )
    assert [("x", "a")] == [(each.new_id, each.other_id) for each in found]
