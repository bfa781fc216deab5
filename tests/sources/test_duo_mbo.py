"""Mbo students of 2019 as claims: what holds now, what held in 2021, and what stays hidden."""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.sources import duo_mbo


def _students(*changes: dict[str, object]) -> pd.DataFrame:
    row = {
        "brin_2026": "25PJ",
        "leerweg": "BBL",
        "niveau": "4",
        "crebo_2019": "25100",
        "kwalificatie": "Opticien",
        "studenten_2019": "20",
        "crebo_einddatum_duo_2024": "2025-08-01",
        "crebo_nu": "27033",
        "kwalificatie_nu": "Opticien",
        "koppeling_nu": "zelfde naam en niveau",
    }
    return pd.DataFrame([row | change for change in changes], dtype="string")


def test_only_links_that_hold_now() -> None:
    """A qualification without a present code does not reach the present edition."""
    claims = duo_mbo.present_links(
        _students({}, {"crebo_2019": "25200", "crebo_nu": None, "koppeling_nu": "geen gevonden"})
    )
    assert ["27033"] == claims["crebo"].tolist()


def test_old_codes_of_one_present_code_are_summed() -> None:
    """Students of merged schools or codes that are one now are counted together."""
    claims = duo_mbo.present_links(_students({}, {"crebo_2019": "25101", "studenten_2019": "3"}))
    assert [(23, "final")] == list(
        zip(claims["students_count"], claims["students_status"], strict=True)
    )


def test_one_to_four_students_are_not_shown() -> None:
    """A small group is an empty count with status suppressed; five is shown."""
    claims = duo_mbo.present_links(
        _students({"studenten_2019": "4"}, {"leerweg": "BOLVT", "studenten_2019": "5"})
    )
    assert ["suppressed", "final"] == claims["students_status"].tolist()
    assert [True, False] == claims["students_count"].isna().tolist()


def test_code_of_2021_is_the_one_still_valid_then() -> None:
    """The code of 2019 counts when valid on 1 August 2021, else the present one, else nothing."""
    ended = "2021-08-01"
    claims = duo_mbo.links_of_2021(
        _students(
            {},
            {"leerweg": "BOLVT", "crebo_einddatum_duo_2024": ended},
            {
                "crebo_2019": "25300",
                "crebo_einddatum_duo_2024": ended,
                "koppeling_nu": "geen gevonden",
            },
        )
    )
    assert [("25100", "bbl"), ("27033", "bol")] == list(
        zip(claims["crebo"], claims["learning_form_id"], strict=True)
    )


def test_domains_hide_small_groups_too() -> None:
    """The table per domain follows the same rule."""
    raw = pd.DataFrame(
        {
            "brin_2026": ["25PJ"],
            "domein": ["Bouw en infra"],
            "niveau": ["3"],
            "leerweg": ["BBL"],
            "studenten_2019": ["2"],
            "kwalificaties_2019": ["1"],
        },
        dtype="string",
    )
    table = duo_mbo.domains(raw)
    assert (True, "suppressed") == (
        bool(table["students_count"].isna()[0]),
        table.loc[0, "students_status"],
    )
