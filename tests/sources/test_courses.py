"""Sample courses, school plans, amounts and contact points: small sources, exact rules."""

from __future__ import annotations

import pandas as pd
import pytest

from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.sources import contact_points, courses, school_plans, vng_amounts


def test_price_range_and_online_are_read() -> None:
    """A second price is a maximum only when higher; e-learning means online."""
    raw = pd.DataFrame(
        {
            "aanbieder": ["Orbi Opleidingen"] * 2,
            "cursus": ["BHV ( Geen code95 )", "Lading zekeren (elearning)"],
            "prijs_eur_min": ["225.00", "150.00"],
            "prijs_eur_max": ["225.00", "175.00"],
            "duur": [None, None],
            "plaats": ["Rotterdam", None],
            "taal": ["Pools", None],
            "eerste_datum": [None, "2025-05-10"],
            "laatste_datum": [None, None],
            "website": [None, None],
            "peil": ["2021-10", "2021-10"],
        },
        dtype="string",
    )
    claims = courses.private(raw)
    assert ["BHV (Geen code95)", "Lading zekeren (elearning)"] == claims["title"].tolist()
    assert [False, True] == claims["is_online"].tolist()
    assert [True, False] == claims["price_max_eur"].isna().tolist()
    assert ["sample"] == claims["certainty"].unique().tolist()


def test_programme_without_named_provider_is_no_offer() -> None:
    """Fast Switch programmes of which nobody is named as provider give no claim."""
    raw = pd.DataFrame(
        {"programma": ["Make IT Work", "Be an Engineer"], "source_url": ["https://a", "https://b"]},
        dtype="string",
    )
    programmes = pd.DataFrame(
        {
            "programma": ["Make IT Work"],
            "provider_id": ["28DN"],
            "source_id": ["fastswitch-hva-2015"],
            "period": ["2015"],
        },
        dtype="string",
    )
    claims = courses.fast_switch(raw, programmes)
    assert [("Make IT Work", 2015)] == list(
        zip(claims["title"], claims["evidence_year"], strict=True)
    )


def test_plan_without_route_yields_to_one_with() -> None:
    """The latest cohort is the evidence; a row without route goes when a route is known."""
    row = {
        "brin": "21CY/25LX",
        "crebo": "25998",
        "kwalificatie": None,
        "naam_in_plan": "software developer (bestandsnaam)",
        "niveau": "4",
        "leerweg": "BOL",
        "cohort": "2024",
        "duur_maanden": "36",
        "plaats": "Breda",
    }
    raw = pd.DataFrame(
        [row, row | {"cohort": "2025"}, row | {"leerweg": None, "cohort": "2026"}], dtype="string"
    )
    claims = school_plans.tidy(raw)
    assert 1 == len(claims)
    assert ("25LX", "Software developer", "bol", 2025, 36) == tuple(
        claims.loc[
            0, ["provider_id", "title", "learning_form_id", "evidence_year", "duration_months"]
        ]
    )


def test_amounts_need_the_same_numbers() -> None:
    """An amount that our wording does not know is an error, not a silent loss."""
    raw = pd.DataFrame({"volgnr": ["1", "2"]}, dtype="string")
    words = pd.DataFrame({"volgnr": ["1"]}, dtype="string")
    with pytest.raises(RawMaterialError, match="volgnr"):
        vng_amounts.tidy(raw, words)


def test_contact_point_needs_a_known_region() -> None:
    """A misspelt region is an error that names it."""
    raw = pd.DataFrame({"arbeidsmarktregio": ["Groningn"]}, dtype="string")
    with pytest.raises(RawMaterialError, match="Groningn"):
        contact_points.tidy(raw, {"Groningen": "AM01"})
