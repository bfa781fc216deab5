"""The tables of CBS StatLine whose figures the map shows, and how each is told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from inspiratiekaart.provenance import LICENCES, Source

BRANCHES: Mapping[str, str] = MappingProxyType(
    {
        "A-U": "open_vacancies_count",
        "C": "open_vacancies_industry_count",
        "F": "open_vacancies_construction_count",
        "H": "open_vacancies_transport_count",
        "Q": "open_vacancies_health_count",
    }
)
"""Per section of SBI 2008 the indicator of its open vacancies; the map has no others."""

ALL_BRANCHES, ALL_SEXES, ALL_PEOPLE = "T001081", "T001038", "T009002"
"""The codes of CBS for all of a dimension."""


@dataclass(frozen=True)
class Table:
    """One table: its figure (v3 column, v4 title), its unit and factor, and what tells it apart.

    ``fixed`` are the codes that a row must have; ``subject`` is the dimension of occupations.
    """

    source: Source
    column: str
    title: str
    indicator: str
    unit: str
    factor: int = 1
    fixed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    branch: str = ""
    subject: str = ""

    @property
    def dimensions(self) -> set[str]:
        """The columns by which the table is known, whatever it is called."""
        area = {"RegioS"} if self.branch else set()
        return {"Perioden", *self.fixed, *filter(None, (self.branch, self.subject)), *area}


def _source(table: str, title_nl: str, title_en: str, limits_nl: str, limits_en: str) -> Source:
    return Source(
        source_id=f"cbs-{table.lower()}",
        publisher="CBS",
        title_nl=title_nl,
        title_en=title_en,
        url=f"https://opendata.cbs.nl/statline/#/CBS/nl/dataset/{table}/table",
        period="onbekend",
        retrieved_on="",
        licence=LICENCES["CC-BY-4.0"],
        attribution="Bron: CBS, CC BY 4.0",
        limits_nl=limits_nl,
        limits_en=limits_en,
    )


TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "83599NED": Table(
            _source(
                "83599NED",
                "Openstaande vacatures per provincie en bedrijfstak",
                "Open vacancies by province and branch",
                "Stand aan het eind van het kwartaal, afgerond op honderdtallen. CBS heeft geen "
                "vacatures per arbeidsmarktregio.",
                "At the end of the quarter, rounded to hundreds. CBS has no vacancies by "
                "labour-market region.",
            ),
            "OpenstaandeVacatures_1",
            "Openstaande vacatures",
            "open_vacancies_count",
            "vacancies",
            1000,
            branch="BedrijfstakkenBranchesSBI2008",
        ),
        "85276NED": Table(
            _source(
                "85276NED",
                "Werkzame beroepsbevolking naar beroep",
                "People at work by occupation",
                "Een schatting uit een enquête, voor heel Nederland, afgerond op duizendtallen.",
                "An estimate from a survey, for the whole country, rounded to thousands.",
            ),
            "WerkzameBeroepsbevolking_1",
            "Werkzame beroepsbevolking",
            "employed_count",
            "persons",
            1000,
            MappingProxyType({"Geslacht": ALL_SEXES, "Persoonskenmerken": ALL_PEOPLE}),
            subject="Beroep",
        ),
        "85517NED": Table(
            _source(
                "85517NED",
                "Uurloon van werknemers naar beroep",
                "Hourly wage of employees by occupation",
                "Het middelste bruto-uurloon van werknemers in heel Nederland. Zonder mensen die "
                "voor zichzelf werken.",
                "The median gross hourly wage of employees in the whole country. Without people "
                "who work for themselves.",
            ),
            "k_50ePercentielMediaan_3",
            "50e percentiel (mediaan)",
            "median_hourly_wage_eur",
            "EUR",
            subject="Beroep",
        ),
    }
)
