"""Tests of matching plural Dutch names to ESCO: the same word or nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from inspiratiekaart.sources import esco_occupations


def _esco(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    raw = pd.DataFrame(rows, columns=list(esco_occupations.RAW_COLUMNS))
    return esco_occupations.tidy(raw)


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("Opticiens", "opticien"),
        ("Advocaten", "advocaat"),
        ("Koks", "kok"),
        ("Timmerlieden", "timmerman"),
        ("Tandtechnici", "tandtechnicus"),
        ("Medisch secretaressen", "medisch secretaresse"),
        ("Orthopedagogen", "orthopedagoog"),
        ("Monteurs consumentenelektronica", "monteur consumentenelektronica"),
    ],
)
def test_singulars_hold_the_singular(plural: str, singular: str) -> None:
    """Dutch plural spelling leads back to the singular."""
    assert singular in set(esco_occupations.singulars(plural))


def test_match_takes_the_same_name_and_its_aliases() -> None:
    """A name that is ESCO's in the singular gets its address, ISCO code and all its names."""
    esco = _esco(("uri:1", "3254", "opticien", "brillenverkoper|opticien"))
    found = esco_occupations.match(pd.Series(["Opticiens"]), esco)
    expected = [("uri:1", "3254", "opticien|brillenverkoper")]
    assert expected == list(found.itertuples(index=False, name=None))


@pytest.mark.parametrize("name", ["Assemblagemonteurs", "Opticiens en audiciens", "Monteurs"])
def test_match_gives_nothing_for_a_part_or_an_alternative_name(name: str) -> None:
    """Neither part of a name nor an alternative name makes a match."""
    esco = _esco(
        ("uri:1", "3122", "hoofd assemblage", "assemblagemonteur"),
        ("uri:2", "3254", "opticien", ""),
        ("uri:3", "7233", "monteur landbouwmachines", ""),
    )
    found = esco_occupations.match(pd.Series([name]), esco)
    assert ["", "", ""] == found.iloc[0].tolist()


def test_tidy_leaves_out_names_that_two_occupations_share() -> None:
    """A name that stands for two ESCO occupations decides nothing."""
    esco = _esco(("uri:1", "1111", "adviseur", ""), ("uri:2", "2222", "Adviseur", ""))
    assert 0 == len(esco)


def test_isco_by_name_takes_unit_groups_only() -> None:
    """Only four-digit groups count, by their name in lower case."""
    raw = pd.DataFrame(
        [("325", "3", "Opticiens"), ("3254", "4", "Opticiens")],
        columns=list(esco_occupations.ISCO_RAW_COLUMNS),
    )
    assert {"opticiens": "3254"} == esco_occupations.isco_by_name(raw)
