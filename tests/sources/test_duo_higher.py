"""Higher education: recognised, offered and enrolled programmes as claims."""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.sources import duo_higher


def _recognitions(**changes: object) -> pd.DataFrame:
    row = {
        "instellingscode": "25BE",
        "instelling": "Hanzehogeschool Groningen",
        "plaats": "Groningen",
        "gemeente": "Groningen",
        "isat_croho": "34570",
        "opleiding": "Opleiding tot Fysiotherapeut",
        "niveau": "HBO-BA",
        "graad": "BACHELOR",
        "vorm": "VOLTIJD",
        "studielast": "240",
        "bekostiging": "BEKOSTIGD",
        "instroom_einddatum": None,
        "licentie_einddatum": None,
    }
    return pd.DataFrame([row | changes], dtype="string")


def _offered(*changes: dict[str, object]) -> pd.DataFrame:
    row = {
        "onderwijsaanbiederid": "100A001",
        "isat_croho": "34570",
        "opleiding": "Fysiotherapie in Groningen",
        "niveau": "HBO-BA",
        "graad": "BACHELOR",
        "vorm": "VOLTIJD",
        "voertaal": "NLD",
        "studielast": "240",
        "plaats": "Groningen",
        "eerste_instroom": "2026-09-01",
        "laatste_instroom": None,
        "website": "https://example.org/fysio",
    }
    return pd.DataFrame([row | change for change in changes], dtype="string")


PROVIDERS = {"100A001": "25BE"}
OFFICIAL = duo_higher.recognised(_recognitions(), {"Groningen": "GM0014"})


def test_recognition_is_a_claim_at_its_place() -> None:
    """A recognition gives title, form, level, funding and the present municipality."""
    claim = OFFICIAL.iloc[0]
    expected = ("25BE", "GM0014", "bachelor", "voltijd", "hbo", True, "recognised")
    columns = ["provider_id", "gemeente_code", "learning_form_id", "attendance", "level"]
    assert expected == (*claim[columns], claim["is_funded"], claim["certainty"])


def test_ended_intake_is_left_out() -> None:
    """A programme whose intake ended before 2026 gives no claim; one that ends later does."""
    ended = duo_higher.recognised(_recognitions(instroom_einddatum="2025-12-31"), {})
    running = duo_higher.recognised(_recognitions(instroom_einddatum="2026-01-01"), {})
    assert (0, 1) == (len(ended), len(running))


def test_variants_of_one_programme_become_one_claim() -> None:
    """Rows that differ in name and language only become one, with the official title."""
    raw = _offered({}, {"opleiding": "Physiotherapy", "voertaal": "ENG", "website": None})
    claims = duo_higher.offered(raw, PROVIDERS, OFFICIAL)
    assert [("Opleiding tot Fysiotherapeut", "en|nl")] == list(
        zip(claims["title"], claims["language"], strict=True)
    )


def test_minors_and_premasters_are_no_programmes() -> None:
    """A row whose name says minor or premaster is left out."""
    raw = _offered({"opleiding": "KOM Minor Coaching"}, {"opleiding": "Premaster Sociologie"})
    assert 0 == len(duo_higher.offered(raw, PROVIDERS, OFFICIAL))


def test_row_without_code_gets_one_by_name_only() -> None:
    """The code of a recognised programme is taken when the name is the same, else it is empty."""
    raw = _offered(
        {"isat_croho": None, "opleiding": "B Opleiding tot Fysiotherapeut voltijd"},
        {"isat_croho": None, "opleiding": "B Dans"},
    )
    claims = duo_higher.offered(raw, PROVIDERS, OFFICIAL).sort_values("title")
    assert ["B Dans", "Opleiding tot Fysiotherapeut"] == claims["title"].tolist()
    assert [None, "34570"] == claims["isat"].tolist()


def test_old_first_intake_is_not_a_start() -> None:
    """Only a first intake from 2026 on is a start that a visitor can use."""
    claims = duo_higher.offered(_offered({"eerste_instroom": "2021-09-01"}), PROVIDERS, OFFICIAL)
    assert [True] == claims["start_on"].isna().tolist()


def test_masked_count_is_suppressed_and_not_zero() -> None:
    """DUO's -1 becomes an empty count with the status that says so."""
    raw = pd.DataFrame(
        {
            "STUDIEJAAR": ["2021", "2021", "2020"],
            "GEMEENTENUMMER": ["0014"] * 3,
            "TYPE_HOGER_ONDERWIJS": ["bachelor"] * 3,
            "INSTELLINGSCODE_ACTUEEL": ["25BE"] * 3,
            "OPLEIDINGSCODE_ACTUEEL": ["34570", "34267", "34267"],
            "OPLEIDINGSNAAM_ACTUEEL": ["B Fysio", "B Elektrotechniek", "B Elektrotechniek"],
            "AANTAL_INGESCHREVENEN": ["-1", "55", "54"],
        },
        dtype="string",
    )
    claims = duo_higher.enrolled(raw, 2021, OFFICIAL)
    assert ["Opleiding tot Fysiotherapeut", "Elektrotechniek"] == claims["title"].tolist()
    assert ["suppressed", "final"] == claims["students_status"].tolist()
    assert [True, False] == claims["students_count"].isna().tolist()
