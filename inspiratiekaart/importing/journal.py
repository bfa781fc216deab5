"""What was imported into a folder: a record of each, with the files as they were before and after.

A record counts once the own rows are those that it describes. One whose files are still all as
they were before was not carried out (the process died), or was taken back: it does not count.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inspiratiekaart.editions.overlay import DATASETS
from inspiratiekaart.importing.memory import JOURNAL

RECORD_FILE = "verslag.json"
BEFORE, AFTER = "voor", "na"
_NUMBER_LETTERS = 4
_TAKEN_BACK = "-terug"


@dataclass(frozen=True)
class Import:
    """One import: of which file, by which form, what it did, when.

    ``counts`` says per table how many rows were new and changed; ``left_out`` how many rows of the
    file were not taken, by reason. ``files`` has the hash of each file before (empty: not there)
    and after.
    """

    number: int
    file_name: str
    sha256: str
    form_id: str
    layout: str
    region: str
    edition: str
    imported_at: str
    counts: Mapping[str, Mapping[str, int]]
    left_out: Mapping[str, int]
    files: Mapping[str, tuple[str, str]]

    @property
    def rows_count(self) -> int:
        """How many rows it wrote."""
        return sum(sum(each.values()) for each in self.counts.values())


def imports(folder: Path) -> tuple[Import, ...]:
    """What was imported into ``folder``, the newest first; nothing where that is not there."""
    return tuple(each for each in _records(folder) if is_done(folder, each))


def is_done(folder: Path, record: Import) -> bool:
    """Whether the files of ``folder`` are no longer as they were before ``record``."""
    newer = [each for each in _records(folder) if each.number > record.number]
    if newer and any(_touches(folder, each) for each in newer):
        return True
    return _touches(folder, record)


def entry(folder: Path, number: int) -> Path:
    """Where the import of that number is kept."""
    return folder / JOURNAL / f"{number:0{_NUMBER_LETTERS}d}"


def next_number(folder: Path) -> int:
    """The number of the next import, never one that was used."""
    used = [
        int(path.name[:_NUMBER_LETTERS])
        for path in (folder / JOURNAL).glob("[0-9]*")
        if path.name[:_NUMBER_LETTERS].isdigit()
    ]
    return max(used, default=0) + 1


def cleared(folder: Path) -> None:
    """Remove the records of imports that were not carried out."""
    for each in _records(folder):
        if not is_done(folder, each):
            shutil.rmtree(entry(folder, each.number))


def take_back(folder: Path, record: Import) -> None:
    """Mark ``record`` as taken back; it is kept."""
    path = entry(folder, record.number)
    path.rename(path.with_name(path.name + _TAKEN_BACK))


def write_entry(out: Path, record: Import, before: Path, after: Path) -> None:
    """Write ``record`` to the folder ``out`` with its files from ``before`` and ``after``."""
    for kept, source in ((BEFORE, before), (AFTER, after)):
        (out / kept).mkdir(parents=True)
        for name in record.files:
            if (source / DATASETS / name).is_file():
                shutil.copy2(source / DATASETS / name, out / kept / name)
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"
    (out / RECORD_FILE).write_text(text, encoding="utf-8")


def hashes(folder: Path) -> dict[str, str]:
    """The hash of each file with own rows in ``folder``."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / DATASETS).glob("*"))
        if path.is_file()
    }


def _touches(folder: Path, record: Import) -> bool:
    now = hashes(folder)
    return any(now.get(name, "") != before for name, (before, _) in record.files.items())


def _records(folder: Path) -> list[Import]:
    found = list(_read(folder))
    return sorted(found, key=lambda each: -each.number)


def _read(folder: Path) -> Iterator[Import]:
    for path in (folder / JOURNAL).glob(f"[0-9]*/{RECORD_FILE}"):
        if not path.parent.name.isdigit():
            continue
        try:
            given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            files = {name: (before, after) for name, (before, after) in given["files"].items()}
            yield Import(**{**given, "files": files})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue  # not ours, or damaged: there is nothing to say of it
