"""What became of the regional folders that were put together: per region its state, and the file.

The file holds values and no sentences, so that each reader is told in their own language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from inspiratiekaart.editions.choices import Choice
from inspiratiekaart.validation import Finding, Spot

STATUS_FILE = "status.json"

State = Literal["valid", "last_valid", "never_valid", "gone", "empty", "older_schema"]

FINE: tuple[State, ...] = ("valid",)
"""The states that ask nothing of anybody."""

_NO_ROWS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Region:
    """One region's folder: what of it is on the map, and what there is to say about it.

    ``key`` is its name on disk, ``name`` what people call it. ``rows``, ``oldest`` and ``newest``
    (ISO dates, empty where no row has one) are of the version that is shown; ``good_on`` says since
    when that one is there, and ``is_earlier`` whether it is another than lies in the folder now.
    ``findings`` are of the folder as it is now, as are the warnings that the region ``accepted``,
    with its reasons, and what it has still to choose after a new national edition (``open``).
    """

    key: str
    name: str
    state: State
    code: str = ""
    rows: Mapping[str, int] = field(default_factory=lambda: _NO_ROWS)
    oldest: str = ""
    newest: str = ""
    licence: str = ""
    good_on: str = ""
    is_earlier: bool = False
    findings: tuple[Finding, ...] = ()
    accepted: tuple[tuple[Finding, str], ...] = ()
    open: tuple[Choice, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Whether there is nothing to do for anybody."""
        return self.state in FINE

    @property
    def rows_count(self) -> int:
        """How many own rows of this region are shown."""
        return sum(self.rows.values())


@dataclass(frozen=True)
class Gathered:
    """All regional folders, as they were at ``looked_at``; ``made_from`` says from what.

    ``seen`` is what the files looked like on disk, for who wants to know whether to look again.
    """

    regions: tuple[Region, ...] = ()
    looked_at: str = ""
    made_from: str = ""
    seen: str = ""

    @property
    def to_mend(self) -> tuple[Region, ...]:
        """The regions of which there is something to say."""
        return tuple(each for each in self.regions if not each.is_fine or each.open)


def read(out: Path) -> Gathered:
    """What ``write`` wrote in ``out``; nothing where that is not there or is no longer readable."""
    try:
        given = json.loads((out / STATUS_FILE).read_text(encoding="utf-8"))
        regions = tuple(_region(each) for each in given.pop("regions"))
        return Gathered(regions, **given)
    except (OSError, ValueError, KeyError, TypeError):
        return Gathered()


def write(gathered: Gathered, out: Path) -> None:
    """Write ``gathered`` in the folder ``out``, in one step."""
    path = out / STATUS_FILE
    fresh = path.with_suffix(".json.new")
    regions = [{**_plain(each), "rows": dict(each.rows)} for each in gathered.regions]
    document = {
        "regions": regions,
        "looked_at": gathered.looked_at,
        "made_from": gathered.made_from,
        "seen": gathered.seen,
    }
    fresh.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    fresh.replace(path)


def _plain(region: Region) -> dict[str, Any]:
    named = {key: getattr(region, key) for key in Region.__dataclass_fields__}
    return {
        **named,
        "findings": [_told(each) for each in region.findings],
        "accepted": [[_told(each), reason] for each, reason in region.accepted],
        "open": [asdict(each) for each in region.open],
    }


def _told(finding: Finding) -> dict[str, Any]:
    spot = finding.spot
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": spot.path,
        "row": spot.row,
        "column": spot.column,
        "value": spot.value,
        "values": {name: str(value) for name, value in spot.values.items()},
    }


def _region(given: dict[str, Any]) -> Region:
    findings = tuple(_finding(each) for each in given.pop("findings"))
    accepted = tuple((_finding(each), reason) for each, reason in given.pop("accepted"))
    choices = tuple(Choice(**each) for each in given.pop("open"))
    return Region(**given, findings=findings, accepted=accepted, open=choices)


def _finding(each: dict[str, Any]) -> Finding:
    spot = Spot(each["path"], each["row"], each["column"], each["value"], each["values"])
    return Finding(each["code"], each["severity"], spot)
