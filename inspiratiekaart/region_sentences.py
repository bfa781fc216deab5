"""What a region's page says: its lead sentence, and figures with their names in words."""

from __future__ import annotations

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.facts import Fact
from inspiratiekaart.region_view import RegionView
from inspiratiekaart.regions import region_names, region_set_name
from inspiratiekaart.texts import Texts, catalogue

_MAX_NAMES = 4


def area_name(dataset: Dataset, codes: frozenset[str], t: Texts) -> str:
    """The regions in a few words: the set's name, their names, or how many."""
    named = region_set_name(dataset, codes)
    if named:
        return named[0 if t.language == "nl" else 1]
    names = region_names(dataset)
    listed = sorted(names[code] for code in codes)
    return t.listed(listed) if len(listed) <= _MAX_NAMES else t.count("area.regions", len(listed))


def lead(view: RegionView, area: str, t: Texts) -> str:
    """How many live there, of how many professions is work said, how many train."""
    wanted = len(view.wanted) + view.elsewhere_count
    period = t.period(view.members[0].period)
    return " ".join(
        (
            t("region.lead", area=area, people=t.number(view.population), period=period),
            t.count("region.lead_wanted", wanted),
            t.count("region.lead_providers", view.provider_count),
        )
    )


def fact_title(indicator: str, t: Texts) -> str:
    """What an indicator is, in words; its own name where no words are known.

    An indicator about one profession or group begins with one that has words; the rest names it.
    """
    parts = indicator.split("_")
    for end in range(len(parts), 0, -1):
        if said := _words("indicator", "_".join(parts[:end]), t):
            rest = " ".join(parts[end:])
            return t("region.facts.about", what=said, subject=rest) if rest else said
    return " ".join(parts)


def fact_text(fact: Fact, t: Texts) -> str:
    """The figure in the language's own notation; what is not known says so."""
    if fact.value is not None:
        number = t.number(fact.value, 2)
        return f"{number}%" if fact.unit == "percent" else number
    if fact.value_class:
        return _words("class", fact.value_class.replace(" ", "_"), t) or fact.value_class
    return t("region.facts.unknown")


def _words(table: str, key: str, t: Texts) -> str:
    name = f"region.{table}.{key}"
    return t(name) if name in catalogue(t.language) else ""
