"""A small national home and imports of contact points into a folder over it, for tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.importing import Proposal, dataset_with, propose
from tests.editions.small_home import write_home
from tests.importing.drafted import FORM, contact, tidied

TODAY = date(2026, 11, 22)


def home_in(folder: Path) -> Path:
    """A national home with one contact point in Groningen."""
    row = {
        "contact_point_id": "leerwerkloket-AM01", "arbeidsmarktregio_code": "AM01",
        "kind": "leerwerkloket", "organisation": "Landelijk loket", "period": "2025",
        "status": "final",
    }  # fmt: skip
    return write_home(folder / "home", {"contact_points": {("leerwerkloket-AM01",): row}})


def proposal_of(home: Path, folder: Path, *names: str, period: str = "2026-02-01") -> Proposal:
    """An import of contact points with ``names``, of AM01 and AM05, as seen from ``folder``."""
    drafts = [contact(code, name) for code, name in zip(("AM01", "AM05"), names, strict=False)]
    dataset = (
        dataset_with(folder, home)
        if folder.is_dir()
        else open_dataset("2026", home / "datasets", home / "geodata")
    )
    given = tidied({"contact_points": drafts}, period=period)
    return propose(given, FORM, dataset, today=TODAY)
