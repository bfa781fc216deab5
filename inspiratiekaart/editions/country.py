"""The national data that regions stand beside: its tables as text, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from inspiratiekaart import schema
from inspiratiekaart.dataset import editions, living, revision
from inspiratiekaart.editions.difference import Rows, State, read_rows
from inspiratiekaart.provenance import SOURCES_FILE, Source, read_sources
from inspiratiekaart.validation.files import SHAPE_NAMES, Shapes, read_shapes


class Country:
    """The national home: ``datasets`` and ``geodata`` under ``home``."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._rows: dict[Path, Rows] = {}
        self._shapes: dict[str, Mapping[tuple[str, str], Shapes]] = {}

    @property
    def datasets(self) -> Path:
        """The folder of its tables."""
        return self.home / "datasets"

    @cached_property
    def editions(self) -> tuple[str, ...]:
        """Its living editions, the newest first: nothing can be laid over a sealed one."""
        return living(editions(self.datasets))

    @cached_property
    def revision(self) -> str:
        """What tells it from another state of it.

        Raises:
            DatasetError: its descriptor is missing or damaged.
        """
        return revision(self.datasets)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Its sources by id.

        Raises:
            DatasetError: the file of sources is missing or damaged.
        """
        return read_sources(self.datasets / SOURCES_FILE)

    def rows(self, edition: str, name: str) -> Rows:
        """The rows of table ``name`` for ``edition``; none where there is no such file.

        Raises:
            DatasetError: the file cannot be read.
        """
        path = schema.tables()[name].path(self.datasets, edition)
        if path not in self._rows:
            self._rows[path] = read_rows(path) if path.is_file() else {}
        return self._rows[path]

    def state(self, edition: str, names: Iterable[str]) -> State:
        """The tables ``names`` of ``edition``."""
        return {name: self.rows(edition, name) for name in schema.tables() if name in set(names)}

    def shapes(self, edition: str) -> Mapping[tuple[str, str], Shapes]:
        """The boundaries of ``edition``."""
        if edition not in self._shapes:
            geodata = self.home / "geodata"
            self._shapes[edition] = {
                (edition, name): read_shapes(geodata, edition, name) for name in SHAPE_NAMES
            }
        return self._shapes[edition]
