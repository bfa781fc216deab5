"""Writing an import into a folder, and taking it back: whole or not at all.

The new files are made complete in a stage. Then the record of the import takes its place in the
journal, and then the files theirs. A process that dies in between leaves the old files, and a
record that does not count.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from inspiratiekaart import schema
from inspiratiekaart.editions import staging
from inspiratiekaart.editions.difference import Key, Row, Rows
from inspiratiekaart.editions.overlay import DATASETS, read
from inspiratiekaart.editions.region_folder import REGION_FILE, is_region_folder
from inspiratiekaart.editions.regional_files import MOST_BYTES
from inspiratiekaart.importing import journal
from inspiratiekaart.importing.examining import examined
from inspiratiekaart.importing.journal import AFTER, BEFORE, Import, entry
from inspiratiekaart.importing.memory import JOURNAL, MEMORY_FILE, Remembered, memory
from inspiratiekaart.importing.own_rows import about, home_of, replaced, write
from inspiratiekaart.importing.proposal import Proposal
from inspiratiekaart.importing.refusal import ImportRefusedError


@dataclass(frozen=True)
class Undone:
    """An import that was taken back; ``kept_count`` rows of it were changed by hand and stay."""

    record: Import
    kept_count: int = 0


def accept(proposal: Proposal, folder: Path, national: Path | None = None) -> Import | None:
    """Write what ``proposal`` would change into ``folder``; None where that is nothing.

    Raises: as ``accepted``.
    """
    return accepted(proposal, folder, national)[1]


def accepted(
    proposal: Proposal,
    folder: Path,
    national: Path | None = None,
    *,
    is_stopped: Callable[[], bool] = lambda: False,
) -> tuple[Proposal, Import | None]:
    """As ``accept``, with the proposal as it was written: without the rows that break a rule.

    ``is_stopped`` is asked once, right before anything is written.

    Raises:
        ImportRefusedError: a rule is broken by what is not of this file, the folder is of
            another edition, or it was stopped; nothing was written.
        StagingError: another process is busy in ``folder``.
    """
    home = national or home_of(folder)
    with _writing(folder) as staged:
        whole = examined(proposal, folder, home)
        if is_stopped():
            raise ImportRefusedError("stopped")
        _remember(folder, whole)
        if not whole.to_write:
            return whole, None
        region = about(folder, home, whole.edition)
        write(folder, region, whole.to_write, whole.sources, staged)
        _refuse_large(staged)
        record = _record(whole, folder, staged)
        journal.write_entry(staged / JOURNAL, record, folder, staged)
        _begin(folder, staged)
        (staged / JOURNAL).rename(entry(folder, record.number))
        staging.swap(staged, folder, (DATASETS,))
    return whole, record


def undo(folder: Path, number: int = 0) -> Undone:
    """Take the last import into ``folder`` back, if it is that of ``number`` (0: whichever it is).

    Files that are as the import left them become as they were before it. In a file that was
    changed since, only the rows that are still as the import wrote them are taken back.

    Raises:
        ImportRefusedError: there is nothing to take back, another one is the last, or an own file
            is no table.
        StagingError: another process is busy in ``folder``.
    """
    with _writing(folder) as staged:
        done = journal.imports(folder)
        if not done:
            raise ImportRefusedError("nothing-to-undo")
        if number and done[0].number != number:
            raise ImportRefusedError("not-the-last", number=number, last=done[0].number)
        record = done[0]
        shutil.copytree(folder / DATASETS, staged / DATASETS)
        kept = 0
        for name, (_, after) in record.files.items():
            if journal.hashes(folder).get(name, "") == after:
                _restore(entry(folder, record.number) / BEFORE / name, staged / DATASETS / name)
            elif Path(name).stem in schema.tables():
                kept += _take_out(entry(folder, record.number), staged, Path(name).stem)
        staging.swap(staged, folder, (DATASETS,))
        journal.take_back(folder, record)
    return Undone(record, kept)


@contextmanager
def _writing(folder: Path) -> Iterator[Path]:
    """A stage in ``folder``, after what a dead process began is cleared away."""
    try:
        with staging.stage(folder) as staged:
            journal.cleared(folder)
            yield staged
    except OSError as error:
        problem = error.strerror or str(error)
        raise ImportRefusedError("not-written", folder=folder.name, problem=problem) from error


def _refuse_large(staged: Path) -> None:
    """Refuse what is more than a map can be made of (see ``regional_files``)."""
    size = sum(path.stat().st_size for path in (staged / DATASETS).glob("*"))
    if size > MOST_BYTES:
        raise ImportRefusedError("large", most=MOST_BYTES // 1_000_000)


def _begin(folder: Path, staged: Path) -> None:
    """Make what a folder needs before its first import."""
    (folder / JOURNAL).mkdir(exist_ok=True)
    (folder / DATASETS).mkdir(exist_ok=True)
    if not is_region_folder(folder):
        (staged / REGION_FILE).rename(folder / REGION_FILE)


def _record(proposal: Proposal, folder: Path, staged: Path) -> Import:
    before, after = journal.hashes(folder), journal.hashes(staged)
    names = sorted(name for name in after if before.get(name, "") != after[name])
    counts: dict[str, Counter[str]] = {}
    for each in proposal.to_write:
        counts.setdefault(each.table, Counter())[each.change] += 1
    return Import(
        number=journal.next_number(folder),
        file_name=proposal.file_name,
        sha256=proposal.sha256,
        form_id=proposal.form_id,
        layout=proposal.layout,
        region=proposal.region or "",
        edition=proposal.edition,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
        counts={name: dict(each) for name, each in counts.items()},
        left_out=dict(proposal.reasons),
        files={name: (before.get(name, ""), after[name]) for name in names},
    )


def _remember(folder: Path, proposal: Proposal) -> None:
    answers = {each.question_id: each.answer for each in proposal.questions if each.answer}
    answers |= {each.double_id: each.answer for each in proposal.doubles if each.answer}
    new = Remembered(dict(proposal.columns), answers)
    if not (new.columns or new.decisions) or not proposal.layout:
        return
    (folder / JOURNAL).mkdir(exist_ok=True)
    path = folder / JOURNAL / MEMORY_FILE
    fresh = path.with_suffix(".json.new")
    fresh.write_text(memory(folder).told(proposal.layout, new).text(), encoding="utf-8")
    fresh.replace(path)


def _restore(kept: Path, to: Path) -> None:
    if kept.is_file():
        shutil.copy2(kept, to)
    else:
        to.unlink(missing_ok=True)


def _take_out(kept: Path, staged: Path, name: str) -> int:
    """Take the rows of an import out of a file that was changed since; how many of them stay."""
    before, after = (_rows(kept / each, name) for each in (BEFORE, AFTER))
    now = read(staged).overlay.rows.get(name, {})
    mine = {key: row for key, row in after.items() if before.get(key) != row}
    back: dict[Key, Row | None] = {
        key: before.get(key) for key, row in mine.items() if now.get(key) == row
    }
    replaced(staged, name, back)
    return sum(key in now and key not in back for key in mine)


def _rows(kept: Path, name: str) -> Rows:
    """The rows in a kept copy of a table."""
    alone: Mapping[str, Rows] = _read_copy(kept, name)
    return alone.get(name, {})


def _read_copy(kept: Path, name: str) -> Mapping[str, Rows]:
    from tempfile import TemporaryDirectory

    if not (kept / f"{name}.csv").is_file():
        return {}
    with TemporaryDirectory() as made:
        (Path(made) / DATASETS).mkdir()
        shutil.copy2(kept / f"{name}.csv", Path(made) / DATASETS)
        return read(Path(made)).overlay.rows
