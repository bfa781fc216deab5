"""The files of the editions, each made once a revision: by who asks first, or in the background."""

from __future__ import annotations

import atexit
import logging
import shutil
import tempfile
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.export.distributions import Made, make, offered

_log = logging.getLogger(__name__)


class Shelf:
    """Keeps the files in a folder of its own that goes when the process ends.

    One file is made at a time, so that who is in the app does not wait for it.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], tuple[str, Made | None]] = {}
        self._lock = Lock()
        self._filling: Thread | None = None

    def get(self, dataset: Dataset, form: str) -> Made:
        """The file of ``dataset`` in ``form``.

        Raises:
            InspiratiekaartError: the data breaks its own keys or types.
        """
        with self._lock:
            found = self.seen(dataset, form)
            return found or self._make(dataset, form)

    def seen(self, dataset: Dataset, form: str) -> Made | None:
        """The same where it was made already; nothing is made."""
        revision, made = self._made.get((dataset.edition, form), ("", None))
        return made if revision == dataset.revision else None

    def is_tried(self, dataset: Dataset, form: str) -> bool:
        """Whether the file was made, or could not be."""
        return self._made.get((dataset.edition, form), ("", None))[0] == dataset.revision

    def all(self, datasets: Iterable[Dataset]) -> list[tuple[Dataset, Made]]:
        """All files of ``datasets`` that can be made; what cannot is left out and logged."""
        found = []
        for dataset in datasets:
            for form in offered(dataset):
                if self.is_tried(dataset, form) and not self.seen(dataset, form):
                    continue
                try:
                    found.append((dataset, self.get(dataset, form)))
                except InspiratiekaartError:
                    _log.exception("A file of an edition could not be made")
        return found

    def fill(self, datasets: tuple[Dataset, ...]) -> Thread | None:
        """Make in the background what is not there yet; None where all of it was tried."""
        if all(self.is_tried(each, form) for each in datasets for form in offered(each)):
            return None
        if self._filling is None or not self._filling.is_alive():
            self._filling = Thread(
                target=self.all, args=(datasets,), name="distributions", daemon=True
            )
            self._filling.start()
        return self._filling

    def _make(self, dataset: Dataset, form: str) -> Made:
        place = (dataset.edition, form)
        _, old = self._made.get(place, ("", None))
        try:
            made = make(dataset, form, self._folder)
        except InspiratiekaartError:
            self._made[place] = (dataset.revision, None)
            raise
        self._made[place] = (dataset.revision, made)
        if old and old.path != made.path:
            old.path.unlink(missing_ok=True)
        return made

    @cached_property
    def _folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="inspiratiekaart-bestanden-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder


SHELF = Shelf()
"""The one of this process."""
