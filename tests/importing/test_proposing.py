"""Drafts become rows of our tables, or questions, or are told why not."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.importing import NONE, Proposal, propose
from inspiratiekaart.sources.published import fitting
from inspiratiekaart.sources.reading import open_document
from inspiratiekaart.sources.tidied import Rejected
from inspiratiekaart.texts import Texts
from tests.importing.drafted import FORM, contact, offer, statement, tidied

TODAY = date(2026, 11, 22)
RAW = Path(__file__).resolve().parents[3] / "shared" / "data"
NL, EN = Texts("nl"), Texts("en")


@cache
def _dataset() -> Dataset:
    return open_dataset()


def _proposed(drafts: dict[str, list[dict[str, Any]]], **given: Any) -> Proposal:
    return propose(tidied(drafts), FORM, _dataset(), today=TODAY, **given)


def test_a_new_provider_gets_a_site_and_an_offer() -> None:
    """One row of a course provider makes three rows, each with its place in the file."""
    found = _proposed({"offers": [offer()]})
    rows = {each.table: each for each in found.rows}
    assert {"providers": {"new": 1}, "sites": {"new": 1}, "offers": {"new": 1}} == found.counts
    assert ("lasschool-de-vonk",) == rows["providers"].key
    assert ("lasschool-de-vonk-enschede",) == rows["sites"].key
    key = "cursus-lasschool-de-vonk-enschede-lassen-voor-beginners"
    assert (key,) == rows["offers"].key
    assert {("", 2)} == {(each.at_sheet, each.at_row) for each in found.rows}
    site = rows["sites"].row
    told = {name: site[name] for name in ("gemeente_code", "arbeidsmarktregio_code", "precision")}
    assert told == {
        "gemeente_code": "GM0153",
        "arbeidsmarktregio_code": "AM05",
        "precision": "postcode",
    }
    assert ("7511 AB", "Enschede") == (site["postcode"], site["place"])
    assert {"toets-bestand": "2026-02-01"} == {k: s.period for k, s in found.sources.items()}


def test_the_same_file_gives_the_same_rows() -> None:
    """Ids do not depend on the order of the rows, nor on the day."""
    rows = [offer(), offer(title="Lassen voor gevorderden"), offer(place="Almelo", postcode=None)]
    there = _proposed({"offers": rows})
    back = _proposed({"offers": rows[::-1]})
    assert {each.key for each in there.rows} == {each.key for each in back.rows}


def test_a_second_address_in_a_place_is_a_site_of_its_own() -> None:
    """Two addresses of one school in one town are two sites; the first keeps the plain id."""
    found = _proposed(
        {"offers": [offer(), offer(title="Solderen", postcode="7512 AA", house_number="9")]}
    )
    assert [
        "lasschool-de-vonk-enschede",
        "lasschool-de-vonk-enschede-7512aa-9",
    ] == sorted(each.key[0] for each in found.rows if each.table == "sites")


def test_a_point_far_from_its_postcode_is_not_taken() -> None:
    """A point in Groningen is no point of a school in Enschede."""
    near, far = (
        _proposed({"offers": [offer(lon=lon, lat=lat)]})
        for lon, lat in ((6.89, 52.22), (6.5, 53.2))
    )
    sites = [next(e.row for e in each.rows if e.table == "sites") for each in (near, far)]
    assert ["address", "postcode"] == [each["precision"] for each in sites]


def test_a_name_of_two_schools_is_asked_and_the_answer_counts() -> None:
    """What is not sure is left out until somebody says which it is."""
    draft = {"offers": [offer(provider_name="Curio", place="Breda", postcode=None)]}
    open_ = _proposed(draft)
    assert ["provider:curio"] == [each.question_id for each in open_.open_questions]
    assert ["importing.left_out.provider-unsure"] == list(open_.reasons)
    assert not open_.rows
    told = _proposed(draft, decisions={"provider:curio": "25LX"})
    assert "25LX" == next(e.row["provider_id"] for e in told.rows if e.table == "offers")
    assert not told.open_questions
    other = _proposed(draft, decisions={"provider:curio": NONE})
    assert "curio" == next(e.row["provider_id"] for e in other.rows if e.table == "offers")
    strange = _proposed(draft, decisions={"provider:curio": "27YU"})
    assert strange.open_questions, "only a candidate is an answer"


def test_a_place_of_several_is_asked() -> None:
    """Three places are called Beek; a postcode tells which."""
    found = _proposed({"offers": [offer(place="Beek", postcode=None)]})
    assert ["place:beek"] == [each.question_id for each in found.questions]
    assert ["importing.left_out.place-unsure"] == list(found.reasons)
    assert "Welke plaats is ‘Beek’?" in found.questions[0].sentence(NL)


def test_a_double_is_proposed_and_never_joined_by_itself() -> None:
    """A new school that is called nearly as a known one stays apart until somebody says so."""
    draft = {"offers": [offer(provider_name="Saxon Hoogeschool")]}
    found = _proposed(draft)
    (double,) = (each for each in found.doubles if each.other_id == "23AH")
    assert "saxon-hoogeschool" in {each.key[0] for each in found.rows}
    assert "lijkt op ‘Saxion Hogeschool’" in double.sentence(NL)
    one = _proposed(draft, decisions={double.double_id: "23AH"})
    assert "23AH" == next(e.row["provider_id"] for e in one.rows if e.table == "offers")
    assert "providers" not in one.counts


def test_statements_keep_what_was_said() -> None:
    """A profession that is not ours stays as it was said, without one; a broad word too."""
    found = _proposed(
        {
            "outlooks": [
                statement(region_as_said="Twente"),
                statement(region_as_said="Twente", name_as_said="monteurs"),
                statement(region_as_said="Twente", name_as_said="sterrenwichelaars"),
                statement(region_as_said="Twente", name_as_said="", uwv_code="74101"),
                statement(),
            ]
        }
    )
    rows = [each.row for each in found.rows]
    assert [
        ("lassers", "regional", "exact", "100"),
        ("", "regional", "none", ""),
        ("", "regional", "none", ""),
        ("conventioneel-verspaners-en-machinebankwerkers", "regional", "code", "100"),
        ("lassers", "national", "exact", "100"),
    ] == [
        (r["occupation_id"], r["scope"], r["match_basis"], r["match_confidence_pct"]) for r in rows
    ]
    assert "am05-2026-02-01-lassers" == rows[0]["outlook_id"]


def test_a_chosen_region_takes_its_own_rows_and_those_without_one() -> None:
    """Rows of other regions are counted, and a list without regions is of the region chosen."""
    found = _proposed(
        {
            "outlooks": [
                statement(),
                statement(region_as_said="Friesland", name_as_said="slagers"),
                statement(region_as_said="regio twente", name_as_said="slagers"),
            ],
            "offers": [offer(), offer(place="Leeuwarden", postcode="8911 AA")],
        },
        region="AM05",
    )
    statements = [each.row for each in found.rows if each.table == "outlooks"]
    assert ["AM05", "AM05"] == [each["arbeidsmarktregio_code"] for each in statements]
    assert 2 == found.outside_count
    assert {"AM05"} == {e.row["arbeidsmarktregio_code"] for e in found.rows if e.table == "sites"}


def test_municipalities_are_added_up_to_their_region_of_today() -> None:
    """Two old municipalities of one region make one figure; an unknown part makes it unknown."""
    draft = {
        "area_kind": "gemeente", "boundary_year": 2019, "indicator": "vacancies_count",
        "unit": "vacancies", "period_end_year": 2026, "status": "final",
    }  # fmt: skip
    found = _proposed(
        {
            "regional_facts": [
                {**draft, "gemeente_code": "GM0003", "value": 10},
                {**draft, "gemeente_code": "GM0010", "value": 5.5},
                {**draft, "gemeente_code": "GM0153", "value": 7},
                {**draft, "gemeente_code": "GM0141", "value": None, "status": "suppressed"},
                {**draft, "gemeente_code": "GM9999", "value": 1},
            ]
        }
    )
    rows = {each.row["area_code"]: each.row for each in found.rows}
    assert ("15.5", "final", "2019") == (
        rows["AM01"]["value"], rows["AM01"]["status"], rows["AM01"]["boundary_year"],
    )  # fmt: skip
    assert ("", "unknown") == (rows["AM05"]["value"], rows["AM05"]["status"])
    assert ["importing.left_out.gemeente-unknown"] == list(found.reasons)


def test_a_contact_point_is_one_of_its_kind_in_a_region() -> None:
    """The id is that of the build, so a known one is the same or changed and not doubled."""
    found = _proposed({"contact_points": [contact("Midden Gelderland", "Loket"), contact("xyz")]})
    (row,) = found.rows
    assert (("leerwerkloket-AM07",), "changed") == (row.key, row.change)
    assert "Leerwerkloket Midden-Gelderland" == (row.before or {})["organisation"]
    assert ["importing.left_out.region-unknown"] == list(found.reasons)


def test_each_draft_is_accounted_for() -> None:
    """Rows, joined ones, those outside and those left out add up to the drafts."""
    gone = Rejected("", 9, "title", "needed", "", {"column": "title"})
    given = tidied(
        {"offers": [offer(), offer(), offer(place="Nergenshuizen", postcode=None)]}, (gone,)
    )
    found = propose(given, FORM, _dataset(), today=TODAY)
    offers = [each for each in found.rows if each.table == "offers"]
    assert found.drafts_count == len(offers) + found.joined_count + 1
    assert 4 == found.read_count
    sentences = [each.sentence(NL) for each in found.left_out]
    assert sentences[0].startswith("Rij 9: ")
    assert "Rij 4: De plaats ‘Nergenshuizen’ kennen wij niet." in sentences[1]
    assert found.left_out[1].sentence(EN).startswith("Row 4: We do not know the place")


def test_weaker_evidence_does_not_replace_stronger() -> None:
    """A programme that is offered stays so, also when a later file only recognises it."""
    table = _dataset()["offers"]
    there = table.loc[(table["certainty"] == "offered") & table["isat"].notna()].iloc[0]
    draft = {
        **offer(place=None, postcode=None, house_number=None, provider_name=None),
        "provider_id": there["provider_id"], "isat": there["isat"], "level": there["level"],
        "attendance": there["attendance"], "certainty": "recognised", "title": "Anders",
    }  # fmt: skip
    site = _dataset()["sites"].set_index("site_id").loc[there["site_id"]]
    found = _proposed(
        {"offers": [{**draft, "place": site["place"], "gemeente_code": site["gemeente_code"]}]}
    )
    assert [("offers", (there["offer_id"],), "same")] == [
        (each.table, each.key, each.change) for each in found.rows if each.table == "offers"
    ]


@pytest.mark.skipif(not RAW.is_dir(), reason="the raw material is not here")
def test_a_file_of_nineteen_thousand_rows_is_accounted_for() -> None:
    """The whole DUO file of mbo students makes the offers of the build; each row has an end."""
    path = RAW / "offers" / "bron" / "duo_mbo_deelnemers_instelling_kwalificatie_2015_2019.csv"
    document = open_document(path)
    form = fitting(document)[0][0]
    given = form.tidy(document, {})
    found = propose(given, form, _dataset(), document=document, today=TODAY)
    assert 19_229 == found.read_count
    assert found.read_count == found.joined_count + len(found.rows) + len(found.left_out)
    assert found.counts["offers"]["same"] > 4_000


@pytest.mark.skipif(not RAW.is_dir(), reason="the raw material is not here")
@pytest.mark.parametrize(
    ("file", "rows"),
    [
        ("offers/bron/duo_ho_erkenningen_rio_2026-02-20.csv", 6_747),
        ("offers/bron/duo_ho_opleidingsoverzicht_2026-02-20.csv", 7_063),
        ("offers/bron/duo_ingeschrevenen_hbo_2020_2024.csv", 7_170),
        ("training/duo_adressen_mbo_instellingen.csv", 55),
        ("training/duo_instellingen_hbo_en_wo.csv", 54),
    ],
)
def test_a_whole_file_of_duo_gives_the_rows_of_the_build(file: str, rows: int) -> None:
    """Each row is read, and nearly all of what comes of it is what the build made of it."""
    document = open_document(RAW / file)
    form = fitting(document)[0][0]
    found = propose(form.tidy(document, {}), form, _dataset(), document=document, today=TODAY)
    assert rows == found.read_count
    same = sum(each.change == "same" for each in found.rows)
    assert same > 0.99 * len(found.rows)
    assert all(each.sentence(NL) and each.sentence(EN) for each in found.left_out)
