"""Modules are short, and named after what they hold."""

from __future__ import annotations

import tomllib
from pathlib import Path

from inspiratiekaart.paths import PROJECT
from tests.house.rules import module_faults
from tests.house.tree import shipped

REASONS = Path(__file__).with_name("long_modules.toml")


def test_modules_are_short_and_named_after_a_noun() -> None:
    """No module of the app is over 300 lines without a written reason, and none is a `utils`."""
    lines = {
        path.relative_to(PROJECT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in shipped(".py")
    }
    assert [] == module_faults(lines, tomllib.loads(REASONS.read_text(encoding="utf-8")))


def test_a_long_module_is_found() -> None:
    """Twin: 301 lines without a reason are one complaint, with a reason none."""
    long = {"inspiratiekaart/views.py": 301}
    assert 1 == len(module_faults(long, {}))
    assert [] == module_faults(long, {"inspiratiekaart/views.py": "one noun, many cases"})


def test_a_stale_reason_is_found() -> None:
    """Twin: a reason for a module that is short again, or gone, must go."""
    reasons = {"inspiratiekaart/views.py": "one noun, many cases"}
    assert 1 == len(module_faults({"inspiratiekaart/views.py": 120}, reasons))
    assert 1 == len(module_faults({}, reasons))


def test_a_module_without_a_noun_is_found() -> None:
    """Twin: `utils`, `common` and the like are refused as module and as package."""
    lines = {"inspiratiekaart/utils.py": 3, "inspiratiekaart/common/areas.py": 3}
    assert 2 == len(module_faults(lines, {}))
