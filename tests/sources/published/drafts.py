"""What a format says, in a form that a test can hold beside what it expects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from inspiratiekaart.sources.tidied import DRAFTS, Tidied

SAMPLES = Path(__file__).parents[2] / "data" / "published"


def shown(tidied: Tidied) -> dict[str, Any]:
    """All of ``tidied`` but for its empty cells, in plain values."""
    for kind, frame in tidied.drafts.items():
        assert list(DRAFTS[kind]) == list(frame.columns), kind
    drafts = {
        kind: [
            {name: value for name, value in row.items() if value is not None}
            for row in frame.to_dict("records")
        ]
        for kind, frame in tidied.drafts.items()
    }
    rejected = [
        [each.at_sheet, each.at_row, each.column, each.code, each.value] for each in tidied.rejected
    ]
    return {
        "drafts": drafts,
        "rejected": rejected,
        "read_count": tidied.read_count,
        "period": tidied.period,
    }


def expected(sample: str) -> Any:
    """What stands beside ``sample`` as what it says."""
    path = SAMPLES / sample
    return json.loads(path.with_name(f"{path.stem}.verwacht.json").read_text(encoding="utf-8"))
