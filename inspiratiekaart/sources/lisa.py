"""LISA: jobs and establishments per municipality of 2017, and their sums per region.

Publisher: LISA; to be named with every table or graph as "Bron: LISA, 2017". The municipalities
are those of 2017, so each carries the region in which its territory lies in later divisions. The
municipality of Haaren was divided between two regions in 2021 and needs shares.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

COLUMNS = {
    "gm_code_2017": "gemeente_code",
    "gm_naam_2017": "name",
    "banen": "jobs_count",
    "vestigingen": "establishments_count",
    "am_code_2021": "arbeidsmarktregio_2021",
    "am_code_2024": "arbeidsmarktregio_2024",
}
INDICATORS = ("jobs_count", "establishments_count")


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per municipality of 2017: jobs, establishments, region in either division.

    A municipality that was divided later has its regions joined by ``|``.
    """
    frame = raw[list(COLUMNS)].rename(columns=COLUMNS)
    counts = {name: frame[name].astype("Int64") for name in INDICATORS}
    return frame.assign(**counts).sort_values("gemeente_code").reset_index(drop=True)


def per_region(
    frame: pd.DataFrame, region_column: str, shares: Mapping[str, Mapping[str, float]]
) -> pd.DataFrame:
    """Jobs and establishments summed per region: ``arbeidsmarktregio_code`` and ``INDICATORS``.

    ``shares`` says which part of a divided municipality goes to which region; parts are rounded
    to tens, as LISA rounds its figures, and the last region gets the rest so that nothing is
    lost.
    """
    whole = frame[~frame[region_column].str.contains("|", regex=False)]
    rows = [
        whole.rename(columns={region_column: "arbeidsmarktregio_code"})[
            ["arbeidsmarktregio_code", *INDICATORS]
        ]
    ]
    divided = frame[frame[region_column].str.contains("|", regex=False)]
    rows += [
        _parts(row["gemeente_code"], {name: int(row[name]) for name in INDICATORS}, shares)
        for row in divided.to_dict("records")
    ]
    return pd.concat(rows).groupby("arbeidsmarktregio_code", as_index=False).sum()


def _parts(
    gemeente_code: str, counts: Mapping[str, int], shares: Mapping[str, Mapping[str, float]]
) -> pd.DataFrame:
    *others, last = sorted(shares[gemeente_code])
    parts = {
        region: {
            name: round(count * shares[gemeente_code][region] / 10) * 10
            for name, count in counts.items()
        }
        for region in others
    }
    rest = {
        name: count - sum(part[name] for part in parts.values()) for name, count in counts.items()
    }
    rows = [{"arbeidsmarktregio_code": region, **part} for region, part in parts.items()]
    return pd.DataFrame([*rows, {"arbeidsmarktregio_code": last, **rest}])
