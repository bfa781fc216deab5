"""The rules of validation on what an import would write; a finding names the row of the file."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from inspiratiekaart.editions.country import Country
from inspiratiekaart.editions.overlay import path_of
from inspiratiekaart.editions.regional_check import check
from inspiratiekaart.importing.own_rows import about, home_of, write
from inspiratiekaart.importing.proposal import Proposal, ProposedRow, Told
from inspiratiekaart.importing.refusal import ImportRefusedError
from inspiratiekaart.validation import Finding

_ROUNDS = 6
"""How often what hangs on a row that is left out is left out too: a site, then its offers."""

_Place = tuple[str, int]
"""A file of ours and a row in it."""


def examined(proposal: Proposal, folder: Path, national: Path | None = None) -> Proposal:
    """``proposal`` without the rows that break a rule, and with what the rules say of the file.

    Raises:
        ImportRefusedError: something is wrong with the folder itself, or with rows that are not
            of this file.
        InspiratiekaartError: the folder or the national data cannot be read.
    """
    home = national or home_of(folder)
    region = about(folder, home, proposal.edition)
    if region.edition != proposal.edition:
        raise ImportRefusedError("edition", folder=region.edition, shown=proposal.edition)
    country = Country(home)
    told: list[Told] = []
    for _ in range(_ROUNDS):
        found, places = _findings(proposal, folder, country, home)
        wrong: set[tuple[str, tuple[str, ...]]] = set()
        warned: list[Told] = []
        for finding in found:
            row = places.get((finding.spot.path, finding.spot.row))
            is_error = finding.severity == "error"
            if row is None:
                if is_error:
                    raise ImportRefusedError("rule", finding=finding)
                continue
            one = Told(finding, row.at_sheet, row.at_row, is_error)
            (told if is_error else warned).append(one)
            if is_error:
                wrong.add((row.table, row.key))
        if not wrong:
            return replace(proposal, findings=(*told, *warned))
        kept = tuple(each for each in proposal.rows if (each.table, each.key) not in wrong)
        proposal = replace(proposal, rows=kept)
    raise ImportRefusedError("rule-rounds")


def _findings(
    proposal: Proposal, folder: Path, country: Country, home: Path
) -> tuple[tuple[Finding, ...], dict[_Place, ProposedRow]]:
    region = about(folder, home, proposal.edition)
    with tempfile.TemporaryDirectory() as made:
        out = Path(made)
        reading = write(folder, region, proposal.to_write, proposal.sources, out)
        checked = check(out, country, is_own=True)
    mine = {(each.table, each.key): each for each in proposal.to_write}
    places = {
        (path_of(name), number): mine[name, key]
        for name, numbers in reading.places.items()
        for key, number in numbers.items()
        if (name, key) in mine
    }
    return checked.findings, places
