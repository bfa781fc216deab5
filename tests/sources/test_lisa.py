"""Tests of LISA's jobs and establishments."""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.sources import lisa

SHARES = {"GM0788": {"AM26": 0.507, "AM27": 0.493}}


def _raw() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "gm_code_2017": ["GM0855", "GM0788", "GM0796", "GM0230"],
            "gm_naam_2017": ["Tilburg", "Haaren", "'s-Hertogenbosch", "Elburg"],
            "banen": ["1000", "4630", "2000", "500"],
            "vestigingen": ["100", "1210", "200", "50"],
            "am_code_2021": ["AM26", "AM26|AM27", "AM27", "AM06"],
            "am_code_2024": ["AM26", "AM26|AM27", "AM27", "AM36"],
        }
    )


def _jobs(region_column: str) -> dict[str, int]:
    frame = lisa.per_region(lisa.tidy(_raw()), region_column, SHARES)
    return dict(zip(frame["arbeidsmarktregio_code"], frame["jobs_count"], strict=True))


def test_jobs_are_summed_in_the_division_asked_for() -> None:
    """A municipality that changed region counts where it lay in that division."""
    assert {"AM06": 500, "AM26": 3350, "AM27": 4280} == _jobs("arbeidsmarktregio_2021")
    assert {"AM26": 3350, "AM27": 4280, "AM36": 500} == _jobs("arbeidsmarktregio_2024")


def test_dividing_loses_nothing() -> None:
    """The parts of a divided municipality add up to the whole."""
    frame = lisa.tidy(_raw())
    sums = lisa.per_region(frame, "arbeidsmarktregio_2021", SHARES)
    for indicator in lisa.INDICATORS:
        assert frame[indicator].sum() == sums[indicator].sum()
