"""The verb ``import``: a published file as it was downloaded becomes own rows, and back."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from inspiratiekaart import paths
from inspiratiekaart.cli_options import add_language
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.texts import Texts

if TYPE_CHECKING:
    from inspiratiekaart.dataset import Dataset
    from inspiratiekaart.sources.published import Form
    from inspiratiekaart.sources.reading import Document

_COUNTRY = "landelijk"


def add_to(verbs: Any) -> argparse.ArgumentParser:
    """Add the verb to ``verbs``, the subparsers of the command line; hands back its parser."""
    verb = cast(
        argparse.ArgumentParser,
        verbs.add_parser("import", help="read published files in as own rows, or take that back"),
    )
    verb.description = (
        "Read published files in as they were downloaded: each is recognised by its content, "
        "matched, checked by all rules and written as own rows of a region's folder (fork) or of "
        "the folder for the whole country. Says what is new and changed, what is asked and which "
        "rows are not taken, and why. Exit code 1 where something is left to answer."
    )
    verb.add_argument("files", type=Path, nargs="*", metavar="FILE", help="one or more files")
    verb.add_argument(
        "--into", type=Path, metavar="DIR",
        help="the folder of own rows (default: INSPIRATIEKAART_HOME of a fork, or "
        "INSPIRATIEKAART_IMPORTS)",
    )  # fmt: skip
    verb.add_argument(
        "--region", default="", metavar="AM05",
        help=f"only rows of this region; {_COUNTRY}: all rows (default: the region of the folder)",
    )  # fmt: skip
    verb.add_argument("--as", dest="form", default="", metavar="FORM", help="what kind of file")
    verb.add_argument(
        "--map", action="append", default=[], metavar="ROLE=HEADING",
        help="which column holds what, where that was not understood; repeatable",
    )  # fmt: skip
    verb.add_argument(
        "--choose", action="append", default=[], metavar="QUESTION=CODE",
        help="the answer to a question of the report; repeatable, and remembered",
    )  # fmt: skip
    verb.add_argument("--dry-run", action="store_true", help="only say what would happen")
    verb.add_argument("--undo", action="store_true", help="take the last import back")
    verb.add_argument("--all", action="store_true", help="name every row that is not taken")
    verb.add_argument("--json", action="store_true", help="print the report as JSON")
    add_language(verb)
    verb.set_defaults(run=_run)
    return verb


def _run(given: argparse.Namespace) -> int:
    from inspiratiekaart.importing import ImportRefusedError
    from inspiratiekaart.sources.reading import DocumentError

    t = Texts(given.language)
    try:
        folder = _folder(given)
        if given.undo:
            return _undo(folder, t)
        return max([_import(path, folder, given, t) for path in given.files], default=0)
    except (ImportRefusedError, DocumentError) as error:
        raise InspiratiekaartError(error.sentence(t)) from error


def _folder(given: argparse.Namespace) -> Path:
    from inspiratiekaart.importing import ImportRefusedError

    folder = given.into or paths.IMPORTS
    if folder is None:
        raise ImportRefusedError("no-folder")
    return cast(Path, folder)


def _undo(folder: Path, t: Texts) -> int:
    from inspiratiekaart.importing import undo

    undone = undo(folder)
    record = undone.record
    print(t("importing.report.undone", number=record.number, file=record.file_name))
    if undone.kept_count:
        print(t("importing.report.kept", n=t.number(undone.kept_count)))
    return 0


def _import(path: Path, folder: Path, given: argparse.Namespace, t: Texts) -> int:
    from inspiratiekaart.importing import (
        accepted,
        dataset_with,
        examined,
        layout_of,
        memory,
        propose,
        saying,
    )
    from inspiratiekaart.sources.reading import open_document

    _say(path.name)
    document = open_document(path)
    form = _form(document, given.form)
    dataset = dataset_with(folder)
    kept = memory(folder).of(layout_of(document, form))
    columns = {**kept.columns, **_pairs(given.map, form)}
    tidied = form.tidy(document, columns)
    proposal = propose(
        tidied,
        form,
        dataset,
        region=_region(given.region, folder, dataset),
        is_region_said=bool(given.region),
        decisions={**kept.decisions, **_pairs(given.choose, form)},
        document=document,
        columns=columns,
    )
    if given.dry_run:
        proposal, done = examined(proposal, folder), None
    else:
        proposal, done = accepted(proposal, folder)
    if given.json:
        print(json.dumps(saying.as_json(proposal, done, t), ensure_ascii=False, indent=2))
    else:
        understood = columns or (form.understood(document) if form.understood else {})
        print(*saying.lines(proposal, understood, t, everything=given.all), sep="\n")
        print(*saying.end(proposal, done, folder, t, is_trial=given.dry_run), sep="\n")
    return 1 if proposal.open_questions else 0


def _form(document: Document, wanted: str) -> Form:
    from inspiratiekaart.importing import ImportRefusedError
    from inspiratiekaart.sources.published import fitting, forms

    if wanted:
        by_id = {form.form_id: form for form in forms()}
        if wanted not in by_id:
            raise ImportRefusedError("unknown-form", form=wanted, there=", ".join(sorted(by_id)))
        return by_id[wanted]
    found = fitting(document)
    if not found:
        raise ImportRefusedError("no-form", file=document.name)
    return found[0][0]


def _region(asked: str, folder: Path, dataset: Dataset) -> str | None:
    from inspiratiekaart.editions.region_folder import is_region_folder, read_region
    from inspiratiekaart.importing import ImportRefusedError
    from inspiratiekaart.regions import region_names

    code = asked or (read_region(folder).code if is_region_folder(folder) else _COUNTRY)
    if code == _COUNTRY:
        return None
    names = region_names(dataset)
    if code not in names:
        there = ", ".join(f"{known} {name}" for known, name in names.items())
        raise ImportRefusedError("unknown-region", region=code, there=there)
    return code


def _pairs(given: Sequence[str], form: Form) -> dict[str, str]:
    from inspiratiekaart.importing import ImportRefusedError

    role = next(iter(form.roles or ()), "rol")
    found = {}
    for text in given:
        name, sign, value = text.rpartition("=") if "=" in text else ("", "", "")
        if not (name and sign and value):
            raise ImportRefusedError("columns", role=role, given=text)
        found[name.strip()] = value.strip()
    return found


def _say(text: str) -> None:
    print(f"{text} ...", file=sys.stderr, flush=True)
