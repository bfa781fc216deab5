"""The whole road of an import, from the bytes of a file to own rows, and what a person is told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import pandas as pd

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.importing import (
    Import,
    ImportRefusedError,
    Proposal,
    accepted,
    layout_of,
    memory,
    propose,
)
from inspiratiekaart.sources.published import fitting
from inspiratiekaart.sources.reading import DocumentError, open_document
from inspiratiekaart.sources.tidied import Tidied
from inspiratiekaart.texts import Texts

TODAY = date(2026, 11, 22)


class Sentence(Protocol):
    """Anything that a person is told."""

    def sentence(self, t: Texts) -> str:
        """It in the language of ``t``."""


@dataclass(frozen=True)
class Arrived:
    """How far a file came: a refusal, or all that was made of it."""

    refusal: DocumentError | ImportRefusedError | None = None
    tidied: Tidied | None = None
    proposal: Proposal | None = None
    done: Import | None = None

    def sentences(self, t: Texts) -> list[str]:
        """Everything that a person is told of the file."""
        if self.refusal is not None:
            return [self.refusal.sentence(t)]
        assert self.proposal is not None
        told: tuple[Iterable[Sentence], ...]
        told = (self.proposal.left_out, self.proposal.findings, self.proposal.questions,
                self.proposal.doubles)  # fmt: skip
        return [each.sentence(t) for some in told for each in some]


def travelled(path: Path, name: str, dataset: Dataset, folder: Path, home: Path) -> Arrived:
    """The road of ``path`` into ``folder``; only a refusal is caught."""
    try:
        document = open_document(path, name)
        found = fitting(document)
        if not found:
            raise ImportRefusedError("no-form", file=name)
        form = found[0][0]
        kept = memory(folder).of(layout_of(document, form))
        if form.understood is not None and form.headings is not None:
            assert set(form.understood(document).values()) <= set(form.headings(document))
        for remark in form.remarks(document, dataset) if form.remarks else ():
            assert remark.sentence(Texts("nl"))
        tidied = form.tidy(document, kept.columns)
        proposal = propose(
            tidied, form, dataset, decisions=kept.decisions, document=document, today=TODAY
        )
        whole, done = accepted(proposal, folder, home)
        return Arrived(None, tidied, whole, done)
    except (DocumentError, ImportRefusedError) as refusal:
        return Arrived(refusal)


def state(folder: Path) -> Mapping[str, str]:
    """Each file in ``folder`` with its hash."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def said(tidied: Tidied) -> Mapping[str, object]:
    """What a form made of a file, to compare; not where each row stood."""
    return {
        kind: sorted(map(repr, _plain(frame).to_numpy().tolist()))
        for kind, frame in tidied.drafts.items()
    } | {"left out": sorted(each.code for each in tidied.rejected)}


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns=["at_sheet", "at_row"])
