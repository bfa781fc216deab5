"""Tests of part "where" of the build, on tiny divisions and on the tables that we ship."""

from __future__ import annotations

import tomllib
from functools import cache

import pandas as pd
import pytest

from inspiratiekaart.editions import tables
from inspiratiekaart.editions.where import facts, sets
from inspiratiekaart.editions.where.registers import Division
from inspiratiekaart.paths import PROJECT

EDITIONS = ("2021", "2026")
POPULATION = {"2021": 17_475_415, "2026": 17_942_942}
JOBS_2017 = 8_445_010
EDITORIAL = PROJECT / "inspiratiekaart" / "editions" / "editorial"


@cache
def _shipped(edition: str, name: str) -> pd.DataFrame:
    return tables.read(PROJECT / "datasets" / edition / f"{name}.csv")


def _facts(edition: str, indicator: str, year: int) -> pd.DataFrame:
    frame = _shipped(edition, "regional_facts")
    chosen = (frame["indicator"] == indicator) & (frame["period_end_year"] == year)
    return frame[chosen].set_index("area_code")


def _region_of(edition: str) -> dict[str, str]:
    frame = _shipped(edition, "gemeenten")
    return dict(zip(frame["name"], frame["arbeidsmarktregio_code"], strict=True))


def _division() -> Division:
    """A region of which a quarter of the people live over the border of the province."""
    gemeenten = pd.DataFrame(
        {
            "gemeente_code": ["GM0014", "GM0106", "GM0114"],
            "arbeidsmarktregio_code": ["AM01", "AM01", "AM03"],
            "arbeidsmarktregio_name": ["Groningen", "Groningen", "Drenthe"],
            "provincie_code": ["PV20", "PV22", "PV22"],
            "landsdeel_code": ["LD01", "LD01", "LD01"],
            "population_count": pd.array([300, 100, 50], dtype="Int64"),
        }
    )
    codes = dict(zip(gemeenten["gemeente_code"], gemeenten["arbeidsmarktregio_code"], strict=True))
    return Division(
        edition="2026",
        population_year=2024,
        gemeenten=gemeenten,
        gemeenten_source_id="cbs-gebieden-2024",
        regions_source_id="cbs-gebieden-2026",
        postcode_column="gm_code_2024",
        lisa_column="arbeidsmarktregio_2024",
        region_of=codes,
    )


def test_a_region_belongs_to_the_province_of_most_of_its_people() -> None:
    """Groningen is in the province of Groningen, though Assen lies in Drenthe."""
    main = sets.main_areas(_division(), "provincie_code")
    assert [("AM01", "PV20", 0.75), ("AM03", "PV22", 1.0)] == list(
        main.itertuples(index=False, name=None)
    )


def test_the_reason_of_a_set_states_the_share() -> None:
    """Whoever doubts where a region belongs reads how many of its people live there."""
    frame = sets.region_sets(_division())
    chosen = frame[frame["region_set_id"] == "provincie-groningen"].iloc[0]
    assert "75 procent" in chosen["reason_nl"]
    assert "75 per cent" in chosen["reason_en"]


def test_haaren_is_divided_by_its_villages() -> None:
    """Only the four villages of Haaren count, not places of the same name elsewhere."""
    places = pd.DataFrame(
        {
            "name": ["Haaren", "Biezenmortel", "Helvoirt", "Esch", "Haaren"],
            "gemeente_code": ["GM0824", "GM0855", "GM0865", "GM0757", "GM9999"],
            "population_count": pd.array([30, 20, 35, 15, 900], dtype="Int64"),
        }
    )
    regions = {"GM0824": "AM26", "GM0855": "AM26", "GM0865": "AM27", "GM0757": "AM27"}
    assert {"AM26": 0.5, "AM27": 0.5} == facts.haaren_shares(places, regions)


@pytest.mark.parametrize(("edition", "count"), [("2021", 352), ("2026", 342)])
def test_shipped_editions_are_complete(edition: str, count: int) -> None:
    """Each edition has 35 regions, and all municipalities of its year."""
    assert 35 == len(_shipped(edition, "arbeidsmarktregios"))
    assert count == len(_shipped(edition, "gemeenten"))
    assert 4_735 == len(_shipped(edition, "postcodes"))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", ["Assen", "Aa en Hunze", "Noordenveld", "Tynaarlo"])
def test_the_north_of_drenthe_is_in_groningen(edition: str, name: str) -> None:
    """Regions are not provinces."""
    assert "AM01" == _region_of(edition)[name]


@pytest.mark.parametrize("name", ["Elburg", "Nunspeet", "Olst-Wijhe"])
def test_three_municipalities_changed_region(name: str) -> None:
    """They went from the Stedendriehoek to Regio Zwolle."""
    assert ("AM06", "AM36") == (_region_of("2021")[name], _region_of("2026")[name])


def test_weesp_became_part_of_amsterdam() -> None:
    """Weesp is a municipality of Gooi en Vechtstreek in 2021 and a place in Amsterdam now."""
    places = _shipped("2026", "places").set_index("place_id")
    assert "AM12" == _region_of("2021")["Weesp"]
    assert "Weesp" not in _region_of("2026")
    assert "AM18" == places.loc["weesp-gm0363", "arbeidsmarktregio_code"]


def test_am06_bears_the_name_of_its_edition() -> None:
    """Each edition knows the other name as a spelling."""
    names = {}
    for edition in EDITIONS:
        frame = _shipped(edition, "arbeidsmarktregios").set_index("arbeidsmarktregio_code")
        names[edition] = [frame["name"]["AM06"], frame["former_names"]["AM06"]]
    old, new = "Stedendriehoek en Noordwest Veluwe", "Veluwe Stedendriehoek"
    assert {"2021": [old, new], "2026": [new, old]} == names


@pytest.mark.parametrize("edition", EDITIONS)
def test_regions_add_up_to_the_country(edition: str) -> None:
    """Inhabitants of the regions sum to the figure that CBS gives for the Netherlands."""
    year = {"2021": 2021, "2026": 2024}[edition]
    frame = _facts(edition, "population_count", year)
    regions = frame[frame["area_kind"] == "arbeidsmarktregio"]
    assert POPULATION[edition] == regions["value"].sum() == frame.loc["NL", "value"]
    assert POPULATION[edition] == _shipped(edition, "gemeenten")["population_count"].sum()


@pytest.mark.parametrize("edition", EDITIONS)
def test_jobs_are_all_counted_and_assumptions_marked(edition: str) -> None:
    """No job is lost in dividing, and the regions that rest on an assumption say so."""
    frame = _facts(edition, "jobs_count", 2017)
    estimated = set(frame.index[frame["status"] == "estimated"])
    assert JOBS_2017 == frame.drop("NL")["value"].sum()
    assert {"AM10", "AM13", "AM18", "AM26", "AM27", "AM35", "AM37"} == estimated


@pytest.mark.parametrize("edition", EDITIONS)
def test_facts_carry_the_division_of_their_edition(edition: str) -> None:
    """Nobody compares two divisions unawares."""
    own = _shipped(edition, "regional_facts")
    counts = own[own["indicator"].isin(["population_count", "jobs_count", "area_km2"])]
    assert {int(edition)} == set(counts["boundary_year"])


def test_the_population_of_2021_follows_the_division() -> None:
    """In the edition of 2026 the people of 2021 are counted in the regions of now."""
    then, now = (_facts(edition, "population_count", 2021)["value"] for edition in EDITIONS)
    moved = sorted(code for code in then.index if then[code] != now[code])
    assert ["AM06", "AM12", "AM18", "AM36"] == moved
    assert then["NL"] == now["NL"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_region_is_in_one_province_and_one_landsdeel(edition: str) -> None:
    """The official sets divide the country; none of them is empty."""
    frame = _shipped(edition, "region_sets")
    for kind, count in (("provincie", 12), ("landsdeel", 4)):
        chosen = frame[frame["kind"] == kind]
        assert count == chosen["region_set_id"].nunique()
        assert 35 == len(chosen) == chosen["arbeidsmarktregio_code"].nunique()


@pytest.mark.parametrize("edition", EDITIONS)
def test_noord_is_three_regions(edition: str) -> None:
    """Our own set holds Groningen, Friesland and Drenthe, and is marked as editorial."""
    frame = _shipped(edition, "region_sets")
    noord = frame[frame["region_set_id"] == "noord"]
    assert ["AM01", "AM02", "AM03"] == list(noord["arbeidsmarktregio_code"])
    assert {"editorial"} == set(noord["status"])


def test_post_office_boxes_have_no_people_and_an_estimated_point() -> None:
    """What is not known stays empty, and borrowed points are marked."""
    frame = _shipped("2026", "postcodes")
    boxes = frame[frame["kind"] == "po_box"]
    assert boxes["population_count"].isna().all()
    assert {"estimated"} == set(boxes["status"])


@pytest.mark.parametrize(
    ("spelling", "code"), [("Den Bosch", "AM27"), ("'s-Gravenhage", "AM21"), ("Oudkerk", "AM02")]
)
def test_other_spellings_lead_to_the_place(spelling: str, code: str) -> None:
    """Aliases hold the names that people also use."""
    frame = _shipped("2026", "places")
    found = frame[frame["aliases"].fillna("").str.split("|").map(lambda names: spelling in names)]
    assert [code] == list(found["arbeidsmarktregio_code"])


def test_former_municipalities_are_found_by_name() -> None:
    """Naarden and Veghel no longer exist; Sneek ended before there were regions."""
    frame = tables.read(PROJECT / "datasets" / "common" / "former_gemeenten.csv").set_index("name")
    assert ("GM0425", 2015, "AM12") == tuple(
        frame.loc["Naarden", ["gemeente_code", "last_year", "arbeidsmarktregio_code"]]
    )
    assert "unknown" == frame.loc["Sneek", "status"]
    assert "Sneek" in frame.index[frame["arbeidsmarktregio_code"].isna()]


@pytest.mark.parametrize("edition", EDITIONS)
def test_rows_of_this_part_name_a_source_that_is_described(edition: str) -> None:
    """No figure without its source."""
    text = (EDITORIAL / "sources_where.toml").read_text(encoding="utf-8")
    known = set(tomllib.loads(text))
    used = {
        source
        for name in ("arbeidsmarktregios", "gemeenten", "places", "postcodes", "region_sets")
        for source in _shipped(edition, name)["source_id"]
    }
    assert set() == used - known
