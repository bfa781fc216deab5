"""Mbo students on 1 October 2019 per institution, qualification and route (DUO), and by domain.

A row proves that a school had students in a qualification in 2019, not that it offers it now.
Counts of one to four students are in the file; we do not show them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from inspiratiekaart.sources.claims import as_claims, counted

STUDENTS = "duo-mbo-deelnemers-2019"
REFERENCE_DAY = "2019-10-01"
START_2021 = "2021-08-01"
"""First day of the school year of the 2021 edition."""

ROUTES = {"BBL": "bbl", "BOLVT": "bol", "BOLDT": "bol", "BOL": "bol"}
"""Learning forms by the code of DUO; part-time bol is bol too."""

_HOLDS = ("zelfde code", "zelfde naam en niveau")


def present_links(raw: pd.DataFrame) -> pd.DataFrame:
    """Claims with the present crebo, only where code, or name and level, still hold."""
    rows = raw.loc[raw["koppeling_nu"].isin(_HOLDS)]
    return _claims(rows, rows["crebo_nu"], rows["kwalificatie_nu"])


def links_of_2021(raw: pd.DataFrame) -> pd.DataFrame:
    """Claims with the crebo of 2019 where it was still valid on 1 August 2021.

    Where it had ended but a present code holds, the present code is used. Codes without an end
    date in DUO's list are taken as valid.
    """
    valid = raw["crebo_einddatum_duo_2024"].gt(START_2021).fillna(value=True)
    linked = raw["koppeling_nu"].isin(_HOLDS)
    rows = raw.loc[valid | linked]
    old = valid.loc[rows.index]
    return _claims(
        rows,
        rows["crebo_2019"].where(old, rows["crebo_nu"]),
        rows["kwalificatie"].where(old, rows["kwalificatie_nu"]),
    )


def domains(raw: pd.DataFrame) -> pd.DataFrame:
    """Table ``provider_domains``: students per provider, domain, level and route."""
    students = pd.to_numeric(raw["studenten_2019"]).astype("Int64")
    counts = counted(students, 2019, STUDENTS)
    return pd.DataFrame(
        {
            "provider_id": raw["brin_2026"],
            "domain": raw["domein"],
            "level": "mbo-" + raw["niveau"],
            "learning_form_id": raw["leerweg"].map(ROUTES),
            "kwalificaties_count": pd.to_numeric(raw["kwalificaties_2019"]).astype("Int64"),
            "students_count": counts["students_count"],
            "students_status": counts["students_status"],
            "source_id": STUDENTS,
            "period": REFERENCE_DAY,
            "status": "final",
        }
    )


def with_students(rows: pd.DataFrame, year: int, carried: Sequence[str] = ()) -> pd.DataFrame:
    """Students per institution, qualification and route, with the first of what is ``carried``.

    ``rows`` have ``provider_id``, ``crebo``, ``title``, ``leerweg``, ``niveau`` and ``students``.
    Groups of one to four are not shown.
    """
    summed = (
        rows.assign(
            learning_form_id=rows["leerweg"].map(ROUTES),
            level="mbo-" + rows["niveau"],
            students=pd.to_numeric(rows["students"]).astype("Int64"),
        )
        .groupby(["provider_id", "crebo", "learning_form_id"], sort=True)
        .agg(
            title=("title", "min"),
            level=("level", "max"),
            students=("students", "sum"),
            **{name: (name, "first") for name in carried},
        )
        .reset_index()
    )
    return summed.assign(**counted(summed["students"], year, STUDENTS))


def _claims(rows: pd.DataFrame, crebo: pd.Series, title: pd.Series) -> pd.DataFrame:
    named = rows.rename(columns={"brin_2026": "provider_id", "studenten_2019": "students"})
    return as_claims(
        with_students(named.assign(crebo=crebo, title=title), 2019),
        at_head_office=True,
        is_funded=True,
        evidence_year=2019,
        certainty="had_students",
        source_id=STUDENTS,
        period=REFERENCE_DAY,
    )
