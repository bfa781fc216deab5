"""What a column is called in a sentence: as it stands in the file, or in words for ours."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath

from inspiratiekaart import schema
from inspiratiekaart.sources.published import forms
from inspiratiekaart.sources.tidied import Rejected
from inspiratiekaart.texts import Texts
from inspiratiekaart.texts.quoting import quoted
from inspiratiekaart.validation import Finding

_RULES_IN_OTHER_WORDS = frozenset(("ref", "code-form"))
"""Rules whose remedy is for who keeps the dataset, and not for who brings a file."""

_WITH_OWN_NAMES = "cbs."  # tables of codes: the columns that it names are not in the file


def at_column(where: str, rejected: Rejected, t: Texts) -> str:
    """``where`` with the heading, where a form names one that its sentence does not name."""
    heading = rejected.column
    is_ours = heading in _roles() or rejected.code.startswith(_WITH_OWN_NAMES)
    if not heading or is_ours or "column" in rejected.values:
        return where
    return t("importing.at.column", place=where, column=quoted(heading))


def own_title(finding: Finding, t: Texts) -> str:
    """The columns that a finding is about as people call them; empty where it names none."""
    table = schema.tables().get(PurePosixPath(finding.spot.path).stem)
    titles = {} if table is None else {each.name: each.title(t.language) for each in table.columns}
    names = (each.strip() for each in finding.spot.column.split(","))
    return ", ".join(titles.get(name, name) for name in names if name)


def remedy(finding: Finding, t: Texts) -> str:
    """What is wrong and what to do, for who brings a file."""
    if finding.code in _RULES_IN_OTHER_WORDS:
        return t(f"importing.rule.{finding.code}", value=quoted(finding.spot.value))
    return finding.remedy(t)


@cache
def _roles() -> frozenset[str]:
    return frozenset(role for form in forms() for role in form.roles or ())
