"""Findings that people looked at and accept, each with its reason.

They stand in ``datasets/accepted.toml``, beside the data they speak of, so that a fork carries its
own. An entry names a rule's code, and a path, column and value as far as it needs to; an entry
that no finding fits any more is itself a finding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspiratiekaart.errors import DatasetError
from inspiratiekaart.validation.findings import Finding, Report, Spot

ACCEPTED_FILE = "accepted.toml"
GONE = "accepted-gone"

_FIELDS = {"code", "path", "column", "value", "reason"}


@dataclass(frozen=True)
class Accepted:
    """One accepted finding; an empty path, column or value fits any."""

    code: str
    reason: str
    path: str = ""
    column: str = ""
    value: str = ""

    def fits(self, finding: Finding) -> bool:
        """Whether ``finding`` is the one that was accepted."""
        spot = finding.spot
        wanted = ((self.path, spot.path), (self.column, spot.column), (self.value, spot.value))
        return self.code == finding.code and all(a in ("", b) for a, b in wanted)


def read_accepted(path: Path) -> tuple[Accepted, ...]:
    """The accepted findings in ``path``; none where there is no such file.

    Raises:
        DatasetError: the file is not TOML, or an entry lacks its code or its reason.
    """
    if not path.exists():
        return ()
    try:
        entries: Any = tomllib.loads(path.read_text(encoding="utf-8")).get("accepted", [])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DatasetError(f"{path.name} is not readable TOML: {error}") from error
    if not isinstance(entries, list):
        raise DatasetError(f"{path.name}: write each entry as [[accepted]] with texts only.")
    return tuple(_entry(entry, path.name) for entry in entries)


def sift(findings: Iterable[Finding], accepted: tuple[Accepted, ...]) -> Report:
    """The report of ``findings``, with those that ``accepted`` fits apart."""
    open_findings, known, seen = [], [], set()
    for finding in findings:
        entry = next((one for one in accepted if one.fits(finding)), None)
        if entry is None:
            open_findings.append(finding)
        else:
            seen.add(entry)
            known.append((finding, entry.reason))
    gone = [
        Finding(
            GONE,
            "error",
            Spot(f"datasets/{ACCEPTED_FILE}", value=entry.value, values={"rule": entry.code}),
        )
        for entry in accepted
        if entry not in seen
    ]
    return Report(tuple(open_findings + gone), tuple(known))


def _entry(given: Mapping[str, Any], name: str) -> Accepted:
    if not isinstance(given, dict) or not all(isinstance(one, str) for one in given.values()):
        raise DatasetError(f"{name}: write each entry as [[accepted]] with texts only.")
    if set(given) - _FIELDS or not given.get("code") or not given.get("reason", "").strip():
        raise DatasetError(
            f"{name}: an entry has a code and a reason, and may have path, column and value."
        )
    return Accepted(**given)
