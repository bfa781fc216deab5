"""What the store cannot do can be said to a person, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.store import (
    ConflictError,
    NotAllowedError,
    Stored,
    StoreError,
    StoreUnavailableError,
    TooLargeError,
    TooManyAttemptsError,
    UnknownLinkError,
    UnknownVersionError,
)
from inspiratiekaart.store.errors import Fault
from inspiratiekaart.texts import Texts, catalogue, placeholders

THEIRS = Stored(InspirationMap(), 3, datetime(2026, 11, 22, tzinfo=UTC), True, "token")
ERRORS: list[StoreError] = [
    *(StoreUnavailableError(fault) for fault in get_args(Fault)),
    ConflictError(THEIRS),
    NotAllowedError(),
    TooLargeError(20),
    TooManyAttemptsError(12),
    UnknownLinkError(),
    UnknownVersionError(4),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_an_error_has_a_sentence(error: StoreError, language: Language) -> None:
    """Its code is a key, and its values fill every place in the sentence."""
    sentence = Texts(language)(f"store.{error.code}", **error.values)
    assert "{" not in sentence
    assert set(error.values) == placeholders(catalogue(language)[f"store.{error.code}"])


def test_every_kind_of_error_is_tried_here() -> None:
    """Twin: a kind without a sentence would be missing above."""
    assert set(StoreError.__subclasses__()) == {type(error) for error in ERRORS}
