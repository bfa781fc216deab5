"""Mbo programmes in five schools' own published training plans, cohorts 2024 to 2026.

Facts only (qualification, route, cohort, months, place); no text of the plans is taken over.
"""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.sources.claims import as_claims

PLANS = "mbo-opleidingsplannen-2024-2026"
_BRIN = {"21CY/25LX": "25LX"}
"""Curio's plans name both of its codes; the mbo programmes belong to the roc (25LX)."""


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """Claims, one per provider, qualification, route and place; the latest cohort is the evidence.

    A row without route is dropped when the same qualification at the same place has one.
    """
    rows = raw.assign(
        provider_id=raw["brin"].replace(_BRIN),
        form=raw["leerweg"].str.lower(),
        cohort=pd.to_numeric(raw["cohort"]).astype("Int64"),
        months=pd.to_numeric(raw["duur_maanden"]).astype("Int64"),
        title=raw["kwalificatie"].fillna(raw["naam_in_plan"]).map(_title),
    )
    key = ["provider_id", "crebo", "plaats"]
    known = rows.loc[rows["form"].notna(), key].apply(tuple, axis=1)
    rows = rows.loc[rows["form"].notna() | ~rows[key].apply(tuple, axis=1).isin(set(known))]
    merged = (
        rows.sort_values(["cohort", "title", "months"])
        .groupby([*key, "form"], dropna=False, sort=True)
        .agg(
            title=("title", "last"),
            niveau=("niveau", "last"),
            cohort=("cohort", "max"),
            months=("months", _same),
        )
        .reset_index()
    )
    return as_claims(
        merged.assign(
            place=merged["plaats"],
            learning_form_id=merged["form"],
            level=("mbo-" + merged["niveau"]).where(merged["niveau"].str.fullmatch("[1-4]")),
            duration_months=merged["months"],
            evidence_year=merged["cohort"],
            period=merged["cohort"].astype("string"),
        ),
        is_funded=True,
        certainty="offered",
        source_id=PLANS,
        status="provisional",
    )


def _title(name: str) -> str:
    plain = name.removesuffix("(bestandsnaam)").strip()
    return plain[:1].upper() + plain[1:]


def _same(values: pd.Series) -> object:
    found = values.dropna().unique()
    return found[0] if len(found) == 1 else None
