"""Tables that follow a register line by line: qualifications, their professions, contact points."""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.dataset import records
from inspiratiekaart.importing.work import Work, provenance
from inspiratiekaart.matching import match_kwalificatie, match_occupation, match_region
from inspiratiekaart.matching.regions import COUNTRY
from inspiratiekaart.sources.claims import rows_of
from inspiratiekaart.sources.tidied import AT, DRAFTS

_NATIONAL = "landelijk"


def kwalificaties(work: Work, drafts: pd.DataFrame) -> pd.DataFrame:
    """Table ``kwalificaties``; what the file does not tell of a known one stays."""
    there = {row["crebo"]: row for row in records(work.dataset["kwalificaties"])}
    made: dict[str, dict[str, object]] = {}
    for row in rows_of(drafts):
        if row.crebo in made:
            continue
        said = {
            name: getattr(row, name)
            for name in drafts.columns
            if name not in ("at_sheet", "at_row") and getattr(row, name) is not None
        }
        whole = {**there.get(row.crebo, {}), **said}
        made[row.crebo] = {
            **whole,
            "is_current": _is_current(work.period, whole),
            **provenance(work),
            **_meta(row, "kwalificaties"),
        }
    return pd.DataFrame(list(made.values()))


def occupation_kwalificaties(work: Work, drafts: pd.DataFrame) -> pd.DataFrame:
    """Table ``occupation_kwalificaties``: professions by name, qualifications by present crebo."""
    found = work.all_settled(
        "occupation", drafts["name_as_said"], lambda said: match_occupation(work.dataset, said)
    )
    made: dict[tuple[str, str], dict[str, object]] = {}
    wrong: dict[str, list[object]] = {}
    for row in rows_of(drafts):
        occupation, sure, basis = found.get(row.name_as_said, ("", 0, "none"))
        crebo = match_kwalificatie(work.dataset, row.crebo or "").code
        if not occupation:
            code = "occupation-unsure" if basis == "asked" else "occupation-unknown"
            wrong.setdefault(code, []).append(row.Index)
        elif not crebo:
            wrong.setdefault("crebo-unknown", []).append(row.Index)
        else:
            made.setdefault(
                (occupation, crebo),
                {
                    "occupation_id": occupation,
                    "crebo": crebo,
                    "basis": row.basis,
                    "confidence": row.confidence or "related",
                    **provenance(work),
                    **_meta(row, "occupation_kwalificaties", sure, basis),
                },
            )
    for code, indices in wrong.items():
        column = "crebo" if code == "crebo-unknown" else "name_as_said"
        work.leave_out("occupation_kwalificaties", drafts.loc[indices], code, column)
    rows = pd.DataFrame(list(made.values()))
    return rows.rename(columns={"match_basis": "ground"})


def contact_points(work: Work, drafts: pd.DataFrame) -> pd.DataFrame:
    """Table ``contact_points``: one of a kind in each region, as the build has it."""
    regions = work.all_settled(
        "region", drafts["region_as_said"], lambda said: match_region(work.dataset, said)
    )
    no_region = int(drafts["region_as_said"].isna().sum())
    unnamed = work.unnamed_area(no_region) if no_region else ""
    made: dict[str, dict[str, object]] = {}
    wrong: dict[str, list[object]] = {}
    for row in rows_of(drafts):
        code, _, basis = regions.get(row.region_as_said, (unnamed, 100, "area"))
        if not code:
            why = {"asked": "region-unsure", "area": "area-unsure"}.get(basis, "region-unknown")
            wrong.setdefault(why, []).append(row.Index)
            continue
        if work.is_outside(code, is_named=basis != "area"):
            work.outside["contact_points"] += 1
            continue
        area = None if code == COUNTRY else code
        key = f"{row.kind}-{area or _NATIONAL}"
        same = {name: getattr(row, name) for name in _SAME}
        made.setdefault(
            key,
            {
                "contact_point_id": key,
                "arbeidsmarktregio_code": area,
                **same,
                **provenance(work, "provisional"),
                **_meta(row, "contact_points"),
            },
        )
    for why, indices in wrong.items():
        work.leave_out("contact_points", drafts.loc[indices], why, "region_as_said")
    return pd.DataFrame(list(made.values()))


_SAME = tuple(it for it in DRAFTS["contact_points"] if it not in (*AT, "region_as_said"))


def _is_current(period: str, row: dict[str, object]) -> str:
    """Whether a qualification holds at the end of ``period``."""
    first, last = str(row.get("valid_from") or ""), str(row.get("valid_to") or "")
    day = period if len(period) == 10 else f"{period[:4]}-12-31"
    if last and last < day:
        return "no"
    return "yes" if first or last else str(row.get("is_current") or "unknown")


def _meta(row: object, kind: str, sure: int = 100, basis: str = "code") -> dict[str, object]:
    return {
        "at_sheet": row.at_sheet,  # type: ignore[attr-defined]  # a row of drafts
        "at_row": row.at_row,  # type: ignore[attr-defined]
        "match_basis" if kind == "occupation_kwalificaties" else "basis": basis,
        "confidence_pct": sure,
        "drafted": kind,
    }
