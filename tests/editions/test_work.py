"""Tests of the work tables: the rules that make them, and what we ship."""

from __future__ import annotations

import pandas as pd
import pytest

from inspiratiekaart.editions import tables
from inspiratiekaart.editions.work import areas, editorial, outlooks
from inspiratiekaart.errors import RawMaterialError
from inspiratiekaart.paths import PROJECT

SHIPPED = PROJECT / "datasets"
REGIONS = {"AM01": "Groningen", "AM06": "Veluwe Stedendriehoek"}


def _shipped(folder: str, table: str) -> pd.DataFrame:
    return tables.read(SHIPPED / folder / f"{table}.csv")


def _on_work(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["source_id"].isin(list(editorial.toml("sources_work")))]


def _matches(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    columns = ["name_as_said", "occupation_id", "match_basis", "match_confidence_pct"]
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Groningen", "arbeidsmarktregio", "AM01"),
        ("Groningen", "provincie", "PV20"),
        ("Noord-Nederland", "landsdeel", "landsdeel-noord"),
        ("Nederland", "land", "NL"),
    ],
)
def test_an_area_is_found_by_name_and_kind(name: str, kind: str, expected: str) -> None:
    """The same name can be a region and a province; the kind decides."""
    assert expected == areas.area_code(name, kind, REGIONS)


def test_an_unknown_area_is_refused() -> None:
    """A region under its former name is not guessed at."""
    with pytest.raises(RawMaterialError, match="Stedendriehoek en Noordwest Veluwe"):
        areas.area_code("Stedendriehoek en Noordwest Veluwe", "arbeidsmarktregio", REGIONS)


def test_a_statement_that_names_two_professions_gets_two_rows() -> None:
    """Each profession that the words name has its row, with the words kept."""
    said = pd.DataFrame({"name_as_said": ["bus- en touringcarchauffeurs"]})
    matches = _matches(
        ("bus- en touringcarchauffeurs", "buschauffeurs-lijndienst", "editorial", "80"),
        ("bus- en touringcarchauffeurs", "buschauffeurs-touringcar", "editorial", "85"),
    )
    found = outlooks.matched(said, matches)
    expected = ["buschauffeurs-lijndienst", "buschauffeurs-touringcar"]
    assert expected == found["occupation_id"].tolist()


def test_a_statement_without_a_match_stays_visible() -> None:
    """Too broad a name keeps its row, without a profession."""
    said = pd.DataFrame({"name_as_said": ["monteurs"]})
    found = outlooks.matched(said, _matches(("monteurs", "", "none", "")))
    assert [("monteurs", "", "none")] == list(
        found[["name_as_said", "occupation_id", "match_basis"]].itertuples(index=False, name=None)
    )


def test_a_statement_that_nobody_judged_stops_the_build() -> None:
    """A name that the table of matches lacks is an error, not a silent "none"."""
    said = pd.DataFrame({"name_as_said": ["astronauten"]})
    with pytest.raises(RawMaterialError, match="astronauten"):
        outlooks.matched(said, _matches(("monteurs", "", "none", "")))


def test_every_match_by_hand_has_its_reason_and_a_fitting_confidence() -> None:
    """Exact is 100, spelling 90 to 95, editorial 60 to 85, none has neither id nor percentage."""
    matches = editorial.csv(
        "outlook_matches",
        "name_as_said",
        "occupation_id",
        "match_basis",
        "match_confidence_pct",
        "reason",
    )
    allowed = {
        "exact": range(100, 101),
        "spelling": range(90, 96),
        "editorial": range(60, 86),
    }
    assert (matches["reason"] != "").all()
    for row in matches.itertuples():
        if row.match_basis == "none":
            assert ("", "") == (row.occupation_id, row.match_confidence_pct), row.name_as_said
        else:
            assert row.occupation_id, row.name_as_said
            fits = int(str(row.match_confidence_pct)) in allowed[str(row.match_basis)]
            assert fits, row.name_as_said


def test_we_ship_uwvs_whole_list() -> None:
    """306 professions in 16 sectors: 23 basic, 163 middle, 120 higher."""
    occupations = _shipped("common", "occupations")
    assert 306 == occupations["occupation_id"].nunique()
    assert {"basis": 23, "middelbaar": 163, "hoger": 120} == (
        occupations["level"].value_counts().to_dict()
    )
    sectors = set(_shipped("common", "sectors")["sector_id"])
    assert (16, sectors) == (len(sectors), set(occupations["sector_id"]))


def test_a_doubtful_code_is_said_and_its_group_corrected() -> None:
    """Specialised nurses keep the code as published, with the group of nurses and a remark."""
    occupations = _shipped("common", "occupations").set_index("occupation_id")
    row = occupations.loc["gespecialiseerd-verpleegkundigen"]
    assert ("104106", "1012") == (row["uwv_code"], row["beroepsgroep_code"])
    assert "waarschijnlijk" in row["remark"]
    assert row.isna()["url"]


def test_a_match_with_esco_agrees_with_the_group() -> None:
    """Glaziers do not get the code of ESCO's glass makers."""
    occupations = _shipped("common", "occupations").set_index("occupation_id")
    assert "7125" == occupations.at["glaszetters", "isco_code"]
    assert occupations["esco_uri"].isna()["glaszetters"]
    assert "3254" == occupations.at["opticiens", "isco_code"]


def test_the_theme_optiek_holds_its_three_professions() -> None:
    """Optiek is opticians, hearing-care professionals and sales staff in optics."""
    members = _shipped("common", "theme_occupations")
    optiek = members.loc[members["theme_id"] == "optiek", "occupation_id"]
    assert {"opticiens", "audiciens", "verkoopmedewerkers-optiek"} == set(optiek)


def test_the_theme_ict_is_more_than_the_sector() -> None:
    """The theme has the whole sector and professions from others."""
    members = _shipped("common", "theme_occupations")
    ict = set(members.loc[members["theme_id"] == "ict-breed", "occupation_id"])
    occupations = _shipped("common", "occupations")
    sector = set(occupations.loc[occupations["sector_id"] == "ict", "occupation_id"])
    assert sector < ict


def test_the_national_list_stands_in_2026_only() -> None:
    """2026 says of each of the 306 professions that UWV finds it kansrijk in the country."""
    of_list = _shipped("2026", "outlooks")
    of_list = of_list[of_list["source_id"] == "uwv-kansrijke-beroepen-2025-2026"]
    assert 306 == of_list["occupation_id"].nunique() == len(of_list)
    assert {"national"} == set(of_list["scope"])
    assert of_list["arbeidsmarktregio_code"].isna().all()
    assert "uwv-kansrijke-beroepen-2025-2026" not in set(_shipped("2021", "outlooks")["source_id"])


@pytest.mark.parametrize("table", ["outlooks", "regional_facts"])
def test_2021_holds_what_ended_then_and_2026_holds_that_too(table: str) -> None:
    """Nothing in 2021 is of a later period, and all of it is in 2026 as well."""
    key = {"outlooks": "outlook_id", "regional_facts": "fact_id"}[table]
    then, now = _shipped("2021", table), _shipped("2026", table)
    ours = _on_work(then)
    assert len(ours)
    assert ours["period_end_year"].max() <= 2021
    assert set(ours[key]) <= set(_on_work(now)[key])


def test_opticians_of_2021_are_a_national_statement_with_its_place() -> None:
    """What was said of opticians in 2021 says of what, by whom, and where it was found."""
    said = _shipped("2021", "outlooks").set_index("outlook_id").loc["nl-2021-opticiens"]
    assert ("national", "kansrijk", "nieuw kansrijk", "UWV") == (
        said["scope"],
        said["status"],
        said["status_as_said"],
        said["publisher"],
    )
    assert ("Streekgids", "2021-07") == (said["found_at"], said["found_on"])


def test_a_statement_matches_a_profession_or_says_none() -> None:
    """No statement lost its words, and only unmatched ones have no profession."""
    said = _shipped("2026", "outlooks")
    assert said["name_as_said"].notna().all()
    unmatched = said["match_basis"] == "none"
    assert unmatched.tolist() == said["occupation_id"].isna().tolist()
    assert unmatched.any()


def test_the_two_figures_on_drenthe_name_each_other() -> None:
    """Both figures on Drenthe in 2021 are shown, each with a note on the other."""
    facts = _shipped("2021", "regional_facts").set_index("fact_id")
    region = facts.loc["am03-open_vacancies_count-2021-q2"]
    province = facts.loc["pv22-open_vacancies_count-2021-q2"]
    assert (3300, 5500) == (region["value"], province["value"])
    assert "5.500" in region["note"]
    assert "3.300" in province["note"]


def test_a_region_has_its_name_of_the_edition_and_its_boundary_year() -> None:
    """Figures on regions say for which division they were made; provinces have none."""
    facts = _shipped("2026", "regional_facts")
    ours = _on_work(facts)
    regions = ours[ours["area_kind"] == "arbeidsmarktregio"]
    early = regions["period_end_year"] <= 2021
    assert {2021} == set(regions.loc[early, "boundary_year"])
    assert {2026} == set(regions.loc[~early, "boundary_year"])
    assert ours.loc[ours["area_kind"] != "arbeidsmarktregio", "boundary_year"].isna().all()
    assert "Veluwe Stedendriehoek" in set(regions["area_name"])


def test_tightness_has_uwvs_words_and_no_number() -> None:
    """A class of tightness is one of UWV's words, or the denial that was all that was said."""
    facts = _shipped("2026", "regional_facts")
    classes = facts[facts["indicator"] == "tightness_class"]
    scale = set(_shipped("common", "scales")["class"])
    assert set(classes["value_class"]) <= scale | {"niet zeer krap"}
    assert classes["value"].isna().all()


def test_the_scale_of_tightness_has_no_holes() -> None:
    """Each class begins where the one below it ends, from zero up without a limit."""
    scale = _shipped("common", "scales").sort_values("lower")
    assert ["zeer ruim", "ruim", "gemiddeld", "krap", "zeer krap"] == scale["class"].tolist()
    assert 0 == scale["lower"].iloc[0]
    assert scale["lower"].tolist()[1:] == scale["upper"].tolist()[:-1]
    assert pd.isna(scale["upper"].iloc[-1])


def test_links_lead_to_known_qualifications_and_none_that_is_gone() -> None:
    """Every editorial link has both ends, and no link leads to a code that no longer holds."""
    links = _shipped("common", "occupation_kwalificaties")
    current = _shipped("common", "kwalificaties").set_index("crebo")["is_current"]
    assert 285 == len(links)
    assert set(links["occupation_id"]) <= set(_shipped("common", "occupations")["occupation_id"])
    assert "no" not in set(links["crebo"].map(current))
    direct = links[links["confidence"] == "direct"]
    assert "27033" in set(direct.loc[direct["occupation_id"] == "opticiens", "crebo"])


def test_a_replaced_qualification_is_not_current_and_its_successor_is_not_gone() -> None:
    """The successor of a replaced code exists, has the same level and has not ended."""
    codes = _shipped("common", "kwalificaties").set_index("crebo")
    replaced = codes[codes["replaced_by_crebo"].notna()]
    successors = codes.loc[replaced["replaced_by_crebo"]]
    assert {"no"} == set(replaced["is_current"])
    assert "no" not in set(successors["is_current"])
    assert replaced["level"].tolist() == successors["level"].tolist()
    assert "27033" == codes.at["25055", "replaced_by_crebo"]
