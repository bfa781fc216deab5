"""Named groups of regions: provinces and landsdelen by where the people live, and our own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

from inspiratiekaart.editions.where.registers import Division

EDITORIAL = Path(__file__).parent.parent / "editorial" / "region_sets.toml"


def region_sets(division: Division) -> pd.DataFrame:
    """One row per set and region, with the reason why the region is in the set."""
    text = EDITORIAL.read_text(encoding="utf-8")
    editorial = tomllib.loads(text)
    return pd.concat(
        [
            _majority(division, editorial, "provincie", editorial["provincies"]),
            _majority(division, editorial, "landsdeel", editorial["landsdelen"]),
            _own(editorial["own"]),
        ],
        ignore_index=True,
    )


def main_areas(division: Division, area_column: str) -> pd.DataFrame:
    """For each region the area where most of its inhabitants live, and their share.

    Columns: ``arbeidsmarktregio_code``, ``area_code``, ``share`` (0 to 1).
    """
    region = "arbeidsmarktregio_code"
    people = division.gemeenten.groupby([region, area_column])["population_count"].sum()
    totals = people.groupby(level=region).transform("sum")
    shares = (people.astype("float64") / totals.astype("float64")).rename("share").reset_index()
    largest_first = shares.sort_values([region, "share"], ascending=[True, False])
    return largest_first.drop_duplicates(region).rename(columns={area_column: "area_code"})


def _majority(
    division: Division, editorial: dict[str, Any], kind: str, areas: dict[str, Any]
) -> pd.DataFrame:
    members = main_areas(division, f"{kind}_code")
    rule = editorial["rules"][kind]
    names = division.region_names
    rows = [
        {
            "region_set_id": areas[area]["id"],
            "arbeidsmarktregio_code": region,
            "name_nl": areas[area]["name_nl"],
            "name_en": areas[area]["name_en"],
            "kind": kind,
            **{
                f"reason_{language}": rule[f"reason_{language}"].format(
                    region=names[region],
                    area=areas[area][f"area_{language}"],
                    share=round(share * 100),
                )
                for language in ("nl", "en")
            },
        }
        for region, area, share in members.itertuples(index=False, name=None)
    ]
    return pd.DataFrame(rows).assign(
        source_id=division.gemeenten_source_id,
        period=str(division.population_year),
        status="final",
    )


def _own(sets: dict[str, Any]) -> pd.DataFrame:
    fields = ("name_nl", "name_en", "reason_nl", "reason_en", "period")
    rows = [
        {
            "region_set_id": name,
            "arbeidsmarktregio_code": region,
            "kind": "own",
            "source_id": "eigen-regiosets",
            "status": "editorial",
            **{field: spec[field] for field in fields},
        }
        for name, spec in sets.items()
        for region in spec["members"]
    ]
    return pd.DataFrame(rows)
