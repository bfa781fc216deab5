"""What a merge makes of a region's own rows: choices carried out, and what is left to choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspiratiekaart.editions.choices import NATIONAL, OWN, Choice, choices_of, in_order, shown
from inspiratiekaart.editions.difference import Key, Row, State
from inspiratiekaart.editions.overlay import Overlay, conflicts, same

Place = tuple[str, Key]
"""A row: its table and its key."""


@dataclass(frozen=True)
class Resolution:
    """What changes in the own rows, and which cells are still to be chosen.

    ``rows`` has each own row that changes (None: it goes, and the national one is shown again),
    ``shown_again`` the rows that are no longer left out.
    """

    rows: Mapping[Place, Row | None]
    shown_again: frozenset[Place]
    carried_out: tuple[Choice, ...]
    open: tuple[Choice, ...]

    def made_in(self, overlay: Overlay) -> Overlay:
        """``overlay`` with the changes."""
        rows = {name: dict(own) for name, own in overlay.rows.items()}
        for (table, key), row in self.rows.items():
            if row is None:
                rows[table].pop(key)
            else:
                rows[table][key] = row
        left_out = {
            table: frozenset(key for key in keys if (table, key) not in self.shown_again)
            for table, keys in overlay.left_out.items()
        }
        return Overlay(rows, left_out, overlay.sources)


def resolved(overlay: Overlay, choices: Iterable[Choice], base: State, new: State) -> Resolution:
    """What the ``choices`` make of ``overlay``, when the country goes from ``base`` to ``new``.

    Without a choice for ``landelijk`` no own row changes. A choice holds for the national value
    that stood beside it: where that is another one in ``new``, it is put before the region again.
    """
    listed = tuple(choices)
    rows: dict[Place, Row | None] = {}
    shown_again: set[Place] = set()
    carried_out = []
    for one in listed:
        place = (one.table, one.cells)
        own = rows.get(place, overlay.rows.get(one.table, {}).get(one.cells))
        if one.choice == NATIONAL and own is not None:
            rows[place] = {**own, one.column: one.national} if one.column else None
        elif one.choice == NATIONAL and one.cells in overlay.left_out.get(one.table, ()):
            shown_again.add(place)
        elif one.choice != OWN:
            continue
        carried_out.append(one)
    for (table, key), row in rows.items():
        national = (state.get(table, {}).get(key) for state in (base, new))
        if any(same(row, one) for one in national):
            rows[table, key] = None  # nothing of its own is left: it follows again
        if rows[table, key] is None and key in overlay.left_out.get(table, ()):
            shown_again.add((table, key))
    first = Resolution(rows, frozenset(shown_again), tuple(carried_out), ())
    left = _open(first.made_in(overlay), listed, base, new)
    return Resolution(first.rows, first.shown_again, first.carried_out, left)


def _open(
    overlay: Overlay, listed: tuple[Choice, ...], base: State, new: State
) -> tuple[Choice, ...]:
    found = {one.place: one for each in conflicts(base, overlay, new) for one in choices_of(each)}
    for one in listed:
        fresh = found.get(one.place)
        if one.choice == OWN and fresh and fresh.national == one.national:
            del found[one.place]  # chosen already, by a merge that did not come to its end
        elif not one.choice and (now := _still(one, overlay, new)):
            found[one.place] = now
    return in_order(found.values())


def _still(one: Choice, overlay: Overlay, new: State) -> Choice | None:
    """``one`` with the values of now; None where there is nothing to choose any more."""
    own = overlay.rows.get(one.table, {}).get(one.cells)
    national = new.get(one.table, {}).get(one.cells)
    if own is None and one.cells not in overlay.left_out.get(one.table, ()):
        return None
    if one.column and own is not None and national is not None:
        mine, theirs = own.get(one.column, ""), national.get(one.column, "")
    elif not one.column and (own is None) != (national is None):
        mine, theirs = shown(own), shown(national)
    else:
        return None
    if mine == theirs:
        return None
    return Choice(one.table, one.key, one.column, one.base, mine, theirs)
