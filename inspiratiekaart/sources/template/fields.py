"""What the template asks: a sheet for each of five tables, and its columns.

A column is one of the schema, with its titles; where the schema wants an id, people write a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inspiratiekaart import schema
from inspiratiekaart.schema import LANGUAGES, Column, Language

Choice = Literal["", "enum", "yes_no", "occupations", "regions", "gemeenten", "forms", "crebo"]
"""What a cell may hold: anything, one of a list of the schema, yes or no, or a name we know."""

OPEN: frozenset[Choice] = frozenset({"occupations", "gemeenten", "crebo"})
"""Lists that help and do not bind: something else may be written too."""

MARKER = {"nl": "soort rij", "en": "kind of row"}
"""The heading of the first column, which is filled in the rows that are not data."""

EXPLANATION = {"nl": "uitleg", "en": "explanation"}
EXAMPLE = {"nl": "voorbeeld", "en": "example"}
YES, NO = {"nl": "ja", "en": "yes"}, {"nl": "nee", "en": "no"}


@dataclass(frozen=True)
class Field:
    """A column: ``of`` is that of the schema (``table.column``), ``draft`` that of the draft."""

    of: str
    draft: str
    choice: Choice = ""
    is_needed: bool = False

    @property
    def column(self) -> Column:
        """The column of the schema."""
        table, name = self.of.split(".")
        return schema.tables()[table][name]

    @property
    def key(self) -> str:
        """Under what its explanation and example stand in the texts."""
        return self.of.partition(".")[2]


@dataclass(frozen=True)
class TemplateSheet:
    """A table of the template; ``table`` is its name in the schema and that of its drafts."""

    table: str
    fields: tuple[Field, ...]

    def title(self, language: Language) -> str:
        """What the sheet is called."""
        return schema.tables()[self.table].title(language)

    def headings(self, language: Language) -> tuple[str, ...]:
        """The heading of each field."""
        return tuple(field.column.title(language) for field in self.fields)

    def by_heading(self) -> dict[str, Field]:
        """The fields by their heading, in every language."""
        return {
            heading: field
            for language in LANGUAGES
            for heading, field in zip(self.headings(language), self.fields, strict=True)
        }


SHEETS = (
    TemplateSheet(
        "outlooks",
        (
            Field("outlooks.occupation_id", "name_as_said", "occupations", is_needed=True),
            Field("outlooks.arbeidsmarktregio_code", "region_as_said", "regions", is_needed=True),
            Field("outlooks.status", "status", "enum", is_needed=True),
            Field("outlooks.period_end_year", "period_end_year", is_needed=True),
            Field("outlooks.found_on", "found_on"),
            Field("outlooks.url", "url"),
        ),
    ),
    TemplateSheet(
        "providers",
        (
            Field("providers.name", "name", is_needed=True),
            Field("providers.kind", "kind", "enum", is_needed=True),
            Field("providers.brin", "brin"),
            Field("providers.is_funded", "is_funded", "yes_no"),
            Field("providers.website", "website"),
        ),
    ),
    TemplateSheet(
        "sites",
        (
            Field("sites.provider_id", "provider_name", is_needed=True),
            Field("sites.street", "street"),
            Field("sites.house_number", "house_number"),
            Field("sites.postcode", "postcode"),
            Field("sites.place", "place", is_needed=True),
            Field("sites.gemeente_code", "gemeente_name", "gemeenten"),
            Field("sites.is_head_office", "is_head_office", "yes_no"),
        ),
    ),
    TemplateSheet(
        "offers",
        (
            Field("offers.provider_id", "provider_name", is_needed=True),
            Field("offers.title", "title", is_needed=True),
            Field("sites.place", "place"),
            Field("offers.is_online", "is_online", "yes_no"),
            Field("offers.crebo", "crebo", "crebo"),
            Field("offers.learning_form_id", "learning_form_id", "forms"),
            Field("offers.attendance", "attendance", "enum"),
            Field("offers.level", "level", "enum"),
            Field("offers.duration_months", "duration_months"),
            Field("offers.duration_text", "duration_text"),
            Field("offers.price_eur", "price_eur"),
            Field("offers.price_max_eur", "price_max_eur"),
            Field("offers.vat", "vat", "enum"),
            Field("offers.start_on", "start_on"),
            Field("offers.start_text", "start_text"),
            Field("offers.is_funded", "is_funded", "yes_no"),
            Field("offers.evidence_year", "evidence_year", is_needed=True),
            Field("offers.url", "url"),
        ),
    ),
    TemplateSheet(
        "contact_points",
        (
            Field(
                "contact_points.arbeidsmarktregio_code", "region_as_said", "regions",
                is_needed=True,
            ),
            Field("contact_points.kind", "kind", "enum", is_needed=True),
            Field("contact_points.organisation", "organisation", is_needed=True),
            Field("contact_points.address", "address"),
            Field("contact_points.postcode", "postcode"),
            Field("contact_points.place", "place"),
            Field("contact_points.website", "website"),
            Field("contact_points.opening_hours", "opening_hours"),
            Field("contact_points.checked_on", "checked_on"),
            Field("contact_points.url", "url"),
        ),
    ),
)  # fmt: skip
