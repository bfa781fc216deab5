"""The Makefile explains itself."""

from __future__ import annotations

from inspiratiekaart.paths import PROJECT
from tests.house.rules import undocumented_targets


def test_every_target_is_documented() -> None:
    """`make help` says of each target what it does."""
    assert [] == undocumented_targets((PROJECT / "Makefile").read_text(encoding="utf-8"))


def test_an_undocumented_target_is_found() -> None:
    """Twin: a target without its line of help is a complaint."""
    assert ["deploy"] == undocumented_targets("run: ## Serve\n\ndeploy: run\n\trsync\n")
