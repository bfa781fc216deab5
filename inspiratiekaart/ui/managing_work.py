"""What is done with a file that was handed in, step by step: read it, accept it, take it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inspiratiekaart import paths
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions.region_folder import is_region_folder, read_region
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.importing import (
    COUNTRY_FOLDER,
    Import,
    Proposal,
    Undone,
    accepted,
    dataset_with,
    examined,
    imports,
    layout_of,
    memory,
    propose,
    undo,
)
from inspiratiekaart.sources.published import Form, fitting, forms
from inspiratiekaart.sources.reading import Document, open_document
from inspiratiekaart.sources.tidied import Tidied
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache
from inspiratiekaart.ui.managing_inbox import INBOX
from inspiratiekaart.ui.managing_task import Task

READ = ("open", "recognise", "rows", "compare", "rules")
AGAIN = ("compare", "rules")
ACCEPT = ("write", "show")
TAKE_BACK = ("take_back", "show")

_STRANGE = (KeyError, IndexError, ValueError, TypeError, AttributeError)
_NOTHING: Mapping[str, str] = {}


class ManagingError(InspiratiekaartError):
    """Something of this page cannot be done; ``code`` is a key under ``managing.trouble``."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.sentence(Texts("nl")))

    def sentence(self, t: Texts) -> str:
        """What is wrong and what to do, in the language of ``t``."""
        return t(f"managing.trouble.{self.code}", **self.values)


@dataclass(frozen=True)
class Given:
    """A file as somebody handed it in."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Told:
    """What the person said about the file: nothing, so far.

    ``columns`` are headings by role, None where those count that were remembered of such files.
    """

    form_id: str = ""
    region: str | None = None
    columns: Mapping[str, str] | None = None
    decisions: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True)
class Read:
    """A file that was read, and what importing it would do.

    ``fits`` are the formats that it may be, the surest first; without one there is no proposal.
    ``understood`` says which heading holds what, ``pointed_out`` what of that a person said.
    """

    given: Given
    kind: str
    fits: tuple[str, ...]
    form: Form | None = None
    headings: tuple[str, ...] = ()
    understood: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    guessed: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    pointed_out: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    decisions: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    region: str | None = None
    tidied: Tidied | None = field(default=None, repr=False)
    proposal: Proposal | None = field(default=None, repr=False)
    remarks: tuple[Any, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles that are needed and that no heading has."""
        roles = (self.form.roles or {}) if self.form else {}
        return tuple(role for role, needed in roles.items() if needed and not self.understood[role])


def own_region(folder: Path) -> str | None:
    """The region that ``folder`` is of; None where its rows are of the whole country.

    Raises:
        ForkError: ``regio.toml`` is damaged.
    """
    code = read_region(folder).code if is_region_folder(folder) else COUNTRY_FOLDER
    return None if code == COUNTRY_FOLDER else code


def read(task: Task[Read], given: Given, told: Told, folder: Path) -> Read:
    """Read a file as what it seems to be, or as what the person said it is.

    Raises:
        InspiratiekaartError: it cannot be read, or the own rows are not as they should be.
    """
    task.begins("open")
    with INBOX.holding(given.content) as path:
        document = open_document(path, given.name)
        task.begins("recognise")
        fits = tuple(form.form_id for form, _ in fitting(document))
        form = _form(told.form_id or next(iter(fits), ""))
        if form is None:
            return Read(given, document.kind, fits, region=told.region)
        task.begins("rows")
        found = _tidied(document, form, fits, told, folder)
        found = replace(found, given=given)
        dataset = _dataset(folder)
        remarks = form.remarks(document, dataset) if form.remarks else ()
        proposal = _proposal(task, found, dataset, folder, document)
    return replace(found, proposal=proposal, remarks=tuple(remarks))


def again(task: Task[Read], before: Read, told: Told, folder: Path) -> Read:
    """The same file with another region or other answers; it is not read again."""
    whole = replace(before, region=told.region, decisions={**before.decisions, **told.decisions})
    return replace(whole, proposal=_proposal(task, whole, _dataset(folder), folder))


def accept(task: Task[Written], found: Read, folder: Path) -> Written:
    """Write what ``found`` would change, and let what is shown follow.

    Raises:
        InspiratiekaartError: nothing was written.
    """
    task.begins("write")
    if found.proposal is None:
        raise ManagingError("nothing")
    proposal, record = accepted(found.proposal, folder, is_stopped=lambda: task.is_stopped)
    if record is not None:
        task.step = "show"  # what is written is written: it is no longer to be stopped
        cache.follow()
    return Written(proposal, record)


def take_back(task: Task[Undone], number: int, folder: Path) -> Undone:
    """Take the import of that ``number`` back, where it is still the last one.

    Raises:
        InspiratiekaartError: nothing was taken back.
    """
    task.begins("take_back")
    undone = undo(folder, number)
    task.step = "show"
    cache.follow()
    return undone


@dataclass(frozen=True)
class Written:
    """What was accepted; ``record`` is None where there was nothing new in it."""

    proposal: Proposal
    record: Import | None


def last(folder: Path) -> tuple[Import, ...]:
    """The imports into ``folder``, the newest first."""
    return imports(folder)


def _form(form_id: str) -> Form | None:
    return next((form for form in forms() if form.form_id == form_id), None)


def dataset_of(folder: Path) -> Dataset:
    """What is shown, in the edition that ``folder`` follows: for names on the page."""
    return cache.dataset_or_usual(read_region(folder).edition if is_region_folder(folder) else "")


def _dataset(folder: Path) -> Dataset:
    """What ``folder`` adds to, with its own rows as they are now and nobody else's."""
    cache.follow()
    return dataset_of(folder) if paths.SHOWN == paths.GATHERED else dataset_with(folder)


def _tidied(
    document: Document, form: Form, fits: tuple[str, ...], told: Told, folder: Path
) -> Read:
    try:
        kept = memory(folder).of(layout_of(document, form))
        pointed_out = dict(kept.columns if told.columns is None else told.columns)
        guessed = dict(form.understood(document)) if form.understood else {}
        return Read(
            Given(document.name, b""),
            document.kind,
            fits,
            form,
            headings=form.headings(document) if form.headings else (),
            understood=_understood(form, guessed, pointed_out),
            guessed=guessed,
            pointed_out=pointed_out,
            decisions={**kept.decisions, **told.decisions},
            region=told.region,
            tidied=form.tidy(document, pointed_out),
        )
    except _STRANGE as error:
        if form.form_id in fits:
            raise
        raise ManagingError("not-this", file=document.name) from error


def _understood(
    form: Form, guessed: Mapping[str, str], pointed_out: Mapping[str, str]
) -> dict[str, str]:
    """Heading by role, empty without one; what was pointed out for one role is of no other."""
    taken = set(pointed_out.values())
    free = {role: name for role, name in guessed.items() if name not in taken}
    return {role: {**free, **pointed_out}.get(role, "") for role in form.roles or {}}


def _proposal(
    task: Task[Read],
    found: Read,
    dataset: Dataset,
    folder: Path,
    document: Document | None = None,
) -> Proposal:
    if found.form is None or found.tidied is None:
        raise ManagingError("nothing")
    task.begins("compare")
    made = propose(
        found.tidied,
        found.form,
        dataset,
        region=found.region,
        is_region_said=own_region(folder) is None,  # else nobody chose it: it is the folder's
        decisions=found.decisions,
        document=document,
        columns=found.pointed_out,
    )
    if document is None and found.proposal is not None:
        seen = found.proposal
        made = replace(made, file_name=seen.file_name, sha256=seen.sha256, layout=seen.layout)
    task.begins("rules")
    return examined(made, folder)
