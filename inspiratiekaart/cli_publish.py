"""The verb ``publish``: the shared pages as a static site, for any web server."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from inspiratiekaart.cli_options import composed_map, make_ready, web_address
from inspiratiekaart.errors import SettingError
from inspiratiekaart.schema import LANGUAGES
from inspiratiekaart.snapshots.hosting import PUBLIC_URL, public_base
from inspiratiekaart.texts import Texts

if TYPE_CHECKING:
    from inspiratiekaart.export.files import Step
    from inspiratiekaart.snapshots.site_plan import Plan

SOURCE_DATE = "SOURCE_DATE_EPOCH"
"""The variable, known from reproducible builds, that says on which day something was made."""


def add_to(verbs: Any) -> argparse.ArgumentParser:
    """Add the verb to ``verbs``, the subparsers of the command line; hands back its parser."""
    publish = cast(
        argparse.ArgumentParser,
        verbs.add_parser("publish", help="write a static site for any web server"),
    )
    publish.description = (
        "Write a static site: a page for the country, for each region, region set, sector and "
        "theme, and for each composed map that is named; a start page with search; and the "
        "dataset to download. It works on any web server, under any path, and from a disk. A "
        "site that is there is replaced at once when the new one is whole; any other folder that "
        "is not empty is refused. Ctrl-C stops and leaves what was there. The same input gives "
        f"the same bytes on the same day, or on the day that {SOURCE_DATE} says."
    )
    publish.add_argument("folder", type=Path, metavar="DIR", help="where the site is written")
    publish.add_argument(
        "--url", default=None, metavar="https://...",
        help="the address where the site will stand, for link previews, QR codes and the site map "
        f"(default: {PUBLIC_URL}; without it these are left out)",
    )  # fmt: skip
    publish.add_argument(
        "--app", default="", metavar="https://...",
        help="the address of a running app, for the link to go on there",
    )  # fmt: skip
    publish.add_argument(
        "--edition", action="append", default=[], metavar="NAME",
        help="repeatable: a year or the date of a sealed one, see the verb edition (default: the "
        "newest); others stand in folders of their own",
    )  # fmt: skip
    publish.add_argument(
        "--map", action="append", default=[], type=Path, metavar="FILE.json",
        help="a composed map, as saved; repeatable",
    )  # fmt: skip
    publish.add_argument(
        "--language", choices=LANGUAGES, help="only this language (default: both, Dutch first)"
    )
    publish.set_defaults(run=run)
    return publish


def run(given: argparse.Namespace) -> int:
    """Carry out the verb."""
    from inspiratiekaart.snapshots.site import publish

    plan = plan_from(given, os.environ)
    try:
        written = publish(plan, given.folder, _tell, workers=os.cpu_count() or 1)
    except KeyboardInterrupt:
        print("\nStopped; nothing was written.", file=sys.stderr)
        return 2
    print(f"Written: {written} files in {given.folder}")
    return 0


def plan_from(given: argparse.Namespace, environment: Mapping[str, str]) -> Plan:
    """What to publish according to the options ``given`` and the variables of ``environment``.

    Raises:
        InspiratiekaartError: an address, day or file makes no sense.
    """
    from inspiratiekaart.dataset import open_dataset  # each verb loads only what it needs
    from inspiratiekaart.snapshots.site_plan import plan_of

    languages = (given.language,) if given.language else LANGUAGES
    t = Texts(languages[0])
    url = public_base(environment) if given.url is None else given.url
    composed = [composed_map(path, t) for path in given.map]
    make_ready()
    return plan_of(
        [open_dataset(edition) for edition in dict.fromkeys(given.edition or [""])],
        open_dataset(),
        _day(environment),
        [(each, open_dataset(each.edition)) for each in composed],
        languages,
        web_address(url),
        web_address(given.app),
    )


def _day(environment: Mapping[str, str]) -> date:
    given = environment.get(SOURCE_DATE, "")
    if not given:
        return date.today()
    try:
        return datetime.fromtimestamp(int(given), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise SettingError(
            f"{SOURCE_DATE}={given}: is no number of seconds since 1970. Leave it out for today."
        ) from None


def _tell(step: Step) -> None:
    print(f"{step.number}/{step.total} {step.name}", file=sys.stderr, flush=True)
