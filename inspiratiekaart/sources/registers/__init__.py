"""Which code of one register stands for which code of another: small tables, each with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from inspiratiekaart.matching.providers import other_names
from inspiratiekaart.sources.claims import read_csv

_FOLDER = Path(__file__).parent


@cache
def rio_providers() -> Mapping[str, str]:
    """The provider of each RIO ``onderwijsaanbiederid`` of higher education; made by hand."""
    table = read_csv(_FOLDER / "rio_providers.csv")
    return MappingProxyType(
        dict(zip(table["onderwijsaanbiederid"], table["provider_id"], strict=True))
    )


def provider_of_rio(code: str) -> str:
    """The provider of an ``onderwijsaanbiederid``; one that we do not know has its own id."""
    return rio_providers().get(code, f"rio-{code.lower()}")


@cache
def successors() -> Mapping[str, str]:
    """The BRIN code of today of each institution that merged (DUO, Overgangen)."""
    return MappingProxyType(
        {row["former_brin"]: row["provider_id"] for row in other_names() if row["former_brin"]}
    )
