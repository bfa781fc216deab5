"""The verb ``export``: a selection or a composed map as a file, for one region or for all."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from inspiratiekaart.cli_options import add_selection, chosen, composed_map, make_ready
from inspiratiekaart.errors import ExportError
from inspiratiekaart.snapshots.addresses import address_of_view
from inspiratiekaart.snapshots.hosting import PUBLIC_URL, public_base
from inspiratiekaart.texts import Texts

if TYPE_CHECKING:
    from inspiratiekaart.dataset import Dataset
    from inspiratiekaart.export.files import Step
    from inspiratiekaart.export.handout import Handout
    from inspiratiekaart.selection import Selection

FORMATS = ("html", "poster", "pdf", "pptx", "xlsx", "csv", "geojson", "gpkg", "png", "svg")
ALL = "all"


def add_to(verbs: Any) -> argparse.ArgumentParser:
    """Add the verb to ``verbs``, the subparsers of the command line; hands back its parser."""
    export = cast(
        argparse.ArgumentParser,
        verbs.add_parser("export", help="write a map as a file to take along"),
    )
    export.description = (
        "Write a selection or a composed map as a file: html (one page that works offline), poster "
        "(PDF, A3), pdf (booklet, A4), pptx, xlsx, csv (a ZIP), geojson, gpkg, png, svg, or all of "
        "these. With --each-region one file per region, in a folder; Ctrl-C stops and leaves "
        f"nothing half. The link back in the files is made from {PUBLIC_URL}."
    )
    export.add_argument("format", choices=(*FORMATS, ALL), metavar="FORMAT")
    export.add_argument("--each-region", action="store_true", help="for each region by itself")
    add_selection(export)
    export.add_argument("--map", type=Path, metavar="FILE.json", help="a composed map, as saved")
    export.add_argument(
        "-o", "--out", type=Path, required=True, metavar="PATH",
        help="the file; a folder for more than one file",
    )  # fmt: skip
    export.set_defaults(run=run)
    return export


def run(given: argparse.Namespace) -> int:
    """Carry out the verb."""
    from inspiratiekaart.export import formats as known
    from inspiratiekaart.export.files import write_all, write_file

    t = Texts(given.language)
    handouts = _handouts(given, t)
    formats = list(known.FORMATS.values()) if given.format == ALL else [known.FORMATS[given.format]]
    if len(handouts) == len(formats) == 1 and not given.out.is_dir():
        print(f"Written: {write_file(handouts[0](), formats[0], given.out)}")
        return 0
    if given.out.exists() and not given.out.is_dir():
        raise ExportError(f"{given.out}: is a file. Name a folder for more than one file.")
    try:
        written = write_all(handouts, formats, given.out, _tell, workers=os.cpu_count() or 1)
    except KeyboardInterrupt:
        print("\nStopped; nothing was written.", file=sys.stderr)
        return 2
    print(f"Written: {len(written)} files in {given.out}")
    return 0


def _tell(step: Step) -> None:
    print(f"{step.number}/{step.total} {step.name}", file=sys.stderr, flush=True)


def _handouts(given: argparse.Namespace, t: Texts) -> list[Callable[[], Handout]]:
    from inspiratiekaart.dataset import open_dataset
    from inspiratiekaart.export.handout import handout_of_map, handout_of_selection
    from inspiratiekaart.regions import region_names

    today = date.today()
    if given.map:
        if given.region or given.sector or given.each_region:
            raise ExportError("--map says which regions and sectors; leave the other options out.")
        composed = composed_map(given.map, t)
        make_ready()
        dataset = open_dataset(composed.edition)
        link = _link(dataset, composed.selection, t)
        return [partial(handout_of_map, dataset, composed, t, today, link)]
    dataset, selection = chosen(given)
    if not given.each_region:
        link = _link(dataset, selection, t)
        return [partial(handout_of_selection, dataset, selection, t, today, link)]
    each = [
        replace(selection, regions=frozenset({code}))
        for code in region_names(dataset)
        if not selection.regions or code in selection.regions
    ]
    return [
        partial(handout_of_selection, dataset, one, t, today, _link(dataset, one, t))
        for one in each
    ]


def _link(dataset: Dataset, selection: Selection, t: Texts) -> str:
    """Where everybody can see ``selection`` without the app."""
    from inspiratiekaart.dataset import pinned

    kept = pinned(dataset)
    address = address_of_view(
        replace(selection, edition=kept.edition), kept.revision, public_base(os.environ)
    )
    return address.whole(t.language)
