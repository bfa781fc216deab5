"""Tests of the rules: silent on a good dataset, and each speaks up when its example is broken."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from inspiratiekaart import validation
from inspiratiekaart.schema import LANGUAGES
from inspiratiekaart.texts import Texts, catalogue
from inspiratiekaart.validation import Finding
from inspiratiekaart.validation import files as files_module
from inspiratiekaart.validation.structure import CODES, structural
from tests.validation.broken import EXAMPLES


def test_a_good_dataset_gives_no_findings(whole: Path) -> None:
    """In a dataset without faults every rule is silent."""
    assert () == validation.validate(whole).findings


def test_every_rule_has_a_broken_example() -> None:
    """No rule is without an example that makes it speak, and no example without its rule."""
    assert sorted(code for code, _ in validation.codes()) == sorted(EXAMPLES)


def test_no_two_rules_have_the_same_code() -> None:
    """A code names one rule."""
    codes = [code for code, _ in validation.codes()]
    assert len(set(codes)) == len(codes)


def _findings(home: Path, code: str) -> list[Finding]:
    """What the rule ``code`` finds; only a whole run finds what is accepted but gone."""
    files = files_module.read(home)
    for rule in validation.RULES:
        if rule.code == code:
            return list(rule(files))
    if code in dict(CODES):
        return list(structural(files))
    return list(validation.validate(home).findings)


@pytest.mark.parametrize("code", EXAMPLES)
def test_rule_finds_its_broken_example(code: str, home: Path) -> None:
    """The broken example of a rule gives a finding of that rule at the right place."""
    example = EXAMPLES[code]
    example.change(home / example.path)
    found = [one for one in _findings(home, code) if one.code == code]
    assert found, f"rule {code} is silent"
    place = (example.found_in or example.path, example.row, example.column)
    assert place in [(one.spot.path, one.spot.row, one.spot.column) for one in found]
    assert {dict(validation.codes())[code]} == {one.severity for one in found}
    for language in LANGUAGES:
        sentence = found[0].sentence(Texts(language))
        assert sentence.startswith(f"{found[0].spot.path}")
        assert sentence.endswith((".", "package", ")")), sentence


@pytest.mark.parametrize("turn", range(4))
def test_all_rules_can_judge_what_is_broken_for_others(turn: int, home: Path) -> None:
    """With a quarter of all examples broken at once, every rule still runs to its end."""
    codes = [code for code in list(EXAMPLES)[turn::4] if code != "accepted-gone"]
    for code in codes:
        path = home / EXAMPLES[code].path
        before = path.read_bytes() if path.exists() else None
        try:
            EXAMPLES[code].change(path)
        except (ValueError, IndexError, FileNotFoundError, UnicodeDecodeError):
            if before is not None:
                path.write_bytes(before)
    report = validation.validate(home)
    assert {one.code for one in report.errors} & set(codes)


@pytest.mark.parametrize("code", EXAMPLES)
def test_sentences_of_both_languages_use_the_same_values(code: str) -> None:
    """The Dutch and the English sentence of a rule have the same placeholders."""
    dutch, english = (
        {name for _, name, _, _ in string.Formatter().parse(catalogue(language)[key]) if name}
        for language, key in (("nl", f"validation.{code}"), ("en", f"validation.{code}"))
    )
    assert dutch == english


@pytest.mark.parametrize(
    "number", ["25187", "2026-01-31", "GM0106", "233456", "0.12345", "2025-2026", "12000-15000"]
)
def test_codes_and_dates_are_no_telephone_numbers(number: str, home: Path) -> None:
    """What merely has digits is not taken for a telephone number."""
    path = home / "datasets/common/sectors.csv"
    path.write_text(path.read_text().replace("naam", f"nummer {number}"))
    assert [] == _findings(home, "phone")


@pytest.mark.parametrize("number", ["0501234567", "050 123 4567", "+31 6 12345678", "0800-1234"])
def test_telephone_numbers_are_found(number: str, home: Path) -> None:
    """A telephone number is found in each of the ways in which people write it."""
    path = home / "datasets/common/sectors.csv"
    path.write_text(path.read_text().replace("naam", f"bel {number} nu"))
    assert _findings(home, "phone")
