"""Lists of DUO, SBB and ROA: what each sample says, whole, and how each kind of row is left out."""

from __future__ import annotations

import random
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.sources.published import fitting
from inspiratiekaart.sources.published.feeds import feeds
from inspiratiekaart.sources.published.form import Form, forms
from inspiratiekaart.sources.reading import DocumentError, Limits, open_document
from inspiratiekaart.sources.tidied import Tidied
from inspiratiekaart.texts import Texts
from tests.sources.published.drafts import SAMPLES, expected, shown

FORMS = {form.form_id: form for form in forms()}
CASES = (
    ("duo-adressen-mbo", "duo-adressen-mbo/instellingenmbo.csv"),
    ("duo-adressen-ho", "duo-adressen-ho/instellingenho.csv"),
    ("duo-ho-erkenningen", "duo-ho-erkenningen/ho_erkenningen_rio.csv"),
    ("duo-ho-aanbod", "duo-ho-aanbod/ho_opleidingsoverzicht.csv"),
    ("duo-hbo-ingeschrevenen", "duo-hbo-ingeschrevenen/ingeschrevenenhbo.csv"),
    ("duo-mbo-deelnemers", "duo-mbo-deelnemers/deelnemers_instelling_kwalificatie.csv"),
    ("duo-mbo-aanbod", "duo-mbo-aanbod/mbo_opleidingsaanbod.csv"),
    ("duo-ontwikkelpaden", "duo-ontwikkelpaden/sectorale_ontwikkelpaden.csv"),
    ("sbb-crebolijst", "sbb-crebolijst/codelijst.xlsx"),
    ("sbb-koppeltabel", "sbb-koppeltabel/koppeltabel.xlsx"),
    ("roa-ais", "roa-ais/arbeidsmarktinformatie.csv"),
)
CSV_CASES = [case for case in CASES if case[1].endswith(".csv")]


def _form(form_id: str) -> Form:
    return FORMS[form_id]


def _tidied(form_id: str, path: Path) -> Tidied:
    return _form(form_id).tidy(open_document(path), {})


def _changed(sample: str, folder: Path, old: str, new: str) -> Path:
    """A copy of ``sample`` with ``new`` for the first ``old``."""
    source = SAMPLES / sample
    content = source.read_bytes()
    for encoding in ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    assert old in text, old
    path = folder / source.name
    path.write_bytes(text.replace(old, new, 1).encode(encoding))
    return path


@pytest.mark.parametrize(("form_id", "sample"), CASES)
def test_a_sample_says_what_stands_beside_it(form_id: str, sample: str) -> None:
    """Every draft with every filled cell, and every row that was left out."""
    assert expected(sample) == shown(_tidied(form_id, SAMPLES / sample))


@pytest.mark.parametrize(("form_id", "sample"), CASES)
def test_a_sample_is_known_by_its_content(form_id: str, sample: str, tmp_path: Path) -> None:
    """Whatever the file is called, its own form comes first, and certainly."""
    path = tmp_path / "bestand.dat"
    path.write_bytes((SAMPLES / sample).read_bytes())
    found = [(form.form_id, score) for form, score in fitting(open_document(path))]
    assert (form_id, 1.0) == found[0]
    assert not [each for each in found[1:] if each[1] == 1.0]


@pytest.mark.parametrize(("form_id", "sample"), CASES)
def test_no_row_is_lost(form_id: str, sample: str) -> None:
    """A row is in a draft, left out, or joined to a draft; never two of these."""
    _check_rows(_tidied(form_id, SAMPLES / sample))


@pytest.mark.parametrize(("form_id", "sample"), CASES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_row_left_out_has_a_sentence(form_id: str, sample: str, language: str) -> None:
    """The code of a row left out is a sentence in both languages, with all its values."""
    t = Texts(language)  # type: ignore[arg-type]
    for row in _tidied(form_id, SAMPLES / sample).rejected:
        values = {"value": row.value, "column": row.column, **row.values}
        assert t(f"published.rejected.{row.code}", **values).endswith(".")


@pytest.mark.parametrize(
    ("sample", "old", "new", "code", "value"),
    [
        ("duo-adressen-mbo/instellingenmbo.csv", ";04NZ;", ";4NZ;", "duo.no-brin", "4NZ"),
        ("duo-adressen-mbo/instellingenmbo.csv", ";25PX;", ";04NZ;", "duo.double", "04NZ"),
        ("duo-adressen-ho/instellingenho.csv", "\nhbo;", "\nvo;", "duo.kind", "vo"),
        ("duo-ho-erkenningen/ho_erkenningen_rio.csv", "HBO-BA", "MBO-4", "duo.level", "MBO-4"),
        ("duo-ho-erkenningen/ho_erkenningen_rio.csv", '"07GR"', '""', "needed", ""),
        (
            "duo-hbo-ingeschrevenen/ingeschrevenenhbo.csv",
            ",42\n",
            ",veel\n",
            "duo.no-count",
            "veel",
        ),
        ("duo-hbo-ingeschrevenen/ingeschrevenenhbo.csv", ",42\n", ",0\n", "duo.no-students", "0"),
        (
            "duo-mbo-deelnemers/deelnemers_instelling_kwalificatie.csv",
            "27DV;ROC;ROC AVENTUS;APELDOORN;BBL;",
            "27DV;ROC;ROC AVENTUS;APELDOORN;OVO;",
            "duo.route",
            "OVO",
        ),
        ("duo-mbo-aanbod/mbo_opleidingsaanbod.csv", "MBODOMEIN", "VOVAK", "duo.unit", "VOVAK"),
        (
            "duo-ontwikkelpaden/sectorale_ontwikkelpaden.csv",
            "25745",
            "2574",
            "duo.no-crebo",
            "2574",
        ),
        ("roa-ais/arbeidsmarktinformatie.csv", ";Twente;", ";;", "roa.no-place", ""),
    ],
)
def test_a_broken_cell_is_named(
    sample: str, old: str, new: str, code: str, value: str, tmp_path: Path
) -> None:
    """One broken cell leaves one more row out, with what stood there and a sentence."""
    form_id = sample.split("/")[0]
    before = _tidied(form_id, SAMPLES / sample)
    after = _tidied(form_id, _changed(sample, tmp_path, old, new))
    more = [row for row in after.rejected if row not in before.rejected]
    assert [(code, value)] == [(row.code, row.value) for row in more]
    _check_rows(after)
    for language in ("nl", "en"):
        row = more[0]
        values = {"value": row.value, "column": row.column, **row.values}
        assert Texts(language)(f"published.rejected.{row.code}", **values)


def test_a_list_without_a_year_says_none(tmp_path: Path) -> None:
    """A part of a list has dates years apart: then no year is made up, and nothing has ended."""
    sample = "duo-ho-erkenningen/ho_erkenningen_rio.csv"
    lines = (SAMPLES / sample).read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "deel.csv"
    path.write_text(lines[0] + lines[1] + lines[-1], encoding="utf-8")
    tidied = _tidied("duo-ho-erkenningen", path)
    assert ("", 2, ()) == (tidied.period, len(tidied.drafts["offers"]), tidied.rejected)
    assert {None} == set(tidied.drafts["offers"]["evidence_year"])


def test_a_list_saved_from_a_spreadsheet_says_the_same(tmp_path: Path) -> None:
    """The same list as a workbook gives the same drafts, but for the name of the sheet."""
    from openpyxl import Workbook

    sample = SAMPLES / "duo-hbo-ingeschrevenen" / "ingeschrevenenhbo.csv"
    book = Workbook()
    sheet = book.worksheets[0]
    rows = open_document(sample).grid().fillna("")
    for cells in rows.itertuples(index=False, name=None):
        sheet.append([int(each) if re.fullmatch(r"-?\d+", each) else each for each in cells])
    path = tmp_path / "lijst.xlsx"
    book.save(path)
    said, same = (shown(_tidied("duo-hbo-ingeschrevenen", each)) for each in (sample, path))
    name = sheet.title
    for draft in said["drafts"]["offers"]:
        draft["at_sheet"] = name
    said["rejected"] = [[name, *row[1:]] for row in said["rejected"]]
    assert said == same


@pytest.mark.parametrize(("form_id", "sample"), CSV_CASES)
def test_a_mangled_file_is_read_or_refused_in_words(
    form_id: str, sample: str, tmp_path: Path
) -> None:
    """Whatever is cut, doubled or filled with rubbish: drafts, rows left out, or a refusal."""
    content = (SAMPLES / sample).read_bytes()
    dice = random.Random(sample)  # the same files each time
    path = tmp_path / "kapot.csv"
    for _ in range(15):
        path.write_bytes(_mangled(content, dice))
        with suppress(InspiratiekaartError):
            document = open_document(path)
            if _form(form_id).fits(document):
                _check_rows(_form(form_id).tidy(document, {}))


def test_a_list_with_too_many_rows_is_refused() -> None:
    """What is read piece by piece has a limit too, for what is left out is kept with a reason."""
    sample = SAMPLES / "roa-ais" / "arbeidsmarktinformatie.csv"
    document = open_document(sample, limits=Limits(rows=7))
    with pytest.raises(DocumentError):
        _form("roa-ais").tidy(document, {})


def test_every_feed_gives_a_form_that_is_there() -> None:
    """A feed names a form of ours, over https, and each feed has an id of its own."""
    known = [feed for feed in feeds() if feed.form_id.startswith(("duo-", "roa-", "sbb-"))]
    assert known
    assert {feed.form_id for feed in known} <= set(FORMS)
    assert len(known) == len({feed.feed_id for feed in known})
    assert all(url.startswith("https://") for feed in known for url in feed.urls)


def _mangled(content: bytes, dice: random.Random) -> bytes:
    lines = content.split(b"\n")
    kind = dice.randrange(6)
    at = dice.randrange(1, max(2, len(lines) - 1))
    if kind == 0:
        return content[: dice.randrange(len(content))]
    if kind == 1:
        separator = b";" if lines[0].count(b";") > lines[0].count(b",") else b","
        cells = lines[at].split(separator)
        rubbish = [b"", b"-", b"=1+1", b"<script>", b"9999-99-99", b"1e400", "\u202eé".encode()]
        cells[dice.randrange(len(cells))] = dice.choice(rubbish)
        lines[at] = separator.join(cells)
    elif kind == 2:
        lines.insert(at, lines[at])
    elif kind == 3:
        lines[at] = re.sub(rb"\d", b"x", lines[at])
    elif kind == 4:
        lines = [lines[0], lines[at]]
    else:
        lines = [lines[0]]
    return b"\n".join(lines)


def _check_rows(tidied: Tidied) -> int:
    """The number of rows that were joined to a draft, after a look at all the others."""
    drafted = {
        (sheet, row)
        for frame in tidied.drafts.values()
        for sheet, row in zip(frame["at_sheet"], frame["at_row"], strict=True)
    }
    left_out = [(each.at_sheet, each.at_row) for each in tidied.rejected]
    assert len(left_out) == len(set(left_out))
    assert not drafted & set(left_out)
    joined = tidied.read_count - len(drafted) - len(left_out)
    assert joined >= 0
    return joined


SHARED = Path(__file__).parents[4] / "shared" / "data"
WHOLE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "offers/bron/duo_ho_erkenningen_rio_2026-02-20.csv",
        "duo-ho-erkenningen",
        {"read": 6747, "offers": 6607, "joined": 0, "left_out": {"duo.intake-ended": 140}},
    ),
    (
        "offers/bron/duo_ho_opleidingsoverzicht_2026-02-20.csv",
        "duo-ho-aanbod",
        {
            "read": 7063,
            "offers": 3384,
            "joined": 1409,
            "left_out": {
                "duo.not-offered": 1916,
                "duo.no-programme": 268,
                "duo.intake-ended": 86,
            },
        },
    ),
    (
        "offers/bron/duo_ingeschrevenen_hbo_2020_2024.csv",
        "duo-hbo-ingeschrevenen",
        {"read": 7170, "offers": 1491, "joined": 0, "left_out": {"duo.older-year": 5679}},
    ),
    (
        "offers/bron/duo_mbo_deelnemers_instelling_kwalificatie_2015_2019.csv",
        "duo-mbo-deelnemers",
        {"read": 19229, "offers": 9158, "joined": 611, "left_out": {"duo.no-students": 9460}},
    ),
    (
        "training/duo_adressen_mbo_instellingen.csv",
        "duo-adressen-mbo",
        {"read": 55, "providers": 55, "sites": 55, "joined": 0, "left_out": {}},
    ),
    (
        "training/duo_instellingen_hbo_en_wo.csv",
        "duo-adressen-ho",
        {"read": 54, "providers": 54, "sites": 54, "joined": 0, "left_out": {}},
    ),
)


@pytest.mark.skipif(
    not (SHARED / "offers" / "bron").is_dir(), reason="the whole files are not in this copy"
)
@pytest.mark.parametrize(("file", "form_id", "said"), WHOLE)
def test_a_whole_file_of_duo_is_read_and_each_row_explained(
    file: str, form_id: str, said: dict[str, Any]
) -> None:
    """The row counts are those of its README, and all rows are accounted for."""
    document = open_document(SHARED / file)
    form, score = fitting(document)[0]
    tidied = form.tidy(document, {})
    codes = [row.code for row in tidied.rejected]
    found = {
        "read": tidied.read_count,
        **{kind: len(frame) for kind, frame in tidied.drafts.items()},
        "joined": _check_rows(tidied),
        "left_out": {code: codes.count(code) for code in dict.fromkeys(codes)},
    }
    assert (form_id, 1.0, said) == (form.form_id, score, found)
