"""What is offered: drafts beside the offers that are there, by the rules and ids of the build.

An offer that is there with stronger evidence, or as strong and later, stays as it is and may get
the newer count of students. Of a qualification that was renamed its present crebo is taken.
"""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.editions.training.offers import ORDER, identified, joined
from inspiratiekaart.importing import programmes
from inspiratiekaart.importing.proposal import NONE, Double
from inspiratiekaart.importing.work import META, Work, none_for_missing
from inspiratiekaart.matching import ENDED, Likeness, Match, like_offers, match_kwalificatie
from inspiratiekaart.sources.claims import as_claims

_OLD = ("had_students", "sample")
_ORDER = {"offer_id": True, "strength": True, "evidence_year": False, "is_there": True, **ORDER}
_SUM = "students_count"
_MAY_BE_SILENT = (
    "is_funded", "language", "duration_months", "duration_text", "price_eur", "price_max_eur",
    "vat", "start_on", "start_text", "end_on", "url",
)  # fmt: skip
_MATCH = ("confidence_pct", "basis")
_RENAMED_PCT = 90
_MOST_DOUBLES = 200


def rows(work: Work, located: pd.DataFrame, new_crebos: frozenset[str]) -> pd.DataFrame:
    """Table ``offers`` of the drafts ``located`` (with ``site_id`` and META columns).

    ``new_crebos`` are qualifications that the same file brings.
    """
    drafts = programmes.known(work.dataset, _with_crebo(work, located, new_crebos))
    if drafts.empty:
        return drafts
    new = as_claims(drafts).assign(
        **{name: drafts[name].to_numpy() for name in ("site_id", *META[:-1])}, is_there=False
    )
    defaults = {"source_id": work.source_id, "period": work.period, "evidence_year": _year(work)}
    for name, value in defaults.items():
        new[name] = new[name].map(lambda cell, value=value: value if cell is None else cell)
    new["certainty"] = new["certainty"].map(lambda cell: cell or "offered")
    there = _there(work, set(new["provider_id"]))
    silent = [name for name in _MAY_BE_SILENT if new[name].isna().all()]
    both = pd.concat([new, there], ignore_index=True) if len(there) else new
    claims = identified(none_for_missing(both))
    mine = claims.loc[~claims["is_there"].astype(bool)]
    claims = claims.loc[claims["offer_id"].isin(set(mine["offer_id"]))]
    kept = joined(_summed(claims), _ORDER).drop(columns="is_there").set_index("offer_id")
    if len(there):
        before = claims.loc[claims["is_there"].astype(bool)].drop_duplicates("offer_id")
        kept = _kept_as_it_was(kept, before.set_index("offer_id").reindex(kept.index), silent)
    first = mine.drop_duplicates("offer_id").set_index("offer_id")
    for name in META[:-1]:  # a row that stays as it is was in the file too
        kept[name] = first[name].reindex(kept.index)
    found = none_for_missing(kept.reset_index()).assign(drafted="offers")
    return _without_doubles(work, found)


def _kept_as_it_was(kept: pd.DataFrame, before: pd.DataFrame, silent: list[str]) -> pd.DataFrame:
    """``kept`` with what the file does not tell better than the row that is there.

    That is all of which the whole file is ``silent``, a title that differs in its capitals only,
    and a count of the same year where the new one lacks a part: one that is masked, or one of
    several qualifications that are one now.
    """
    found = kept.copy()
    for name in silent:
        found[name] = found[name].where(found[name].notna(), before[name])
    title, old = (each["title"].fillna("").str.casefold() for each in (found, before))
    found["title"] = found["title"].mask(title == old, before["title"])
    is_part = (found["students_status"] == "suppressed") | (found["basis"] == "former")
    is_same_year = found["students_year"] == before["students_year"]
    stays = is_part & is_same_year & (before["students_status"] == "final")
    for name in ("students_count", "students_status", "students_source_id"):
        found[name] = found[name].mask(stays, before[name])
    return found


def _year(work: Work) -> int:
    digits = work.period[:4]
    return int(digits) if digits.isdigit() else work.dataset.boundary_year


def _with_crebo(work: Work, drafts: pd.DataFrame, new_crebos: frozenset[str]) -> pd.DataFrame:
    """``drafts`` with the present crebo, without those whose qualification is no more."""
    matches: dict[str, Match] = {
        code: match_kwalificatie(work.dataset, code)
        for code in drafts["crebo"].dropna().unique()
        if code not in new_crebos
    }
    ended = {code for code, match in matches.items() if match == ENDED}
    gone = drafts["crebo"].isin(ended) & drafts["certainty"].isin(_OLD)
    work.leave_out("offers", drafts.loc[gone], "crebo-ended", "crebo")
    drafts = drafts.loc[~gone]
    names = {each.code: each.name for match in matches.values() for each in match.candidates}
    now = {code: match.code for code, match in matches.items() if code not in ended}
    renamed = {code: names[new] for code, new in now.items() if new and new != code}
    counted = drafts["certainty"].eq("had_students").tolist()
    official = {code: names[code] for code in now if code in names}
    cells = {name: drafts[name].tolist() for name in ("crebo", "title", *_MATCH)}
    return none_for_missing(
        drafts.assign(
            crebo=_series(drafts, [now.get(code, code) for code in cells["crebo"]]),
            title=[
                (renamed | official if of_register else renamed).get(code, title)
                for code, title, of_register in zip(
                    cells["crebo"], cells["title"], counted, strict=True
                )
            ],
            confidence_pct=[
                min(sure, _RENAMED_PCT) if code in renamed else sure
                for code, sure in zip(cells["crebo"], cells["confidence_pct"], strict=True)
            ],
            basis=[
                "former" if code in renamed and sure > _RENAMED_PCT else basis
                for code, sure, basis in zip(
                    cells["crebo"], cells["confidence_pct"], cells["basis"], strict=True
                )
            ],
        )
    )


def _series(frame: pd.DataFrame, cells: list[str | None]) -> pd.Series:
    return pd.Series(cells, index=frame.index, dtype="object")


def _there(work: Work, providers: set[str]) -> pd.DataFrame:
    """The offers of ``providers`` that are there, as claims."""
    table = work.dataset["offers"]
    table = none_for_missing(table.loc[table["provider_id"].isin(providers)])
    if table.empty:
        return table
    claims = as_claims(table)
    return claims.assign(site_id=table["site_id"].to_numpy(), is_there=True)


def _summed(claims: pd.DataFrame) -> pd.DataFrame:
    """``claims`` where the students of several drafts on one offer are added up.

    So it is where two qualifications of old are one now. What is masked in one of them is unknown
    of the whole.
    """
    is_new = ~claims["is_there"].astype(bool) & claims["counted"]
    several = is_new & claims.loc[is_new].duplicated(["offer_id", "students_year"], keep=False)
    groups = claims.loc[several.reindex(claims.index, fill_value=False)].groupby(
        ["offer_id", "students_year"]
    )
    summed = claims.copy()
    for _, part in groups:
        is_known = part[_SUM].notna().all()
        summed.loc[part.index, _SUM] = part[_SUM].astype(float).sum() if is_known else None
        summed.loc[part.index, "students_status"] = "final" if is_known else "suppressed"
    return summed


def _without_doubles(work: Work, found: pd.DataFrame) -> pd.DataFrame:
    """Propose the offers that may be there already; leave out those that somebody said are."""
    table = work.dataset["offers"]
    known = set(table["offer_id"])
    new = found.loc[~found["offer_id"].isin(known)]
    both = none_for_missing(table.loc[table["provider_id"].isin(set(new["provider_id"]))])
    gone: set[str] = set()
    for like in _first(list(like_offers(new, both))):
        double_id = f"double:offers:{like.new_id}"
        answer = work.decisions.get(double_id, "")
        answer = answer if answer in (NONE, like.other_id) else ""
        if answer == like.other_id:
            gone.add(like.new_id)
        work.doubles.append(
            Double(
                double_id, "offers", like.new_id, like.new_name, like.other_id, like.other_name,
                like.likeness_pct, answer,
            )
        )  # fmt: skip
    return found.loc[~found["offer_id"].isin(gone)]


def _first(found: list[Likeness]) -> list[Likeness]:
    """The likest of each new offer, and no more than a person can look at."""
    best: dict[str, Likeness] = {}
    for each in sorted(found, key=lambda one: (-one.likeness_pct, one.new_id, one.other_id)):
        best.setdefault(each.new_id, each)
    return list(best.values())[:_MOST_DOUBLES]
