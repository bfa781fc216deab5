"""Lighthouse's report becomes three marks, or a reason why there are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench import beacon
from bench.beacon import FOLDER, LEAST, Marks, UnavailableError
from bench.figures import Verdict


def _report(performance: float | None = 0.97) -> dict[str, Any]:
    """A report in which one audit of performance is not perfect."""
    audits = {"slow": {"score": 0.9, "displayValue": "1.8\xa0s"}, "fine": {"score": 1}}
    refs = [{"id": name, "weight": 1} for name in audits]
    marks = dict.fromkeys(LEAST, 1.0) | {"performance": performance}
    return {
        "audits": audits,
        "categories": {
            name: {"score": mark, "auditRefs": refs if name == "performance" else refs[1:]}
            for name, mark in marks.items()
        },
    }


def test_marks_run_to_a_hundred() -> None:
    """And what is not perfect is named with what Lighthouse says of it."""
    seen = beacon.read(_report())
    expected = {"performance": 97.0, "accessibility": 100.0, "best-practices": 100.0}
    assert (expected, ("slow 90 1.8 s",)) == (seen.scores, seen.short)


@pytest.mark.parametrize(
    "report", [_report(None), {"runtimeError": {"message": "NO_FCP"}, "categories": {}}]
)
def test_a_failed_run_has_no_marks(report: dict[str, Any]) -> None:
    """A category that Lighthouse could not judge is not a zero and not a hundred."""
    with pytest.raises(UnavailableError, match="Lighthouse"):
        beacon.read(report)


def test_the_middle_run_counts() -> None:
    """One run that wobbled does not decide, and below the least is over."""
    runs = [Marks(dict.fromkeys(LEAST, float(mark)), ()) for mark in (90, 99, 96)]
    found = beacon.figures(runs)
    assert [96.0] * 3 == [figure.value for figure in found]
    assert [Verdict.WITHIN, Verdict.OVER, Verdict.OVER] == [figure.verdict for figure in found]


def test_without_npm_it_is_not_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The reason stands beside the figure."""
    monkeypatch.setenv("PATH", str(tmp_path))
    found = beacon.measure(runs=1)
    expected = {(Verdict.NOT_MEASURED, "npm is not installed")}
    assert expected == {(figure.verdict, figure.note) for figure in found}


def test_the_version_is_pinned_once() -> None:
    """The lock holds what package.json names, each package by its hash and from no one address."""
    asked = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    version = asked["dependencies"]["lighthouse"]
    assert version == locked["node_modules/lighthouse"]["version"]
    packages = [package for name, package in locked.items() if name]
    assert all("integrity" in package and "resolved" not in package for package in packages)
