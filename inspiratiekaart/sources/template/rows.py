"""The rows with which a sheet of the template begins: heading, explanation, example."""

from __future__ import annotations

from collections.abc import Iterator

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.sources.template.choices import shown
from inspiratiekaart.sources.template.fields import (
    EXAMPLE,
    EXPLANATION,
    MARKER,
    Field,
    TemplateSheet,
)
from inspiratiekaart.texts import Texts

_FEW = 8
"""So many choices are named in the explanation; a longer list is too long to read."""


def first_rows(
    sheet: TemplateSheet, dataset: Dataset, t: Texts, region: str
) -> tuple[tuple[str, ...], ...]:
    """Heading, explanation and example; ``region`` is the name that the example has."""
    language = t.language
    return (
        (MARKER[language], *sheet.headings(language)),
        (EXPLANATION[language], *_explained(sheet, dataset, t)),
        (EXAMPLE[language], *(_example(sheet, each, dataset, t, region) for each in sheet.fields)),
    )


def region_name(dataset: Dataset, code: str) -> str:
    """The name of the region ``code``; the first one where no code is given.

    Raises:
        InspiratiekaartError: there is no such region.
    """
    names = dataset["arbeidsmarktregios"].set_index("arbeidsmarktregio_code")["name"]
    if code and code not in names.index:
        there = ", ".join(names.index)
        raise InspiratiekaartError(f"{code}: no such region. Use one of: {there}.")
    return str(names[code] if code else names.iloc[0])


def _explained(sheet: TemplateSheet, dataset: Dataset, t: Texts) -> Iterator[str]:
    for field in sheet.fields:
        choices = shown(field, dataset, t.language)
        parts = [t(f"template.explained.{sheet.table}.{field.key}")]
        if field.is_needed:
            parts.insert(0, t("template.needed"))
        if 0 < len(choices) <= _FEW:
            parts.append(t("template.one_of", choices=t.either(choices)))
        yield " ".join(parts)


def _example(sheet: TemplateSheet, field: Field, dataset: Dataset, t: Texts, region: str) -> str:
    if field.choice == "regions":
        return region
    choices = shown(field, dataset, t.language)
    return choices[0] if choices else t(f"template.example.{sheet.table}.{field.key}")
