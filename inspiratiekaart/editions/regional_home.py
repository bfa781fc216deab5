"""The home that is put together from folders: made when it is not there, and kept up with them.

A thread looks every few seconds whether a folder changed, and makes it again where one did. Until
that is done, and where it fails, what was there before is shown.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread

from inspiratiekaart import paths
from inspiratiekaart.editions import gathered
from inspiratiekaart.editions.gathered import Gathered
from inspiratiekaart.editions.gathering import Known, Place, gather, is_whole, seen
from inspiratiekaart.editions.region_folder import NATIONAL
from inspiratiekaart.editions.regional_addresses import Limits, fetch, is_address
from inspiratiekaart.editions.staging import StagingError
from inspiratiekaart.errors import InspiratiekaartError, SettingError

_log = logging.getLogger(__name__)

_LOCAL = "INSPIRATIEKAART_LOCAL_ADDRESSES"
_LOOK_AGAIN_S = 5.0
_AGAIN = "INSPIRATIEKAART_FETCH_AGAIN_S"
_FETCH_AGAIN_S = 600.0
_PATIENCE_S = 60.0
_TURN_S = 0.2
_NOTHING_THERE = ("gone", "empty")


@dataclass(frozen=True)
class Step:
    """Folders that are put together with a national home; ``is_own`` where it is a fork's own.

    ``base`` is the national home without what was read in over it, where that is another one.
    ``is_quiet`` where a folder that is not there, or empty, is nothing to tell of.
    """

    national: Path
    folders: tuple[Place, ...]
    out: Path
    is_own: bool = False
    base: Path | None = None
    is_quiet: bool = False

    @property
    def has_addresses(self) -> bool:
        """Whether something must be fetched."""
        return any(isinstance(each, str) for each in self.folders)


def steps(
    home: Path, regions: Sequence[str], out: Path, is_fork: bool, imports: Path | None = None
) -> tuple[Step, ...]:
    """What there is to do for ``home`` with the folders and addresses ``regions`` beside it.

    What was read in for the whole country lies in ``imports``: over the national data, and under
    what the regions say.
    """
    places = tuple(each if is_address(each) else Path(each) for each in regions)
    if is_fork:
        own = Step(home / NATIONAL, (home,), out, is_own=True)
        beside = Step(out, places, out / "samen")
    elif imports is not None:
        own = Step(home, (imports,), out, is_own=True, is_quiet=True)
        beside = Step(out, places, out / "samen", base=home)
    else:
        return (Step(home, places, out),)
    return (own, beside) if places else (own,)


def of_settings() -> RegionalHome:
    """The home that the operator's settings ask for."""
    asked = steps(paths.HOME, paths.REGIONS, paths.GATHERED, paths.IS_FORK, paths.IMPORTS)
    return RegionalHome(
        asked,
        is_local_allowed=os.environ.get(_LOCAL, "") == "1",
        fetch_again_s=_seconds(os.environ.get(_AGAIN, "")),
    )


def _seconds(text: str) -> float:
    if not text:
        return _FETCH_AGAIN_S
    if not text.isdecimal() or not int(text):
        raise SettingError(f"{_AGAIN}: write a number of seconds, such as 600.")
    return float(text)


class RegionalHome:
    """Keeps the homes of ``steps`` as their folders are.

    Where there is nothing to show yet it waits ``patience_s`` seconds for who is making it.
    Addresses are fetched again after ``fetch_again_s`` seconds.
    """

    def __init__(
        self,
        steps: Sequence[Step],
        *,
        is_local_allowed: bool = False,
        fetch_again_s: float = _FETCH_AGAIN_S,
        patience_s: float = _PATIENCE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._steps = tuple(steps)
        self._get = partial(fetch, limits=Limits(is_local_allowed=is_local_allowed))
        self._fetch_again_s = fetch_again_s
        self._patience_s = patience_s
        self._clock = clock
        self._known: dict[Step, Known] = {step: {} for step in self._steps}
        self._fetched_at: dict[Step, float] = {}
        self._lock = Lock()
        self._stopped = Event()
        self._thread: Thread | None = None
        self._told = ""

    @property
    def status(self) -> Gathered:
        """What became of all regions."""
        found = [gathered.read(step.out) for step in self._steps]
        regions = tuple(
            region
            for step, each in zip(self._steps, found, strict=True)
            for region in each.regions
            if not (step.is_quiet and region.state in _NOTHING_THERE)
        )
        return Gathered(regions, found[-1].looked_at)

    def ready(self) -> None:
        """See to it that there is something to show, and that it is kept up from now on.

        Raises:
            InspiratiekaartError: there is nothing to show, and it cannot be made.
        """
        if self._thread is not None:
            return
        with self._lock:
            if self._thread is None:
                self.look()
                name = "regional folders"
                self._thread = Thread(target=self._keep_up, name=name, daemon=True)
                self._thread.start()

    def look(self) -> bool:
        """Look at all folders; say whether something was made.

        Raises:
            InspiratiekaartError: there is nothing to show, and it cannot be made.
        """
        made = [self._made(step) for step in self._steps]  # each of them, in their order
        return any(made)

    def close(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _made(self, step: Step) -> bool:
        ends_at = self._clock() + self._patience_s
        while self._is_stale(step):
            try:
                known = self._known[step]
                gather(
                    step.national,
                    step.folders,
                    step.out,
                    is_own=step.is_own,
                    base=step.base,
                    known=known,
                    get=self._get,
                )
                self._fetched_at[step] = self._clock()
                return True
            except StagingError:
                if is_whole(step.out) or self._clock() >= ends_at:
                    return False  # another process is at it; there is a next look
                self._stopped.wait(_TURN_S)
            except InspiratiekaartError as error:
                if not is_whole(step.out):
                    raise
                self._tell(str(error))
                return False
        return False

    def _is_stale(self, step: Step) -> bool:
        if not is_whole(step.out):
            return True
        if step.has_addresses:
            fetched_at = self._fetched_at.get(step)
            if fetched_at is None or self._clock() - fetched_at >= self._fetch_again_s:
                return True
        return gathered.read(step.out).seen != seen(step.national, step.folders)

    def _keep_up(self) -> None:
        while not self._stopped.wait(_LOOK_AGAIN_S):
            try:
                self.look()
            except InspiratiekaartError as error:
                self._tell(str(error))
            except Exception:  # a bug of ours: said in full, and no reason to stop looking
                _log.exception("the regional folders could not be looked at")

    def _tell(self, message: str) -> None:
        if message != self._told:
            self._told = message
            _log.warning("regional folders: %s", message)
