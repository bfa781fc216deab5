"""What the region and the country both changed, in words: each cell with its values."""

from __future__ import annotations

from inspiratiekaart import schema
from inspiratiekaart.editions.choices import Choice
from inspiratiekaart.texts import Texts

_LONGEST = 60


def said(one: Choice, t: Texts) -> str:
    """What there is to choose: which row and column, and both values beside what it was."""
    table = schema.tables()[one.table]
    values = {"table": table.title(t.language), "key": one.key}
    if not one.column:
        own, national = (
            t("forking.choices.changed") if cell else t("forking.choices.away")
            for cell in (one.own, one.national)
        )
        return t("forking.choices.row", own=own, national=national, **values)
    base, own, national = (
        f"‘{_short(cell)}’" if cell else t("forking.choices.empty")
        for cell in (one.base, one.own, one.national)
    )
    known = one.column in table.column_names
    column = table[one.column].title(t.language) if known else one.column
    return t("forking.choices.cell", column=column, base=base, own=own, national=national, **values)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
