"""The rows that should be looked at, in words and as plain values."""

from __future__ import annotations

from inspiratiekaart import schema
from inspiratiekaart.checks import rows_of
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.region_sentences import fact_title
from inspiratiekaart.texts import Texts
from inspiratiekaart.worklist import ToCheck, Worklist


def share(found: Worklist, t: Texts) -> str:
    """How many rows it is, of how many, and which part that is."""
    if found.share_pct is None:
        return t("trust.none")
    return t(
        "trust.share",
        n=t.number(len(found.rows)),
        total=t.number(found.total),
        share=t.number(found.share_pct),
    )


def reasons(found: Worklist, t: Texts) -> list[str]:
    """How many rows have each reason; a row may have more than one."""
    return [t.count(f"trust.count.{name}", n) for name, n in found.reasons.items()]


def as_json(found: Worklist) -> dict[str, object]:
    """The figures of the list, without its rows."""
    pct = found.share_pct
    return {
        "rows": len(found.rows),
        "of": found.total,
        "share_pct": None if pct is None else round(pct, 1),
        "reasons": dict(found.reasons),
    }


def title(each: ToCheck, dataset: Dataset, t: Texts) -> str:
    """What the row is about, as people know it."""
    row = each.row
    if each.table == "outlooks":
        return f"{row['name_as_said']}: {row['status_as_said']}"
    if each.table == "regional_facts":
        return f"{fact_title(row['indicator'], t)}: {row['value'] or row['value_class'] or '–'}"
    if each.table == "contact_points":
        return row["organisation"]
    if each.table == "practice_examples":
        return row[f"title_{t.language}"]
    provider = rows_of(dataset, "providers").get((row["provider_id"],), {}).get("name", "")
    return ", ".join(part for part in (row["title"], row["attendance"], provider) if part)


def said(each: ToCheck, dataset: Dataset, t: Texts) -> str:
    """In which table the row stands, and its source."""
    source = dataset.sources.get(each.row.get("source_id", ""))
    publisher = each.row.get("publisher") or (source.publisher if source else "")
    table = table_title(each.table, t)
    return f"{table}, {publisher}" if publisher else table


def table_title(name: str, t: Texts) -> str:
    """The name of a table in words."""
    return schema.tables()[name].title(t.language)


def why(each: ToCheck, t: Texts) -> str:
    """The reasons for which the row is on the list."""
    return t.listed(t(f"trust.reason.{name}") for name in each.reasons)
