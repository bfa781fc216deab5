"""Is a dataset right? Structure first, then meaning: rules that yield findings.

``validate`` reads the files as text and assumes nothing; ``docs/regels.md`` lists every rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from inspiratiekaart.validation import files as files_module
from inspiratiekaart.validation.accepted import ACCEPTED_FILE, GONE, read_accepted, sift
from inspiratiekaart.validation.findings import Finding, Report, Rule, Severity, Spot
from inspiratiekaart.validation.rules import RULES
from inspiratiekaart.validation.structure import CODES, structural

__all__ = [
    "RULES",
    "Finding",
    "Report",
    "Rule",
    "Severity",
    "Spot",
    "codes",
    "findings",
    "validate",
]


def validate(home: Path) -> Report:
    """Check the dataset under ``home``, the folder that holds ``datasets`` and ``geodata``.

    Raises:
        DatasetError: ``datasets/accepted.toml`` is not as it should be.
    """
    accepted = read_accepted(home / "datasets" / ACCEPTED_FILE)
    return sift(findings(files_module.read(home)), accepted)


def findings(files: files_module.Files) -> Iterator[Finding]:
    """Each finding in ``files``: those on structure first, then those on meaning by rule."""
    yield from structural(files)
    for rule in RULES:
        yield from rule(files)


def codes() -> tuple[tuple[str, Severity], ...]:
    """Every code that a finding can have, with its severity."""
    return (*CODES, *((rule.code, rule.severity) for rule in RULES), (GONE, "error"))
