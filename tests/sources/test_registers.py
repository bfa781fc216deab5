"""Codes of one register for those of another."""

from __future__ import annotations

import re

from inspiratiekaart.sources.registers import provider_of_rio, rio_providers, successors


def test_an_institution_of_rio_is_found_by_its_code() -> None:
    """A code that we know gives the provider; another an id of its own, that is no BRIN code."""
    assert "30GB" == provider_of_rio("108A827")
    assert "rio-999a999" == provider_of_rio("999A999")
    assert all(re.fullmatch(r"\d{3}A\d{3}", code) for code in rio_providers())


def test_a_school_that_merged_has_a_successor_that_did_not() -> None:
    """The former code leads to the code of today in one step."""
    assert "08PG" == successors()["25LG"]
    assert not set(successors()) & set(successors().values())
