"""Essential skills of mbo qualifications, as CompetentNL publishes them.

Source: CompetentNL (UWV, SBB, CBS, TNO), records matched directly on crebo, up to June 2026.
The licence of CompetentNL is not established, so a build can leave this table out.
"""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.errors import RawMaterialError

RAW_COLUMNS = ("crebo", "vaardigheid", "belang", "vaardigheid_uri")


def tidy(raw: pd.DataFrame) -> pd.DataFrame:
    """``crebo, skill_id, skill_name, importance``; the id is the last part of the skill's address.

    Raises:
        RawMaterialError: a skill is not "essentieel"; the source held no other kind.
    """
    kinds = set(raw["belang"]) - {"essentieel"}
    if kinds:
        raise RawMaterialError(
            f"CompetentNL now has skills of another importance: {', '.join(sorted(kinds))}. "
            "Add it to the schema's column importance and here."
        )
    return pd.DataFrame(
        {
            "crebo": raw["crebo"],
            "skill_id": raw["vaardigheid_uri"].str.rsplit("/", n=1).str[-1],
            "skill_name": raw["vaardigheid"],
            "importance": "essential",
        }
    )
