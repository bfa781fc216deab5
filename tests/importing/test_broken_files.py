"""No broken file does harm: a sentence that helps, or a clean import, and never half of one."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from inspiratiekaart.dataset import Dataset, open_dataset
from inspiratiekaart.editions.overlay import read_overlay
from inspiratiekaart.importing import accept
from inspiratiekaart.sources.published import fitting, forms
from inspiratiekaart.sources.reading import open_document
from inspiratiekaart.texts import Texts
from tests.importing.broken import Broken, good
from tests.importing.broken_files import broken_files
from tests.importing.filled_template import BOOK, CSVS, filled_book, filled_csv
from tests.importing.road import Arrived, Sentence, said, state, travelled
from tests.importing.small_imports import proposal_of
from tests.importing.tiny_country import write_country

LEAST = 300
NL, EN = Texts("nl"), Texts("en")
_ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff]"
    r"|Traceback|Error\b|\bNone\b|\bnan\b|<NA>|object at 0x"
)
_RUNS = re.compile(r"^\s*[=+@\t\r]|^-.*\|", re.MULTILINE)
_LONGEST = 700


class Country:
    """The part of the country that files come into, and a folder with an own row."""

    def __init__(self, made: Path) -> None:
        self.home = write_country(made / "home")
        self.dataset: Dataset = open_dataset("2026", self.home / "datasets", self.home / "geodata")
        self.before = made / "imports"
        accept(proposal_of(self.home, self.before, "Een loket"), self.before, self.home)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Country:
    """One for all files."""
    return Country(tmp_path_factory.mktemp("land"))


def test_there_are_more_than_enough_and_every_form_has_some() -> None:
    """At least three hundred, no two of one name, and at least eight of each form."""
    files = broken_files()
    assert len(files) >= LEAST
    assert len(files) == len({str(each) for each in files})
    counts = Counter(_form_of(each.sample) for each in files if not each.sample.startswith("geen/"))
    assert {form.form_id for form in forms()} == set(counts)
    assert min(counts.values()) >= 8


@pytest.mark.parametrize("broken", broken_files(), ids=str)
def test_a_broken_file_does_no_harm(broken: Broken, country: Country, tmp_path: Path) -> None:
    """It is refused with a reason, or its good rows are taken and the others told of."""
    path, folder = tmp_path / "bestand", tmp_path / "imports"
    path.write_bytes(broken.make())
    shutil.copytree(country.before, folder)
    before = state(folder)
    arrived = travelled(path, broken.name, country.dataset, folder, country.home)
    _check_outcome(broken, arrived)
    _check_sentences(broken, arrived)
    if arrived.done is None:
        assert before == state(folder), "nothing may be written"
    else:
        _check_written(folder)


def _check_outcome(broken: Broken, arrived: Arrived) -> None:
    if arrived.refusal is not None:
        assert arrived.refusal.code in broken.codes or "safe" == broken.outcome
        return
    assert broken.outcome != "refused", arrived.sentences(NL)[:3]
    assert arrived.tidied is not None
    assert arrived.proposal is not None
    if broken.outcome == "same":
        assert _of_good(broken.sample) == said(arrived.tidied)
    if broken.outcome == "nothing":
        assert not arrived.proposal.rows


def _check_sentences(broken: Broken, arrived: Arrived) -> None:
    told = arrived.sentences(NL)
    if arrived.refusal is not None:
        assert broken.name in told[0]
        assert re.search(r"\. \w", told[0]), "what is wrong, and what to do"
    for sentence in (*told, *arrived.sentences(EN)):
        assert not _ODD.search(sentence), repr(sentence)
        assert len(sentence) < _LONGEST, sentence
    if arrived.proposal is not None:
        placed: tuple[Sentence, ...] = (*arrived.proposal.left_out, *arrived.proposal.findings)
        for each in placed:
            assert re.match(r"(Blad .+, r|R)ij \d", each.sentence(NL), re.DOTALL), each


def _check_written(folder: Path) -> None:
    """What is written keeps the rules: plain text that nothing runs."""
    for name, rows in read_overlay(folder).rows.items():
        for row in rows.values():
            for column, cell in row.items():
                assert not _RUNS.search(cell), (name, column, cell)
                assert not _ODD.search(cell), (name, column, cell)
                assert "<script" not in cell


@cache
def _form_of(sample: str) -> str:
    return _good(sample)[0]


def _of_good(sample: str) -> object:
    return _good(sample)[1]


@cache
def _good(sample: str) -> tuple[str, object]:
    """The form of a good sample, and what it makes of it."""
    content = filled_book() if sample == BOOK else None
    content = filled_csv(sample) if sample in CSVS else content or good(sample)
    with TemporaryDirectory() as made:
        path = Path(made) / "goed"
        path.write_bytes(content)
        document = open_document(path)
        form = fitting(document)[0][0]
        return form.form_id, said(form.tidy(document, {}))
