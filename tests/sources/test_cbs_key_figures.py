"""Tests of CBS's key figures of municipalities."""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.sources import cbs_key_figures


def _raw() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "jaar": ["2022", "2024"],
            "gm_code": ["GM0106", "GM0106"],
            "inwoners": ["68836", "70000"],
            "huishoudens": ["32000", "0"],
            "opl_laag_aantal": ["13000", None],
        }
    )


def test_each_known_figure_is_a_row() -> None:
    """An empty cell gives no row, a zero does."""
    frame = cbs_key_figures.tidy(_raw())
    actual = {
        (row.indicator, row.year): row.value for row in frame.itertuples() if row.value is not None
    }
    expected = {
        ("population_count", 2022): 68836,
        ("population_count", 2024): 70000,
        ("households_count", 2022): 32000,
        ("households_count", 2024): 0,
        ("education_low_count", 2022): 13000,
    }
    assert expected == actual


def test_a_source_with_fewer_columns_is_fine() -> None:
    """The file of 2021 has inhabitants only."""
    frame = cbs_key_figures.tidy(_raw()[["jaar", "gm_code", "inwoners"]])
    assert {"population_count"} == set(frame["indicator"])
