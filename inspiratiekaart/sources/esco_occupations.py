"""ESCO occupations in Dutch, and which of them is plainly the same as a Dutch plural name.

Source: European Commission, ESCO v1.2 (2024). ESCO names are singular ("opticien"), UWV's are
plural ("Opticiens"): a name matches when one of its possible singulars *is* an ESCO preferred
name, word for word. Nothing is matched on part of a name or on meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

import pandas as pd

RAW_COLUMNS = ("esco_uri", "isco08_code", "naam_nl", "alternatieve_namen")
ISCO_RAW_COLUMNS = ("isco08_code", "cijfers", "naam_nl")
_ENDINGS = (("lieden", "man"), ("mannen", "man"), ("ici", "icus"), ("s", ""), ("n", ""), ("en", ""))
_OPEN_SYLLABLE = re.compile(r"([^aeiou][aeou])([bcdfgklmnprst])$")
_DOUBLED = re.compile(r"([bcdfgklmnprst])\1$")
_MOST_CANDIDATES = 256


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """ESCO occupations: ``esco_uri, isco_code, name, alternatives`` (separated by ``|``).

    Names that ESCO gives to more than one occupation are left out: they decide nothing.
    """
    frame = pd.DataFrame(
        {
            "esco_uri": raw["esco_uri"],
            "isco_code": raw["isco08_code"],
            "name": raw["naam_nl"],
            "alternatives": raw["alternatieve_namen"],
        }
    )
    return frame[~frame["name"].str.casefold().duplicated(keep=False)].reset_index(drop=True)


def isco_by_name(raw: pd.DataFrame) -> dict[str, str]:
    """ISCO-08 unit group code by its Dutch name in lower case, where a name is unique."""
    units = raw[raw["cijfers"] == "4"]
    names = units["naam_nl"].str.casefold()
    unique = ~names.duplicated(keep=False)
    return dict(zip(names[unique], units["isco08_code"][unique], strict=True))


def match(names: pd.Series, esco: pd.DataFrame) -> pd.DataFrame:
    """The ESCO occupation of each plural Dutch name, empty where there is none.

    Args:
        names: professions in the plural, such as ``"Opticiens"``.
        esco: a frame as ``tidy`` gives it.

    Returns:
        ``esco_uri, isco_code, aliases`` with the index of ``names``. A name whose singulars fit
        more than one ESCO occupation gets none.
    """
    position = {name: row for row, name in enumerate(esco["name"].str.casefold())}
    found = [_only({position[s] for s in singulars(name) if s in position}) for name in names]
    rows = [_row(esco, row) for row in found]
    return pd.DataFrame(rows, columns=["esco_uri", "isco_code", "aliases"], index=names.index)


def singulars(name: str) -> Iterator[str]:
    """What ``name`` may be in the singular, in lower case; itself comes among them.

    Dutch spelling is followed (``advocaten``: ``advocaat``; ``koks``: ``kok``), and every word
    may or may not be the plural one, as in ``"Medisch secretaressen"``.
    """
    words = name.casefold().split()
    choices = product(*(_word_singulars(word) for word in words))
    return (" ".join(choice) for choice in islice(choices, _MOST_CANDIDATES))


def _word_singulars(word: str) -> list[str]:
    found = [word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending) + instead
            found.append(stem)
            if ending == "en":
                found.append(_OPEN_SYLLABLE.sub(_lengthened, stem))
                found.append(_DOUBLED.sub(r"\1", stem))
    return list(dict.fromkeys(found))


def _lengthened(match: re.Match[str]) -> str:
    return f"{match[1]}{match[1][-1]}{match[2]}"


def _only(rows: set[int]) -> int | None:
    return rows.pop() if len(rows) == 1 else None


def _row(esco: pd.DataFrame, row: int | None) -> tuple[str, str, str]:
    if row is None:
        return "", "", ""
    name = str(esco["name"].iat[row])
    other = [alias for alias in str(esco["alternatives"].iat[row]).split("|") if alias]
    aliases = "|".join(dict.fromkeys([name, *other]))
    return str(esco["esco_uri"].iat[row]), str(esco["isco_code"].iat[row]), aliases
