"""UWV's national list of opportunity professions ("kansrijke beroepen"), as tidy frames.

Source: UWV, Kansrijke beroepen 2025-2026 (306 professions, 16 sectors), copied by a third party.
"""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

RAW_COLUMNS = (
    "sector",
    "beroep",
    "niveau",
    "uwv_beroepcode",
    "brc_beroepsgroep",
    "periode",
    "uitgever",
    "detail_url",
)
_TRAILING_PARENTHESIS = re.compile(r"\s+\((?:[^()]|\([^()]*\))*\)\s*$")


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """One row per profession, with a readable id and the professions that share its UWV code.

    Args:
        raw: columns ``RAW_COLUMNS``, one row per profession.

    Returns:
        ``occupation_id, uwv_code, name_nl, sector, level, beroepsgroep_code, period, publisher,
        url, shares_code_with`` (names separated by ``|``), in the order of the list.
    """
    names = raw["beroep"]
    sharing = [
        "|".join(names[(raw["uwv_beroepcode"] == code) & (names != name)])
        for code, name in zip(raw["uwv_beroepcode"], names, strict=True)
    ]
    return pd.DataFrame(
        {
            "occupation_id": names.map(occupation_id),
            "uwv_code": raw["uwv_beroepcode"],
            "name_nl": names,
            "sector": raw["sector"],
            "level": raw["niveau"].str.lower(),
            "beroepsgroep_code": raw["brc_beroepsgroep"],
            "period": raw["periode"],
            "publisher": raw["uitgever"],
            "url": raw["detail_url"],
            "shares_code_with": sharing,
        }
    )


def main_name(name: str) -> str:
    """``name`` without the explanation in parentheses at its end."""
    return _TRAILING_PARENTHESIS.sub("", name)


def occupation_id(name: str) -> str:
    """The readable id of a profession: its main name in lower case, words joined by hyphens.

    Parentheses at the end are left out, those within the name are opened:
    ``"(Register)accountants"`` gives ``"registeraccountants"``.
    """
    return slug(main_name(name).replace("(", "").replace(")", ""))


def slug(text: str) -> str:
    """``text`` as lower-case ASCII letters and digits, words joined by single hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("&", ""))
    plain = plain.encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
