"""A verdict is one of three, and a figure that is missing is never within."""

from __future__ import annotations

import pytest

from bench.figures import Figure, Verdict, budget_text, markdown, notes, number, p95, ratio_text


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Figure(1, "x", "kB", value=25, limit=25), Verdict.WITHIN),
        (Figure(1, "x", "kB", value=25.1, limit=25), Verdict.OVER),
        (Figure(4, "x", "B", value=0, limit=0), Verdict.WITHIN),
        (Figure(4, "x", "B", value=1, limit=0), Verdict.OVER),
        (Figure(14, "x", "points", value=95, least=95), Verdict.WITHIN),
        (Figure(14, "x", "points", value=94, least=95), Verdict.OVER),
        (Figure(14, "x", "points", least=95), Verdict.NOT_MEASURED),
        (Figure(1, "x", "kB", limit=25), Verdict.NOT_MEASURED),
        (Figure(1, "x", "kB", value=1), Verdict.NOT_MEASURED),
    ],
)
def test_a_number_is_held_against_its_limit(figure: Figure, expected: Verdict) -> None:
    """Equal is within, past it is over, nothing to compare is not measured."""
    assert expected is figure.verdict


@pytest.mark.parametrize(
    ("value", "beside", "expected"),
    [
        (5.0, 100.0, Verdict.WITHIN),
        (5.1, 100.0, Verdict.OVER),
        (5.0, None, Verdict.NOT_MEASURED),
        (5.0, 0.0, Verdict.NOT_MEASURED),
        (None, 100.0, Verdict.NOT_MEASURED),
    ],
)
def test_a_ratio_needs_what_stands_beside_it(
    value: float | None, beside: float | None, expected: Verdict
) -> None:
    """Without the baseline of the same run there is no verdict on a ratio."""
    figure = Figure(
        1, "x", "kB", value=value, reference="baseline", reference_value=beside, ratio_limit=1 / 20
    )
    assert expected is figure.verdict


def test_a_limit_that_is_broken_is_over_even_without_a_baseline() -> None:
    """The number alone can be too much already."""
    figure = Figure(1, "x", "kB", value=30, limit=25, reference="baseline", ratio_limit=1 / 20)
    assert Verdict.OVER is figure.verdict


def test_both_limits_must_hold() -> None:
    """Small enough in itself but too large beside the baseline is over."""
    figure = Figure(1, "x", "kB", 20, 25, "baseline", reference_value=100, ratio_limit=1 / 20)
    assert Verdict.OVER is figure.verdict


def test_the_95th_percentile_is_one_of_the_values() -> None:
    """Nearest rank: of 20 values the 19th, of 30 the 29th, of one that one."""
    assert 19 == p95(range(1, 21))
    assert 29 == p95(range(1, 31))
    assert 7 == p95([7])


def test_a_row_says_figure_budget_verdict_and_ratio() -> None:
    """The table holds what a reader needs to check the verdict."""
    figure = Figure(1, "bytes", "kB", 12.0, 25, "baseline", 480.0, 1 / 20)
    row = markdown([figure]).splitlines()[-1]
    expected = (
        "| 1 | bytes | 12 kB | ≤ 25 kB and ≤ 1/20 baseline | within | baseline: 480 kB | 1/40 |"
    )
    assert expected == row


def test_over_stands_out() -> None:
    """A reader sees at a glance what is over."""
    assert "**over**" in markdown([Figure(4, "pan", "B", 12, 0)])


def test_a_remark_on_several_figures_is_made_once() -> None:
    """The same reason is not repeated for every row it touches."""
    figures = [Figure(1, "a", "kB", note="gone"), Figure(2, "b", "ms", note="gone")]
    assert "- 1 (a); 2 (b): gone" == notes(figures)


def test_numbers_are_short() -> None:
    """Three figures are enough; none at all is a dash."""
    assert ["–", "0 B", "12.3 s", "0.12 s", "463 kB"] == [
        number(None),
        number(0, "B"),
        number(12.34, "s"),
        number(0.123, "s"),
        number(463.2, "kB"),
    ]
    assert ["–", "0", "1/40", "1.4 x"] == [ratio_text(r) for r in (None, 0.0, 0.025, 1.4)]


def test_budgets_read_as_they_were_agreed() -> None:
    """One twentieth of the baseline, two and a half times bare."""
    assert "≤ 2.5 x bare" == budget_text(Figure(2, "x", "ms", reference="bare", ratio_limit=2.5))
    assert "≤ 60 kB" == budget_text(Figure(5, "x", "kB", limit=60))
