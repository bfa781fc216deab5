"""What the offers that are there tell of a programme of higher education: its name and its code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.importing.work import none_for_missing

_OFFICIAL = "recognised"
_SUFFIX = re.compile(r"[ -]+(voltijd|deeltijd|duaal)$", re.IGNORECASE)
_PREFIX = re.compile(r"^(B|M|Ad|Bachelor|Master|Associate degree) (?=\S)")
_SIGN = re.compile(r"[^a-z0-9]+")


def known(dataset: Dataset, drafts: pd.DataFrame) -> pd.DataFrame:
    """``drafts`` with the code of a programme that its name tells, and the official title.

    A name tells the code where the same provider has one programme of it at that level. What says
    itself what a programme is called officially, keeps its own title.
    """
    titles, codes = _told(dataset)
    isat = [
        code or codes.get((provider, level, _plain(title))) if not crebo else code
        for code, crebo, provider, level, title in zip(
            *(drafts[name] for name in ("isat", "crebo", "provider_id", "level", "title")),
            strict=True,
        )
    ]
    title = [
        titles.get(code or "", own) if certainty != _OFFICIAL else own
        for code, own, certainty in zip(isat, drafts["title"], drafts["certainty"], strict=True)
    ]
    found = pd.Series(isat, index=drafts.index, dtype="object")
    return none_for_missing(drafts.assign(isat=found, title=title))


@lru_cache(maxsize=4)
def _told(dataset: Dataset) -> tuple[Mapping[str, str], Mapping[tuple[str, str, str], str]]:
    columns = ["isat", "certainty", "provider_id", "level", "title"]
    table = dataset["offers"].dropna(subset=["isat", "level"])[columns].drop_duplicates()
    first = table.assign(later=table["certainty"] != _OFFICIAL).sort_values("later", kind="stable")
    named = first.drop_duplicates("isat")
    titles = {
        str(code): str(title) for code, title in zip(named["isat"], named["title"], strict=True)
    }
    found: dict[tuple[str, str, str], set[str]] = {}
    for isat, _, provider, level, title in table.itertuples(index=False):
        found.setdefault((provider, level, _plain(title)), set()).add(isat)
    return titles, {key: min(codes) for key, codes in found.items() if len(codes) == 1}


def _plain(title: str) -> str:
    return _SIGN.sub("", _SUFFIX.sub("", _PREFIX.sub("", title)).lower())
