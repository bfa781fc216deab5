"""Tests of postcodes and places."""

from __future__ import annotations

import pandas as pd
import pytest

from inspiratiekaart.sources import cbs_postcodes


def _places() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "plaats": "Koedijk",
                "gm_code_2021": "GM0361",
                "gm_code_2024": "GM0361",
                "lat": "52.6",
                "lon": "4.7",
                "inwoners_2021": "300",
                "andere_schrijfwijzen": "KOEDYK",
            },
            {
                "plaats": "Koedijk",
                "gm_code_2021": "GM0416",
                "gm_code_2024": "GM0361",
                "lat": "52.8",
                "lon": "4.9",
                "inwoners_2021": "100",
                "andere_schrijfwijzen": None,
            },
        ]
    )


def _postcode(**given: str | None) -> pd.DataFrame:
    row = {
        "postcode": "9401",
        "plaats": "Assen",
        "soort": "adres",
        "lat": "52.99",
        "lon": "6.56",
        "gm_code_2021": "GM0106",
        "gm_code_2024": "GM0106",
        "inwoners_2021": "5000",
        "aandeel_in_gm": "0.998",
        "bron": "CBS-naam",
    }
    return pd.DataFrame([{**row, **given}])


def test_places_stay_apart_per_municipality() -> None:
    """One name in two municipalities is two places with their own keys."""
    frame = cbs_postcodes.tidy_places(_places(), "gm_code_2021")
    assert ["koedijk-gm0361", "koedijk-gm0416"] == list(frame["place_id"])


def test_places_join_when_their_municipalities_have_merged() -> None:
    """People are summed and the point is weighted by people."""
    frame = cbs_postcodes.tidy_places(_places(), "gm_code_2024")
    row = frame.iloc[0]
    assert 1 == len(frame)
    assert (400, 4.75, 52.65) == (row["population_count"], row["lon"], row["lat"])


def test_a_place_without_people_keeps_its_point() -> None:
    """Weighing by people does not divide by zero."""
    frame = cbs_postcodes.tidy_places(_places()[:1].assign(inwoners_2021="0"), "gm_code_2021")
    assert (4.7, 52.6) == (frame["lon"][0], frame["lat"][0])


@pytest.mark.parametrize(
    ("name", "spellings", "expected"),
    [
        ("Harderwijk", ["HARDERWYK"], ""),
        ("Wânswert", ["WANSWERD", "WANSWERT"], "Wanswerd"),
        ("'s-Gravenhage", ["S GRAVENHAGE", "Den Haag"], "Den Haag"),
        ("De Westereen", ["Zwaagwesteinde"], "Zwaagwesteinde"),
        ("Alde Leie", ["OUDE LEYE", "Oude Leije"], "Oude Leije"),
        ("Drachtstercompagnie", ["DRACHTSTERCOMPAGN"], ""),
        ("Koudekerk aan den Rijn", ["KOUDEKERK AD RYN"], ""),
        ("Haarsteeg", ["ww"], ""),
        ("Walem", ["Walem (ged.)"], ""),
        ("Kelpen-Oler", ["Oler", "Kelpen"], "Kelpen|Oler"),
        ("Assen", [""], ""),
    ],
)
def test_aliases_are_names_that_say_something_new(
    name: str, spellings: list[str], expected: str
) -> None:
    """Machine spellings and shortened forms are no aliases."""
    assert expected == cbs_postcodes.readable_aliases(name, spellings)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("Rijswijk (GLD)", "Rijswijk (Gld)"), ("Rijswijk (NB)", "Rijswijk (NB)"), ("Assen", "Assen")],
)
def test_suffixes_are_written_as_people_write_them(raw: str, expected: str) -> None:
    """Three capitals in a suffix become one; two stay, as they shorten two words."""
    frame = cbs_postcodes.tidy_postcodes(_postcode(plaats=raw))
    assert expected == frame["place"][0]


@pytest.mark.parametrize("place", ["Glas", None])
def test_no_place_is_a_missing_place(place: str | None) -> None:
    """The word that 4pp uses for no place is not a place."""
    assert cbs_postcodes.tidy_postcodes(_postcode(plaats=place))["place"].isna().all()


@pytest.mark.parametrize(
    ("origin", "expected"),
    [("CBS-naam", (True, False)), ("geometrie", (True, True)), ("4pp-nabij", (False, False))],
)
def test_the_origin_of_a_postcode_is_kept(origin: str, expected: tuple[bool, bool]) -> None:
    """Whether CBS gave the row, and whether its municipality was found by area."""
    row = cbs_postcodes.tidy_postcodes(_postcode(bron=origin)).iloc[0]
    assert expected == (row["is_cbs"], row["is_by_area"])


def test_missing_people_stay_missing() -> None:
    """A post-office box has no inhabitants; that is not zero."""
    frame = cbs_postcodes.tidy_postcodes(_postcode(soort="postbus", inwoners_2021=None))
    assert "po_box" == frame["kind"][0]
    assert frame["population_count"].isna().all()


def test_the_centre_of_people_leans_to_where_they_live() -> None:
    """Postcodes weigh by their inhabitants; those without count for nothing."""
    postcodes = pd.DataFrame(
        {
            "region": ["AM01"] * 3,
            "x_m": [0.0, 100.0, 9000.0],
            "y_m": [0.0, 200.0, 9000.0],
            "population_count": pd.array([300, 100, None], dtype="Int64"),
        }
    )
    centre = cbs_postcodes.weighted_centres(postcodes, "region").iloc[0]
    assert (25.0, 50.0) == (centre["population_x_m"], centre["population_y_m"])
