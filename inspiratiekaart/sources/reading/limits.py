"""How much of a file is read."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The most that is read: bytes of the file, and of what is packed in it; rows; cells.

    ``rows`` and ``cells`` are of all that is in memory at once; ``stream_rows`` of a table that is
    read piece by piece. ``json_values`` and ``element_nodes`` bound what is made in memory of a
    JSON file, and of one XML element that is asked for.
    """

    file_bytes: int = 200 * _MB
    unpacked_bytes: int = 400 * _MB
    unpacked_ratio: int = 200
    unpacked_files: int = 200
    part_bytes: int = 64 * _MB
    rows: int = 1_000_000
    stream_rows: int = 20_000_000
    columns: int = 500
    cells: int = 5_000_000
    cell_letters: int = 32_767
    json_bytes: int = 100 * _MB
    json_values: int = 5_000_000
    depth: int = 64
    element_nodes: int = 100_000
    element_bytes: int = 8 * _MB


LIMITS = Limits()
