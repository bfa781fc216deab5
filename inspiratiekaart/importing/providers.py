"""Who trains: which provider of ours each draft means, and the providers that are new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from inspiratiekaart.dataset import records
from inspiratiekaart.importing.proposal import NONE, Double
from inspiratiekaart.importing.work import CHOSEN, Work, provenance
from inspiratiekaart.matching import SURE_PCT, like_providers, match_provider
from inspiratiekaart.matching.providers import plain_brin
from inspiratiekaart.sources.claims import rows_of, slug

_OTHER = "overig"
_FILLED = ("website", "is_funded", "brin")


@dataclass(frozen=True)
class Found:
    """Our id with how sure it is; ``is_new`` where the provider is not there yet."""

    provider_id: str
    confidence_pct: int
    basis: str
    is_new: bool = False


Given = tuple[str, str]
"""How a draft names a provider: its id and its name, as far as it has them."""


def found(work: Work, drafts: Mapping[str, pd.DataFrame]) -> Mapping[Given, Found | None]:
    """Our provider for each way in which ``drafts`` name one; None where it must be asked."""
    given: dict[Given, list[object]] = {}
    for kind in ("providers", "sites", "offers"):
        for row in rows_of(drafts[kind]) if kind in drafts else ():
            name = row.name if kind == "providers" else row.provider_name
            brin = row.brin if kind == "providers" else None
            key = (row.provider_id or brin or "", name or "")
            if any(key):
                given.setdefault(key, []).append(row)
    names = _names(given)
    settled = {key: _one(work, key, names, len(rows)) for key, rows in given.items()}
    _ask_doubles(work, settled, names)
    return {
        key: _as_decided(work, each) if each and each.is_new else each
        for key, each in settled.items()
    }


def rows(
    work: Work, drafts: Mapping[str, pd.DataFrame], known: Mapping[Given, Found | None]
) -> pd.DataFrame:
    """Table ``providers``: the new ones, and known ones of which the file tells something more.

    The name and the kind that we give a known provider stay; only what is empty is filled in.
    """
    there = {row["provider_id"]: row for row in records(work.dataset["providers"])}
    made: dict[str, dict[str, object]] = {}
    for kind in ("providers", "offers", "sites"):
        for row in rows_of(drafts[kind]) if kind in drafts else ():
            is_own = kind == "providers"
            name = row.name if is_own else row.provider_name
            brin = row.brin if is_own else None
            match = known.get((row.provider_id or brin or "", name or ""))
            if is_own and match is None:
                said = "provider-unsure" if row.provider_id or name or brin else "no-provider"
                work.leave_out(kind, pd.DataFrame([row._asdict()]), said, "name")
            if match is None or (match.provider_id in made) or not (is_own or match.is_new):
                continue
            told = {
                "brin": plain_brin(brin or row.provider_id or "") or None,
                "website": row.website if is_own else None,
                "is_funded": row.is_funded if is_own else None,
            }
            before = there.get(match.provider_id)
            if before:
                filled = {c: told[c] for c in _FILLED if before[c] is None and told[c] is not None}
                if filled.get("brin") not in (None, match.provider_id):
                    filled.pop("brin")
                new: dict[str, object] = {**before, **filled}
                if filled:
                    new |= provenance(work)
            else:
                kinds = (row.kind if is_own else getattr(row, "provider_kind", None)) or _OTHER
                new = {"provider_id": match.provider_id, "name": name or match.provider_id}
                new |= {**told, "kind": kinds, **provenance(work)}
            made[match.provider_id] = new | {
                "at_sheet": row.at_sheet,
                "at_row": row.at_row,
                "basis": match.basis,
                "confidence_pct": match.confidence_pct,
                "drafted": kind,
            }
    return pd.DataFrame(list(made.values()))


def _names(given: Mapping[Given, object]) -> dict[str, str]:
    """The name that goes with each id, wherever in the file it stands."""
    found: dict[str, str] = {}
    for code, name in given:
        if code and name:
            found.setdefault(code, name)
    return found


def _one(work: Work, key: Given, names: Mapping[str, str], count: int) -> Found | None:
    code, name = key
    name = name or names.get(code, "")
    if code:
        match = match_provider(work.dataset, "", brin=code)
        if match.code:
            return Found(match.code, match.confidence_pct, match.basis)
        if plain_brin(code):
            return Found(plain_brin(code), 100, "code", is_new=True)
    if not name:
        return Found(slug(code), 100, "code", is_new=True) if slug(code) else None
    match = match_provider(work.dataset, name)
    surest = match.candidates[0].confidence_pct if match.candidates else 0
    if match.code or surest >= SURE_PCT:  # several of one name: somebody must say which
        settled, sure, basis = work.settled("provider", name, match, count)
        if settled:
            return Found(settled, sure, basis)
        if basis == "asked":
            return None
    new_id = slug(code) or slug(name)
    return Found(new_id, 100, "none", is_new=True) if new_id else None


def _ask_doubles(
    work: Work, settled: Mapping[Given, Found | None], names: Mapping[str, str]
) -> None:
    """Propose for each new provider the known ones that are called alike."""
    new: dict[str, str] = {}
    for (code, name), each in settled.items():
        if each and each.is_new:
            new.setdefault(each.provider_id, name or names.get(code, code))
    table = work.dataset["providers"]
    known = dict(zip(table["provider_id"], table["name"], strict=True))
    for like in like_providers(new, known):
        double_id = f"double:providers:{like.new_id}"
        answer = work.decisions.get(double_id, "")
        is_known = answer in (NONE, like.other_id)
        work.doubles.append(
            Double(
                double_id, "providers", like.new_id, like.new_name, like.other_id, like.other_name,
                like.likeness_pct, answer if is_known else "",
            )
        )  # fmt: skip


def _as_decided(work: Work, each: Found) -> Found:
    answer = work.decisions.get(f"double:providers:{each.provider_id}", "")
    allowed = {d.other_id for d in work.doubles if d.new_id == each.provider_id}
    return Found(answer, 100, CHOSEN) if answer in allowed else each
