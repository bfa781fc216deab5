"""Mbo qualifications from S-BB's crebo table of 2026 and from DUO's register of 2024.

Sources: S-BB, crebo table 2026 (a selection, without dates); DUO, Basisgegevens opleidingen of
20 May 2024 (dates, also of older codes); CompetentNL (names of two codes that S-BB's lacks).
"""

from __future__ import annotations

import re

import pandas as pd

SBB_COLUMNS = (
    "crebo",
    "kwalificatie",
    "niveau",
    "soort_opleiding",
    "opleidingsdomein_code",
    "opleidingsdomein",
    "dossier_crebo",
    "kwalificatiedossier",
    "sectorkamer",
    "in_competentnl",
    "gevonden_opleidingsplannen",
    "herkomst",
)
DUO_COLUMNS = ("crebo", "naam", "niveau", "soort", "begindatum", "einddatum")

KNOWN_ON = "2026-10-01"
"""The day that "now" means: the newest of these sources was read in October 2026."""

_AFTER_DUO = "2024-12-31"  # a begin date after all in DUO's register of May 2024

RECENT_PLAN_YEARS = frozenset({"2025", "2026"})
"""Cohorts of a school's plan that show that a qualification is in use now."""


def tidy_sbb(raw: pd.DataFrame) -> pd.DataFrame:
    """S-BB's rows under our column names; ``in_use`` tells of a sign that the code holds now.

    A sign is a record in CompetentNL (2026) or a school's training plan for 2025 or 2026.
    """
    plans = raw["gevonden_opleidingsplannen"]
    recent = plans.map(lambda text: bool(RECENT_PLAN_YEARS & set(re.findall(r"\d{4}", text))))
    return pd.DataFrame(
        {
            "crebo": raw["crebo"],
            "name": raw["kwalificatie"],
            "level": pd.to_numeric(raw["niveau"]).astype("Int64"),
            "kind": raw["soort_opleiding"],
            "domain_code": raw["opleidingsdomein_code"],
            "domain": raw["opleidingsdomein"],
            "dossier_crebo": raw["dossier_crebo"],
            "dossier": raw["kwalificatiedossier"],
            "sectorkamer": raw["sectorkamer"],
            "in_use": (raw["in_competentnl"] == "ja") | recent,
            "origin": raw["herkomst"],
        }
    )


def tidy_duo(raw: pd.DataFrame) -> pd.DataFrame:
    """DUO's rows under our column names: ``crebo, name, level, kind, valid_from, valid_to``."""
    return pd.DataFrame(
        {
            "crebo": raw["crebo"],
            "name": raw["naam"],
            "level": pd.to_numeric(raw["niveau"]).astype("Int64"),
            "kind": raw["soort"].replace("entree", "entreeopleiding"),
            "valid_from": raw["begindatum"],
            "valid_to": raw["einddatum"],
        }
    )


def merge(sbb: pd.DataFrame, duo: pd.DataFrame) -> pd.DataFrame:
    """The union of both by crebo: S-BB's description, DUO's dates.

    The name is S-BB's; where DUO's differs in capitals only, DUO's is taken. ``register`` tells
    where a row is from: ``S-BB``, ``DUO`` or ``CompetentNL``; ``name_duo`` keeps DUO's spelling.
    """
    both = sbb.merge(duo, on="crebo", how="outer", suffixes=("", "_duo"), sort=True)
    own = both["name"].notna()
    same = both["name"].str.casefold() == both["name_duo"].str.casefold()
    both["name"] = both["name"].mask(same | ~own, both["name_duo"])
    both["level"] = both["level"].fillna(both["level_duo"])
    both["kind"] = both["kind"].mask(~own, both["kind_duo"])
    both["in_use"] = both["in_use"].eq(True)
    from_label = both["origin"] == "CompetentNL-label"
    both["register"] = own.map({True: "S-BB", False: "DUO"}).mask(from_label, "CompetentNL")
    return both.drop(columns=["level_duo", "kind_duo", "origin"])


def with_validity(merged: pd.DataFrame) -> pd.DataFrame:
    """``merged`` with ``replaced_by_crebo`` and ``is_current``.

    ``replaced_by_crebo``: a code of the same name (letters only, any case, in S-BB's or DUO's
    spelling) and level that has not ended on ``KNOWN_ON``, if it began later or this one has
    ended; of several the one in use, then without end date, then newest. A code that DUO's
    register of 2024 lacks counts as newer than all in it. This is a match on text, not S-BB's own
    list of replacements. A code with a sign of use is not replaced.

    ``is_current``: ``no`` when DUO's end date has passed or a newer code replaces it; ``yes``
    when there is a sign of use, or S-BB's table of 2026 holds a code newer than DUO's register;
    else ``unknown`` (an end date in the future only tells how long present students may go on).
    """
    out = merged.reset_index(drop=True)
    ended = out["valid_to"].fillna("").between("0001-01-01", KNOWN_ON)
    keys = [
        _name_keys(*row) for row in zip(out["name"], out["name_duo"], out["level"], strict=True)
    ]
    ages = (out["valid_from"].fillna(_AFTER_DUO) + "/" + out["crebo"]).tolist()
    ranks = list(zip(out["in_use"], out["valid_to"].isna(), ages, strict=True))
    best: dict[str, tuple[bool, bool, str]] = {}
    for own_keys, rank, has_ended in zip(keys, ranks, ended, strict=True):
        for key in () if has_ended else own_keys:
            best[key] = max(best.get(key, rank), rank)
    out["replaced_by_crebo"] = [
        _successor([best[key] for key in own_keys if key in best], rank, has_ended=has_ended)
        for own_keys, rank, has_ended in zip(keys, ranks, ended, strict=True)
    ]
    replaced = out["replaced_by_crebo"] != ""
    newer_than_duo = out["valid_from"].isna() & (out["register"] == "S-BB")
    current = pd.Series("unknown", index=out.index).mask(out["in_use"] | newer_than_duo, "yes")
    out["is_current"] = current.mask(ended | replaced, "no")
    return out.drop(columns="name_duo")


def _successor(
    candidates: list[tuple[bool, bool, str]], own: tuple[bool, bool, str], *, has_ended: bool
) -> str:
    in_use, _, age = own
    if in_use or not candidates:
        return ""
    newest = max(candidates)[2]
    return newest.rpartition("/")[2] if has_ended or newest > age else ""


def _name_keys(name: str, name_duo: object, level: object) -> set[str]:
    if pd.isna(level):  # type: ignore[call-overload]  # a cell: a number or NA
        return set()
    both = [name] if pd.isna(name_duo) else [name, str(name_duo)]  # type: ignore[call-overload]
    return {re.sub(r"[^\w]", "", text.casefold()) + f"/{level}" for text in both}
