"""The verbs of the package in a terminal: ``python -m inspiratiekaart VERB``.

Exit codes: 0 all well; 1 the data has errors; 2 the command could not be carried out. Work is done
elsewhere and returns a report; this is where reports are printed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inspiratiekaart import (
    cli_catalogue,
    cli_diff,
    cli_edition,
    cli_export,
    cli_fork,
    cli_import,
    cli_publish,
    cli_refresh,
    cli_template,
)
from inspiratiekaart.cli_options import add_language, add_selection, chosen
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.paths import HOME, PROJECT
from inspiratiekaart.texts import Texts

if TYPE_CHECKING:
    from inspiratiekaart.validation import Finding, Report

PROGRAM = "python -m inspiratiekaart"
DOCS = ("regels.md", "datawoordenboek.md", "cli.md", "inspiratiekaart.schema.json")
_SAME_SHOWN = 3
_HOME_HELP = "the folder that holds datasets/ and geodata/ (default: this project)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out the verb in ``arguments`` and return the exit code."""
    given = parser().parse_args(arguments)
    try:
        code: int = given.run(given)
    except InspiratiekaartError as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    return code


def parser() -> argparse.ArgumentParser:
    """The parser of all verbs; ``docs/cli.md`` is made from it."""
    top = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Build, check and describe the dataset of the Inspiratiekaart.",
        epilog="Exit codes: 0 all well; 1 the data has errors; 2 the command could not be done.",
    )
    verbs = top.add_subparsers(title="verbs", metavar="VERB", required=True)

    build = verbs.add_parser("build", help="make datasets/ and geodata/ from the raw material")
    build.description = (
        "Make datasets/ and geodata/ from the raw material. The result is checked first and put in "
        "place at once; with errors, what was there stays. The same input gives the same bytes."
    )
    build.add_argument("--raw", type=Path, required=True, metavar="DIR", help="the raw material")
    build.add_argument("--out", type=Path, default=HOME, metavar="DIR", help=_HOME_HELP)
    build.add_argument(
        "--without-skills",
        action="store_true",
        help="leave out the skills of CompetentNL, whose licence is not established",
    )
    add_language(build)
    build.set_defaults(run=_build)

    validate = verbs.add_parser("validate", help="check the dataset by all rules")
    validate.description = (
        "Check the dataset by all rules (docs/regels.md). Each finding names file, row, column, "
        "value and what to do. Of a region's folder (fork) its own rows are checked, laid over the "
        "national data that it follows."
    )
    validate.add_argument(
        "folder", type=Path, nargs="?", default=HOME, metavar="DIR", help=_HOME_HELP
    )
    add_language(validate)
    validate.add_argument("--json", action="store_true", help="print the findings as JSON")
    validate.add_argument("--all", action="store_true", help="print every finding, however alike")
    validate.set_defaults(run=_validate)

    package = verbs.add_parser("package", help="describe the files anew in datapackage.json")
    package.description = (
        "Describe the files as they are now in datasets/datapackage.json. Do this after every "
        "change by hand, so that the app and other tools see the new data."
    )
    package.add_argument(
        "folder", type=Path, nargs="?", default=HOME, metavar="DIR", help=_HOME_HELP
    )
    package.set_defaults(run=_package)

    show = verbs.add_parser("show", help="say what the map says of a selection")
    show.description = (
        "Say what the map page says of a selection: its heading, its sentences and its table. The "
        "values are those of the page's links."
    )
    add_selection(show)
    show.set_defaults(run=_show)

    cli_catalogue.add_to(verbs)
    cli_diff.add_to(verbs)
    cli_edition.add_to(verbs)
    cli_export.add_to(verbs)
    cli_fork.add_to(verbs)
    cli_import.add_to(verbs)
    cli_publish.add_to(verbs)
    cli_refresh.add_to(verbs)
    cli_template.add_to(verbs)

    docs = verbs.add_parser("docs", help="write the pages of docs/ that are made from the code")
    docs.description = f"Write {', '.join(DOCS)} in docs/ from the schema, rules and verbs."
    docs.add_argument(
        "--out", type=Path, default=PROJECT / "docs", metavar="DIR", help="(default: docs/)"
    )
    docs.set_defaults(run=_docs)
    return top


def page(name: str) -> str:
    """The text of the page ``name`` of ``DOCS``."""
    from inspiratiekaart.editions import reference  # each verb loads only what it needs

    if name == "cli.md":
        return _cli_page()
    if name == "inspiratiekaart.schema.json":
        from inspiratiekaart.inspiration_file import schema

        return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    return reference.rules_page() if name == "regels.md" else reference.dictionary_page()


def _build(given: argparse.Namespace) -> int:
    from inspiratiekaart.editions.build import STEPS, build

    def say(step: str) -> None:
        print(f"[{STEPS.index(step) + 1}/{len(STEPS)}] {step}", file=sys.stderr, flush=True)

    report = build(given.raw, given.out, with_skills=not given.without_skills, progress=say)
    for (folder, name), count in report.rows.items():
        print(f"datasets/{folder}/{name}.csv: {count} rows")
    for (folder, name), count in report.shapes.items():
        print(f"geodata/{folder}/{name}.geojson: {count} shapes")
    print(f"datasets/sources.toml: {report.sources_count} sources")
    _print_report(report.checked, Texts(given.language), everything=False)
    if not report.replaced:
        print("Nothing was replaced: mend the errors first.")
        return 1
    print(f"Changed files: {len(report.changed)}. Revision: {report.revision[:12]}.")
    return 0


def _validate(given: argparse.Namespace) -> int:
    from inspiratiekaart.validation import validate

    home = _home(given.folder)
    report = cli_fork.report(home, Texts(given.language)) or validate(home)
    if given.json:
        print(json.dumps(_as_json(report, Texts(given.language)), ensure_ascii=False, indent=2))
    else:
        _print_report(report, Texts(given.language), everything=given.all)
    return 1 if report.errors else 0


def _package(given: argparse.Namespace) -> int:
    from inspiratiekaart.editions import datapackage

    home = _home(given.folder)
    path = datapackage.write(home / "datasets", home / "geodata")
    print(f"Written: {path.parent.name}/{path.name}")
    return 0


def _show(given: argparse.Namespace) -> int:
    from inspiratiekaart import sentences
    from inspiratiekaart.views import view

    dataset, selection = chosen(given)
    t = Texts(given.language)
    seen = view(dataset, selection)
    print(sentences.title(seen, t), sentences.lead(seen, t), sentences.caption(seen, t), sep="\n")
    for region in seen.regions:
        print(f"{region.code}  {region.name}: {sentences.figure_text(seen, region.figure, t)}")
    return 0


def _docs(given: argparse.Namespace) -> int:
    given.out.mkdir(parents=True, exist_ok=True)
    for name in DOCS:
        (given.out / name).write_text(page(name), encoding="utf-8", newline="")
        print(f"Written: {given.out.name}/{name}")
    return 0


def _home(folder: Path) -> Path:
    """The folder that holds ``datasets``, also when ``datasets`` itself was given."""
    if not folder.is_dir():
        raise InspiratiekaartError(f"{folder}: no such folder. Give the one that holds datasets/.")
    inside = folder.resolve()
    return inside.parent if inside.name == "datasets" else inside


def _print_report(report: Report, t: Texts, *, everything: bool) -> None:
    alike: Counter[tuple[str, str]] = Counter()
    for finding in report.findings:
        kind = (finding.code, finding.spot.path)
        alike[kind] += 1
        if everything or alike[kind] <= _SAME_SHOWN:
            print(f"[{t(f'validation.{finding.severity}')}] {finding.sentence(t)} ({finding.code})")
    for (code, path), count in alike.items():
        if count > _SAME_SHOWN and not everything:
            print(f"{path}: {t('validation.more', n=t.number(count - _SAME_SHOWN))} ({code})")
    if not report.findings:
        print(t("validation.fine"))
    for name, found in (
        ("errors", report.errors),
        ("warnings", report.warnings),
        ("accepted", report.accepted),
    ):
        if found:
            print(t(f"validation.summary.{name}", n=t.number(len(found))))


def _as_json(report: Report, t: Texts) -> dict[str, object]:
    return {
        "errors_count": len(report.errors),
        "warnings_count": len(report.warnings),
        "findings": [_finding(one, t) for one in report.findings],
        "accepted": [_finding(one, t) | {"reason": why} for one, why in report.accepted],
    }


def _finding(finding: Finding, t: Texts) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": finding.spot.path,
        "row": finding.spot.row or None,
        "column": finding.spot.column or None,
        "value": finding.spot.value,
        "message": finding.remedy(t),
    }


def _cli_page() -> str:
    top = parser()
    parts = [
        "<!-- Made by: python -m inspiratiekaart docs. Do not edit by hand. -->\n",
        "# The command line\n",
        f"{top.description} {top.epilog}\n",
    ]
    for name, verb in _verbs(top).items():
        parts += [f"## `{name}`\n", f"{verb.description}\n", "```text", _help(verb), "```\n"]
    return "\n".join(parts)


def _verbs(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    # argparse has no public way to list subparsers.
    actions = [one for one in top._actions if isinstance(one, argparse._SubParsersAction)]
    return dict(actions[0].choices)


def _help(verb: argparse.ArgumentParser) -> str:
    """The help of ``verb`` at a fixed width, without its description."""

    def formatter(prog: str) -> argparse.HelpFormatter:
        return argparse.HelpFormatter(prog, width=88)

    verb.formatter_class = formatter
    description, verb.description = verb.description, None
    text = verb.format_help().rstrip()
    verb.description = description
    return text
