"""How much of each group a scene has room for, at letters that the back of a room can read.

Sizes are those of ``assets/presentation.css``, in units of which a scene is 960 wide. Widths are
reckoned on the wide side; where a device has wider letters still, its script makes all smaller.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

from inspiratiekaart.export.slides.measure import text_width, wrapped
from inspiratiekaart.snapshots.scene_groups import Group, Line
from inspiratiekaart.texts import Texts

WIDTH = 470.0
"""How wide the words beside a map are."""

_HEIGHT = 452.0  # a little much: the script makes up for it, at hardly smaller letters
_COLUMN, _LARGER = 420.0, 1.2  # without a map: two columns, and letters this much larger
_TITLE, _LEAD, _HEADING, _LINE, _REMARK, _LABEL = 30, 17, 17, 16, 14, 12.8
_ENOUGH = {"work": 6, "gaps": 4, "trainers": 1}
_APART = 10.0
_INDENT = 14.0


def fitted(title: str, said: Iterable[str], groups: Sequence[Group], t: Texts) -> tuple[Group, ...]:
    """``groups`` with as many lines as fit below ``title`` and ``said``; one of each at least.

    Each gets a line in turn, first up to what is enough for a scene, and says how many more there
    are.
    """
    room = _HEIGHT - _high(title, _TITLE, 1.15, WIDTH, is_bold=True)
    room -= sum(6 + _high(each, _LEAD, 1.3, WIDTH) for each in said)
    return _filled(groups, room, WIDTH, t)


def in_columns(title: str, groups: Iterable[Group], t: Texts) -> tuple[Group, ...]:
    """The same for groups that have a column each below ``title``, in a scene without a map."""
    room = _HEIGHT - _high(title, _TITLE, 1.15, 2 * _COLUMN, is_bold=True)
    size = room / _LARGER, _COLUMN / _LARGER
    return tuple(_filled([group], *size, t)[0] for group in groups)


def is_thin(shown: Iterable[Group], whole: Iterable[Group]) -> bool:
    """Whether a group shows less than it should, though there is more."""
    pairs = zip(shown, whole, strict=True)
    return any(len(some.lines) < _wished(every) for some, every in pairs)


def _wished(group: Group) -> int:
    return min(len(group.lines), _ENOUGH[group.key])


def _filled(groups: Sequence[Group], room: float, width: float, t: Texts) -> tuple[Group, ...]:
    counts = [min(1, len(group.lines)) for group in groups]
    for limits in ([_wished(group) for group in groups], [len(group.lines) for group in groups]):
        open_ones = [at for at, limit in enumerate(limits) if counts[at] < limit]
        while open_ones:
            for index in tuple(open_ones):
                more = [count + (at == index) for at, count in enumerate(counts)]
                if _height_of(groups, more, t, width) > room:
                    open_ones.remove(index)
                    continue
                counts = more
                if counts[index] == limits[index]:
                    open_ones.remove(index)
    return tuple(_cut(group, n, t) for group, n in zip(groups, counts, strict=True))


def _cut(group: Group, count: int, t: Texts) -> Group:
    """The first ``count`` lines, with how many more there are before the other remarks."""
    rest = len(group.lines) - count
    said = (t.count(group.more, rest),) if rest else ()
    return replace(group, lines=group.lines[:count], remarks=(*said, *group.remarks))


def _height_of(groups: Sequence[Group], counts: Sequence[int], t: Texts, width: float) -> float:
    return sum(_height(_cut(g, n, t), width) for g, n in zip(groups, counts, strict=True))


def _height(group: Group, width: float) -> float:
    inner = width - _INDENT
    remarks = sum(3 + _high(each, _REMARK, 1.3, inner) for each in group.remarks)
    if group.key == "work":
        own = _beside(group.lines, width)
    else:
        own = sum(_below(line, inner) for line in group.lines)
    return _APART + _high(group.title, _HEADING, 1.25, inner, is_bold=True) + own + remarks


def _below(line: Line, width: float) -> float:
    """The height of a line on its own; where something is said of it, its name is bold."""
    wide = text_width(line.text, _LINE, is_bold=bool(line.more))
    wide += text_width(f" {line.more}", _LINE) if line.more else 0
    return 3 + _LINE * 1.3 * max(1, ceil(wide / width))


def _beside(lines: Iterable[Line], width: float) -> float:
    """The height of lines that stand beside each other as far as they fit."""
    rows, used = 0, width
    for line in lines:
        wide = text_width(line.text, _LINE, is_bold=True) + _INDENT
        wide += text_width(line.label, _LABEL) + 16 if line.label else 0
        wide += 110 if line.is_old else 0
        if used + wide - _INDENT > width:
            rows += max(1, ceil((wide - _INDENT) / width))
            used = 0.0
        used += wide
    return rows * (_LINE * 1.3 + 3)


def _high(text: str, size: float, leading: float, width: float, *, is_bold: bool = False) -> float:
    return len(wrapped(text, size, width, is_bold=is_bold)) * size * leading
