"""Work that takes longer than a visitor should wait for a page: done beside it, and to be stopped.

A page runs its parts one after another and takes no click meanwhile; so the work has a thread of
its own, and the page looks at it now and then.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Literal

from inspiratiekaart.export.files import Step, write_all
from inspiratiekaart.export.formats import Format
from inspiratiekaart.export.handout import Handout
from inspiratiekaart.export.packing import packed

_log = logging.getLogger(__name__)

Ended = Literal["stopped", "failed", "done"]


class Job:
    """Files in one format, made in the background into a ZIP; it begins when it is made."""

    def __init__(
        self, name: str, handouts: Sequence[Callable[[], Handout]], made_as: Format
    ) -> None:
        self.name = name
        self.step = Step(1, len(handouts), "")
        self.content = b""
        self.ended: Ended = "stopped"
        self._cancelled = Event()
        self._thread = Thread(
            target=self._make, args=(handouts, made_as), name="take along", daemon=True
        )
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether it is done, stopped or failed; ``ended`` says which."""
        return not self._thread.is_alive()

    def cancel(self) -> None:
        """Stop after the file that is being made; nothing is kept."""
        self._cancelled.set()

    def join(self) -> None:
        """Wait until it is over."""
        self._thread.join()

    def _make(self, handouts: Sequence[Callable[[], Handout]], made_as: Format) -> None:
        try:
            with TemporaryDirectory() as folder:
                files = write_all(
                    handouts, [made_as], Path(folder), self._tell, self._cancelled.is_set
                )
                if files:
                    self.content = packed((path.name, path.read_bytes()) for path in files)
                    self.ended = "done"
        except Exception:
            # Whatever went wrong, the page must say so instead of waiting for ever.
            self.ended = "failed"
            _log.exception("Files of all regions could not be made")

    def _tell(self, step: Step) -> None:
        self.step = step
