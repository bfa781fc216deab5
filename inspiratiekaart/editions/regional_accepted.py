"""The warnings that a region accepts, with its reasons: ``datasets/accepted.toml`` in its folder.

Only warnings: what would not be right on the map stays an error, whatever a region says of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from inspiratiekaart.errors import DatasetError
from inspiratiekaart.validation import Finding, Report, Spot
from inspiratiekaart.validation.accepted import ACCEPTED_FILE, GONE, read_accepted, sift

PATH = f"datasets/{ACCEPTED_FILE}"


def sifted(found: Iterable[Finding], folder: Path) -> Report:
    """``found``, with the warnings apart that the region in ``folder`` accepts.

    An entry that fits nothing any more is a warning; a file that cannot be read accepts nothing.
    """
    listed = tuple(found)
    try:
        accepted = read_accepted(folder / PATH)
    except (DatasetError, OSError) as error:
        wrong = Finding("sources-file", "warning", Spot(PATH, values={"problem": str(error)}))
        return Report((*listed, wrong))
    report = sift((each for each in listed if each.severity == "warning"), accepted)
    left = {id(each) for each, _ in report.accepted}
    gone = (Finding(GONE, "warning", each.spot) for each in report.findings if each.code == GONE)
    return Report((*(each for each in listed if id(each) not in left), *gone), report.accepted)
