"""From drafts to rows of our tables: the rooms in their order, and what each gathers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.importing import facts, offers, providers, registers, sites, statements
from inspiratiekaart.importing.comparing import proposed
from inspiratiekaart.importing.memory import layout_of
from inspiratiekaart.importing.proposal import NOTHING, LeftOut, Proposal, ProposedRow
from inspiratiekaart.importing.work import Work
from inspiratiekaart.provenance import Source
from inspiratiekaart.sources.published import Form
from inspiratiekaart.sources.reading import Document
from inspiratiekaart.sources.tidied import DRAFTS, Tidied

_NOT_KNOWN = "onbekend"


def propose(
    tidied: Tidied,
    form: Form,
    dataset: Dataset,
    *,
    region: str | None = None,
    is_region_said: bool = True,
    decisions: Mapping[str, str] = NOTHING,
    document: Document | None = None,
    columns: Mapping[str, str] = NOTHING,
    today: date | None = None,
) -> Proposal:
    """What importing ``tidied`` would do; nothing is written.

    ``document`` and ``columns`` are what it was read from and how its headings were understood,
    for the journal and the memory of the layout. ``today`` is when it was retrieved.
    ``is_region_said`` where a person chose ``region``; else it is asked whether rows that name no
    region are of it or of the whole country.
    """
    source = _source(tidied, form, today or date.today())
    work = Work(dataset, source.source_id, source.period, region, decisions, is_region_said)
    drafts = {kind: frame for kind, frame in tidied.drafts.items() if len(frame)}
    rows = tuple(_rows(work, drafts, source))
    led = sum(len(each) for each in drafts.values())
    taken = led - sum(work.not_taken.values()) - sum(work.outside.values())
    from_form = tuple(LeftOut(each, is_by_form=True) for each in tidied.rejected)
    return Proposal(
        form_id=form.form_id,
        edition=dataset.edition,
        region=region,
        rows=rows,
        questions=tuple(work.questions.values()),
        doubles=tuple(work.doubles),
        left_out=(*from_form, *work.left_out),
        sources=_needed(source, rows, dataset),
        read_count=tidied.read_count,
        drafts_count=led,
        joined_count=max(0, taken - work.led_count) + _joined_by_form(tidied),
        outside_count=sum(work.outside.values()),
        file_name=document.name if document else "",
        sha256=document.sha256 if document else "",
        layout=layout_of(document, form) if document else form.form_id,
        columns=columns,
        decisions=decisions,
    )


def _rows(work: Work, drafts: Mapping[str, pd.DataFrame], source: Source) -> Iterator[ProposedRow]:
    found: dict[str, pd.DataFrame] = {}
    if "kwalificaties" in drafts:
        found["kwalificaties"] = registers.kwalificaties(work, drafts["kwalificaties"])
    if "occupation_kwalificaties" in drafts:
        found["occupation_kwalificaties"] = registers.occupation_kwalificaties(
            work, drafts["occupation_kwalificaties"]
        )
    found |= _training(work, drafts, found.get("kwalificaties"))
    said = (source.publisher, source.title_nl)
    if "outlooks" in drafts:
        found["outlooks"] = statements.rows(work, drafts["outlooks"], *said)
    if "regional_facts" in drafts:
        found["regional_facts"] = facts.rows(work, drafts["regional_facts"], *said)
    if "contact_points" in drafts:
        found["contact_points"] = registers.contact_points(work, drafts["contact_points"])
    for name, frame in found.items():
        if len(frame):
            work.led_count += int((frame["drafted"] == name).sum())
            yield from proposed(work.dataset, name, frame)


def _training(
    work: Work, drafts: Mapping[str, pd.DataFrame], new: pd.DataFrame | None
) -> dict[str, pd.DataFrame]:
    if not {"providers", "sites", "offers"} & drafts.keys():
        return {}
    known = providers.found(work, drafts)
    places = sites.Sites(work)
    empty = {kind: pd.DataFrame(columns=DRAFTS[kind]) for kind in ("sites", "offers")}
    led = sites.from_drafts(work, places, drafts.get("sites", empty["sites"]), known)
    located, led_by_offers = sites.locate(
        work, places, drafts.get("offers", empty["offers"]), known
    )
    for key, meta in led_by_offers.items():
        if key in places.made:
            led.setdefault(key, meta)
    made = {
        "providers": providers.rows(work, drafts, known),
        "sites": sites.rows(places, led),
    }
    inside = _inside(work, places, located)
    crebos = frozenset(new["crebo"]) if new is not None and len(new) else frozenset()
    made["offers"] = offers.rows(work, inside, crebos) if len(inside) else inside
    return _of_region(work, places, made)


def _inside(work: Work, places: sites.Sites, located: pd.DataFrame) -> pd.DataFrame:
    """The offers of the chosen region: at a site there, or without site of a provider there."""
    if not work.region:
        return located
    here = [
        places.region(site) == work.region if site else _is_near(work, places, provider)
        for site, provider in zip(located["site_id"], located["provider_id"], strict=True)
    ]
    mine = pd.Series(here, index=located.index, dtype=bool)
    work.outside["offers"] += int((~mine).sum())
    return located.loc[mine]


def _is_near(work: Work, places: sites.Sites, provider_id: str) -> bool:
    return any(places.region(key) == work.region for key in places.of(provider_id))


def _of_region(
    work: Work, places: sites.Sites, made: dict[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """``made`` without sites of other regions, and without providers of only those."""
    if not work.region:
        return made
    kept = dict(made)
    if len(made["sites"]):
        mine = made["sites"]["arbeidsmarktregio_code"] == work.region
        gone = made["sites"].loc[~mine]
        work.outside["sites"] += int((gone["drafted"] == "sites").sum())
        kept["sites"] = made["sites"].loc[mine]
    if len(made["providers"]):
        near = {key for key in made["providers"]["provider_id"] if _is_near(work, places, key)}
        near |= set(kept["offers"]["provider_id"]) if len(kept["offers"]) else set()
        is_here = made["providers"]["provider_id"].isin(near)
        gone = made["providers"].loc[~is_here]
        work.outside["providers"] += int((gone["drafted"] == "providers").sum())
        kept["providers"] = made["providers"].loc[is_here]
    return kept


def _joined_by_form(tidied: Tidied) -> int:
    """How many rows of the file the form itself has put together with another one."""
    seen = {(each.at_sheet, each.at_row) for each in tidied.rejected}
    for frame in tidied.drafts.values():
        seen |= set(zip(frame["at_sheet"].fillna(""), frame["at_row"], strict=True))
    return max(0, tidied.read_count - len(seen))


def _source(tidied: Tidied, form: Form, today: date) -> Source:
    period = tidied.period or form.source.period or _NOT_KNOWN
    return replace(form.source, period=period, retrieved_on=today.isoformat())


def _needed(
    source: Source, rows: tuple[ProposedRow, ...], dataset: Dataset
) -> Mapping[str, Source]:
    """The source where a row needs it, unless the dataset has it of that period already."""
    is_used = any(source.source_id in each.row.values() for each in rows if each.change != "same")
    there = dataset.sources.get(source.source_id)
    is_there = there is not None and there.period == source.period
    return {source.source_id: source} if is_used and not is_there else {}
