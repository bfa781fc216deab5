"""Tests of the union of S-BB's and DUO's codes, and of what holds now."""

from __future__ import annotations

import pandas as pd
import pytest

from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import competentnl_skills, sbb_kwalificaties


def _sbb(*rows: dict[str, str]) -> pd.DataFrame:
    blank = dict.fromkeys(sbb_kwalificaties.SBB_COLUMNS, "") | {"herkomst": "S-BB crebo-tabel"}
    raw = pd.DataFrame([blank | row for row in rows], columns=list(blank))
    return sbb_kwalificaties.tidy_sbb(raw)


def _duo(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    columns = ["crebo", "naam", "niveau", "begindatum", "einddatum"]
    return sbb_kwalificaties.tidy_duo(pd.DataFrame(rows, columns=columns).assign(soort="entree"))


def _judged(sbb: pd.DataFrame, duo: pd.DataFrame) -> pd.DataFrame:
    merged = sbb_kwalificaties.merge(sbb, duo)
    return sbb_kwalificaties.with_validity(merged).set_index("crebo")


def test_an_ended_code_points_to_the_present_one_of_the_same_name_and_level() -> None:
    """Opticien of 2015 and of 2020 both lead to the code that S-BB has and DUO has not yet."""
    found = _judged(
        _sbb({"crebo": "27033", "kwalificatie": "Opticien", "niveau": "4"}),
        _duo(
            ("25055", "Opticien", "4", "2015-08-01", "2026-08-01"),
            ("25631", "Opticien", "4", "2020-08-01", ""),
        ),
    )
    assert ["27033", "27033", ""] == found["replaced_by_crebo"].tolist()
    assert ["no", "no", "yes"] == found["is_current"].tolist()
    assert ["DUO", "DUO", "S-BB"] == found["register"].tolist()


def test_another_level_is_another_qualification() -> None:
    """The same name at another level replaces nothing; without any sign it stays unknown."""
    found = _judged(
        _sbb(),
        _duo(
            ("1", "Kok", "2", "2015-08-01", ""),
            ("2", "Kok", "3", "2022-08-01", ""),
        ),
    )
    assert ["", ""] == found["replaced_by_crebo"].tolist()
    assert ["unknown", "unknown"] == found["is_current"].tolist()


def test_an_end_date_to_come_proves_nothing() -> None:
    """Present students may go on until the end date; whether new ones may start is unknown."""
    found = _judged(_sbb(), _duo(("1", "Gamedeveloper", "4", "2015-08-01", "2028-08-01")))
    assert ["unknown"] == found["is_current"].tolist()


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ({"in_competentnl": "ja"}, "yes"),
        ({"gevonden_opleidingsplannen": "bol 2023|bbl 2025"}, "yes"),
        ({"gevonden_opleidingsplannen": "bol 2023"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_a_sign_of_use_makes_a_code_current(sign: dict[str, str], expected: str) -> None:
    """CompetentNL or a plan of 2025 or 2026 is a sign, an older plan is not."""
    found = _judged(
        _sbb({"crebo": "1", "kwalificatie": "Kok", "niveau": "2"} | sign),
        _duo(("1", "Kok", "2", "2015-08-01", "")),
    )
    assert [expected] == found["is_current"].tolist()


def test_a_code_in_use_is_not_replaced_by_a_later_one() -> None:
    """Where use contradicts a newer code, the code in use stays current."""
    found = _judged(
        _sbb({"crebo": "1", "kwalificatie": "Kok", "niveau": "2", "in_competentnl": "ja"}),
        _duo(("1", "Kok", "2", "2015-08-01", ""), ("2", "Kok", "2", "2024-08-01", "2028-08-01")),
    )
    assert ["yes", "unknown"] == found["is_current"].tolist()
    assert ["", ""] == found["replaced_by_crebo"].tolist()


def test_names_match_in_either_spelling_and_capitals_are_duos() -> None:
    """DUO's spelling finds the successor too; of names that differ in capitals DUO's is kept."""
    found = _judged(
        _sbb(
            {"crebo": "3", "kwalificatie": "verzorgende-IG", "niveau": "3", "in_competentnl": "ja"}
        ),
        _duo(
            ("1", "Verzorgende IG", "3", "2012-08-01", "2020-08-01"),
            ("3", "Verzorgende-IG", "3", "2020-08-01", ""),
        ),
    )
    assert "3" == found.at["1", "replaced_by_crebo"]
    assert "Verzorgende-IG" == found.at["3", "name"]


def test_skills_carry_the_last_part_of_their_address() -> None:
    """A skill's id is the last part of its address, and its importance is in English."""
    raw = pd.DataFrame(
        [("25010", "Lassen", "essentieel", "https://example.org/id/humancapability/2E80")],
        columns=list(competentnl_skills.RAW_COLUMNS),
    )
    expected = [
        {"crebo": "25010", "skill_id": "2E80", "skill_name": "Lassen", "importance": "essential"}
    ]
    assert expected == competentnl_skills.tidy(raw).to_dict("records")


def test_skills_of_another_importance_are_refused() -> None:
    """A new kind of skill is a change of the source, which a person must look at."""
    raw = pd.DataFrame(
        [("25010", "Lassen", "belangrijk", "https://example.org/a/b")],
        columns=list(competentnl_skills.RAW_COLUMNS),
    )
    with pytest.raises(RawMaterialError, match="belangrijk"):
        competentnl_skills.tidy(raw)
