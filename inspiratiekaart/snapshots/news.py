"""What a shared page says of time: there is a newer edition, or the data have been corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from inspiratiekaart.comparability import is_comparable, moves_of
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.export.html import Notice
from inspiratiekaart.regions import in_words
from inspiratiekaart.selection import Selection
from inspiratiekaart.share import Share
from inspiratiekaart.snapshots.addresses import address_of_view, stand
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import View, view

_EDITIONS = "../verantwoording#edities"
_CHANGES = "../verschillen"
_NAMED = 5


@dataclass(frozen=True)
class Ways:
    """Where a notice leads, or nowhere.

    ``newer`` is the same in the newest edition, ``editions`` tells of editions and corrections,
    ``changes`` is all that differs, row by row.
    """

    newer: str = ""
    editions: str = ""
    changes: str = ""


def notices(
    share: Share, dataset: Dataset, newest: Dataset, t: Texts, ways: Ways | None = None
) -> Iterator[Notice]:
    """What has happened since ``share`` was made from ``dataset``; nothing where nothing did.

    ``ways`` None are those of the running app, from a page in its folder of shared pages.
    """
    ways = ways or _ways_in_app(share, dataset, newest, t)
    if share.revision and stand(share.revision) != stand(dataset.revision):
        yield Notice(
            t("shared.corrected", edition=dataset.edition),
            links=_leading((t("shared.corrections"), ways.editions)),
        )
    if newest.edition != dataset.edition and newest.content != dataset.content:
        yield Notice(
            t("shared.newer", old=dataset.edition, new=newest.edition),
            t("shared.changed"),
            tuple(changes(share, dataset, newest, t)),
            _leading(
                (t("shared.see_newer", new=newest.edition), ways.newer),
                (t("shared.all_changes"), ways.changes or ways.editions),
            ),
        )


def _ways_in_app(share: Share, dataset: Dataset, newest: Dataset, t: Texts) -> Ways:
    there = replace(share.selection, edition=newest.edition)
    newer = address_of_view(there, newest.revision).beside(t.language)
    seen = Selection(regions=share.selection.regions, language=t.language).to_query()
    pair = urlencode({**seen, "van": dataset.edition, "naar": newest.edition}, safe=",")
    return Ways(newer, _EDITIONS, f"{_CHANGES}?{pair}")


def _leading(*links: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Those of ``links`` that lead somewhere."""
    return tuple(link for link in links if link[1])


def changes(share: Share, dataset: Dataset, newest: Dataset, t: Texts) -> Iterator[str]:
    """What is different for this selection in the newest edition, a sentence each."""
    selection = share.selection
    before = view(dataset, selection)
    after = view(newest, replace(selection, edition=newest.edition))
    said = [*_borders(dataset, newest, selection.regions, t), *_differences(before, after, t)]
    yield from said or [t("shared.same")]


def _borders(dataset: Dataset, newest: Dataset, regions: frozenset[str], t: Texts) -> Iterator[str]:
    if regions and not is_comparable(dataset, newest, regions):
        names = dict.fromkeys(move.gemeente_name for move in moves_of(dataset, newest, regions))
        yield t("shared.borders", gemeenten=in_words(list(names), t))


def _differences(before: View, after: View, t: Texts) -> Iterator[str]:
    old = {each.occupation_id: each.name for each in before.wanted}
    new = {each.occupation_id: each.name for each in after.wanted}
    if added := [name for key, name in new.items() if key not in old]:
        yield t.count("shared.added", len(added), names=_some(added, t))
    if gone := [name for key, name in old.items() if key not in new]:
        yield t.count("shared.gone", len(gone), names=_some(gone, t))
    for key, was, now in (
        ("shared.sites", len(before.inside), len(after.inside)),
        ("shared.gaps", len(before.gaps), len(after.gaps)),
    ):
        if was != now:
            yield t(key, old=t.number(was), new=t.number(now))


def _some(names: Iterable[str], t: Texts) -> str:
    listed = list(names)
    more = len(listed) - _NAMED
    shown = listed[:_NAMED] if more > 1 else listed
    return ", ".join([*shown, t("shared.more", n=t.number(more))] if more > 1 else shown)
