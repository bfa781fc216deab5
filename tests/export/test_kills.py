"""An export that is killed leaves the file that was there, whole."""

from __future__ import annotations

import multiprocessing
import random
from pathlib import Path

from tests.export.exporter import CONTENTS, write_for_ever

KILLS = 200
MAX_FILES = 3


def test_a_killed_export_never_leaves_half_a_file(tmp_path: Path) -> None:
    """200 kills, after a random number of files and at whatever moment that is in the next one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.export.exporter"])
    chance = random.Random(20261122)  # the same moments in each run
    path = tmp_path / "kaart.svg"
    seen = set()
    for _ in range(KILLS):
        listening, telling = context.Pipe(duplex=False)
        process = context.Process(target=write_for_ever, args=(path, telling), daemon=True)
        process.start()
        telling.close()
        for _ in range(chance.randint(1, MAX_FILES)):
            listening.recv()
        process.kill()
        process.join()
        listening.close()
        assert path.read_bytes() in CONTENTS
        seen.add(path.read_bytes())
    assert set(CONTENTS) == seen
