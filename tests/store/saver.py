"""Processes that save maps: one adds things beside others, one saves until it is killed.

    python -m tests.store.saver add NAME     reads an address, a token and a number
    python -m tests.store.saver forever      reads an address and a token; a child for each line

A token comes by the standard input, since others can read a command line.
"""

from __future__ import annotations

import os
import sys

from inspiratiekaart.inspiration import InspirationMap, Item, Own, put
from inspiratiekaart.store import ConflictError, Store, open_store


def add(store: Store, edit_token: str, name: str) -> None:
    """Put one more thing on the map, upon the others' version where they saved meanwhile."""
    stored = store.read(edit_token)
    while True:
        item = Item("", "own", own=Own("contact", name, "test"))
        try:
            store.save(edit_token, put(stored.map, item), stored.version)
        except ConflictError as error:
            stored = error.theirs
        else:
            return


def numbered(number: int) -> InspirationMap:
    """What version ``number`` of the map says, from one page of the database to dozens."""
    item = Item("i1", "offer", key=str(number), note=f"{number} " * (number % 41 * 150))
    return InspirationMap(title=f"version {number}", items=(item,))


def save_forever(store: Store, edit_token: str) -> None:
    """Save one version after another, and say of each that it is kept."""
    version = store.read(edit_token).version
    while True:
        try:
            version = store.save(edit_token, numbered(version + 1), version).version
        except ConflictError as error:  # a server may finish what a killed process began
            version = error.theirs.version
        _say(f"kept {version}")


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def _fork_forever(url: str, edit_token: str) -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            _say(f"child {os.getpid()}")
            save_forever(open_store(url), edit_token)
        os.waitpid(child, 0)
        _say("ended")


def _main() -> None:
    url, edit_token = sys.stdin.readline().strip(), sys.stdin.readline().strip()
    if sys.argv[1] == "forever":
        _fork_forever(url, edit_token)
        return
    store = open_store(url)
    for number in range(int(sys.stdin.readline())):
        add(store, edit_token, f"{sys.argv[2]} {number}")


if __name__ == "__main__":
    _main()
