"""Lists, figures and boundaries of UWV, CBS and PDOK: what each sample says, whole."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from inspiratiekaart.sources.published import (
    cbs_areas_table,
    cbs_figures,
    pdok_boundaries,
    uwv_occupation_list,
    uwv_open_match,
    uwv_tightness,
)
from inspiratiekaart.sources.reading import DocumentError, open_document
from inspiratiekaart.texts import Texts
from tests.sources.published.drafts import SAMPLES, expected, shown

MODULES = (
    uwv_occupation_list,
    uwv_tightness,
    uwv_open_match,
    cbs_figures,
    cbs_areas_table,
    pdok_boundaries,
)
FORMS = {form.form_id: form for module in MODULES for form in module.FORMS}
CASES = (
    ("uwv-kansrijke-beroepen", "uwv-kansrijke-beroepen/landelijk-2025-2026.csv"),
    ("uwv-kansrijke-beroepen", "uwv-kansrijke-beroepen/regiolijst-synthetisch.csv"),
    ("uwv-kansrijke-beroepen", "uwv-kansrijke-beroepen/blad-per-regio-synthetisch.xlsx"),
    ("uwv-spanningsindicator", "uwv-spanningsindicator/tabel-synthetisch.csv"),
    ("uwv-spanningsindicator", "uwv-spanningsindicator/kolom-per-kwartaal-synthetisch.xlsx"),
    ("uwv-open-match", "uwv-open-match/openmatch-synthetisch.zip"),
    ("cbs-83599ned", "cbs-statline/83599NED-v3.json"),
    ("cbs-83599ned", "cbs-statline/83599NED-v4-synthetisch.json"),
    ("cbs-85276ned", "cbs-statline/85276NED-v3.json"),
    ("cbs-85276ned", "cbs-statline/85276NED-v3-een-antwoord.json"),
    ("cbs-85517ned", "cbs-statline/85517NED-v3.json"),
    ("cbs-gebieden", "cbs-statline/gebieden-2024.csv"),
    ("cbs-gebieden", "cbs-statline/86247NED-v4-synthetisch.json"),
    ("pdok-grenzen", "pdok-grenzen/gemeenten-ogc.json"),
)


@pytest.mark.parametrize(("form_id", "sample"), CASES)
def test_a_sample_says_what_stands_beside_it(form_id: str, sample: str) -> None:
    """Every draft with every filled cell, and every row that was left out."""
    tidied = FORMS[form_id].tidy(open_document(SAMPLES / sample), {})
    assert expected(sample) == shown(tidied)


@pytest.mark.parametrize(("form_id", "sample"), CASES)
def test_a_sample_is_known_by_its_content(form_id: str, sample: str, tmp_path: Path) -> None:
    """Under another name it is still this form before all others of these publishers."""
    path = tmp_path / "download"
    path.write_bytes((SAMPLES / sample).read_bytes())
    document = open_document(path)
    found = {name: form.fits(document) for name, form in FORMS.items()}
    assert form_id == max(found, key=lambda name: found[name])
    assert [] == [name for name in found if name != form_id and found[name] >= found[form_id]]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("form_id", "sample"), CASES)
def test_every_row_that_is_left_out_has_a_sentence(
    form_id: str, sample: str, language: str
) -> None:
    """Whoever handed the file in reads what is wrong and what to do."""
    t = Texts(language)  # type: ignore[arg-type]  # one of the two
    for each in FORMS[form_id].tidy(open_document(SAMPLES / sample), {}).rejected:
        assert t(f"published.rejected.{each.code}", value=each.value, **each.values)


@pytest.mark.parametrize(("form_id", "sample"), CASES)
def test_a_damaged_sample_is_read_or_refused_with_words(
    form_id: str, sample: str, tmp_path: Path
) -> None:
    """Cut short, with noise, or with half of its fields gone: never a traceback."""
    chance = random.Random(sample)
    whole = (SAMPLES / sample).read_bytes()
    path = tmp_path / "download"
    for number in range(6):
        path.write_bytes(_damaged(whole, number, chance))
        try:
            document = open_document(path)
            form = FORMS[form_id]
            form.fits(document)
            tidied = form.tidy(document, {})
        except DocumentError:  # which says why, in words
            continue
        for each in tidied.rejected:
            assert Texts("nl")(f"published.rejected.{each.code}", value=each.value, **each.values)


def _damaged(content: bytes, number: int, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    if number < 2:
        return content[:at]
    if number < 4 or not content.startswith((b"[", b"{")):
        noise = chance.choice([b"\x00", b'"', b";;;", b"=1+1", b"9" * 400, b"null"])
        return content[:at] + noise + content[at + chance.randrange(50) :]
    return json.dumps(_thinned(json.loads(content), chance)).encode()


def _thinned(value: object, chance: random.Random) -> object:
    """``value`` with some of what is in it gone, or something else."""
    if chance.random() < 0.05:
        return chance.choice([None, [], {}, "", -1, 1e308, True])
    if isinstance(value, dict):
        return {key: _thinned(it, chance) for key, it in value.items() if chance.random() > 0.1}
    return [_thinned(it, chance) for it in value] if isinstance(value, list) else value
