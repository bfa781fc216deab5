"""Tests of CBS's registers of areas."""

from __future__ import annotations

import pandas as pd
import pytest

from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import cbs_areas


def _register(**regions: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"gemeente_code": list(regions), "arbeidsmarktregio_code": list(regions.values())}
    )


def test_areas_of_2024_carry_region_province_landsdeel_and_people() -> None:
    """StatLine's numbered headings become our names, and people become a number."""
    raw = pd.DataFrame(
        [
            {
                "Code_1": "GM1680",
                "Naam_2": "Aa en Hunze",
                "Code_4": "AM01",
                "Naam_5": "Groningen",
                "Code_24": "LD01",
                "Naam_25": "Noord-Nederland",
                "Code_26": "PV22",
                "Naam_27": "Drenthe",
                "Inwonertal_54": "25724",
            }
        ]
    )
    row = cbs_areas.tidy_areas_2024(raw).iloc[0]
    expected = ("GM1680", "Aa en Hunze", "AM01", "PV22", 25724)
    actual = row[
        ["gemeente_code", "name", "arbeidsmarktregio_code", "provincie_code", "population_count"]
    ]
    assert expected == tuple(actual)


def test_former_names_are_those_no_longer_in_use() -> None:
    """A name of the present year is left out; one without a region keeps an empty region."""
    raw = pd.DataFrame(
        {
            "code": ["GM0106", "GM0091", "GM0457"],
            "name": ["Assen", "Sneek", "Weesp"],
            "year": ["2026", "2010", "2022"],
            "region_code": ["AM01", None, "AM18"],
        }
    )
    frame = cbs_areas.tidy_former_gemeenten(raw, 2026)
    assert ["Sneek", "Weesp"] == list(frame["name"])
    assert [True, False] == list(frame["arbeidsmarktregio_code"].isna())


def test_registers_that_agree_pass() -> None:
    """The order of the rows does not matter."""
    one = _register(GM1="AM01", GM2="AM02")
    cbs_areas.check_agreement(one, one[::-1], "arbeidsmarktregio_code", "one and two")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (_register(GM1="AM01", GM2="AM36"), "GM2 has arbeidsmarktregio_code AM02"),
        (_register(GM1="AM01"), "GM2 in one of them only"),
        (_register(GM1="AM01", GM2="AM02", GM3="AM02"), "GM3 in one of them only"),
        (
            pd.DataFrame(
                {"gemeente_code": ["GM1", "GM2"], "arbeidsmarktregio_code": ["AM01", None]}
            ),
            "GM2",
        ),
    ],
)
def test_registers_that_disagree_are_refused(other: pd.DataFrame, said: str) -> None:
    """The error names both registers and the municipality."""
    one = _register(GM1="AM01", GM2="AM02")
    with pytest.raises(RawMaterialError, match=f"^one and two: .*{said}"):
        cbs_areas.check_agreement(one, other, "arbeidsmarktregio_code", "one and two")
