"""The map beside the list of trainings: the sites of what was found, and the place asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.drawing.leaflet import Files
from inspiratiekaart.offers_view import Group, OffersView
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import Layer
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainings import trainings

_PLAIN = 0  # the lightest fill: this map compares no regions


def offers_state(
    dataset: Dataset, view: OffersView, files: Files, t: Texts
) -> Mapping[str, object]:
    """What the map's code needs to show ``view``; see ``leaflet.map_state``."""
    sites = dict(view.sites)
    if not view.total:
        sites |= dict(_position_and_count(dataset, each) for each in view.nearest)
    return {
        "lang": t.language,
        "failed": t("offers.map.failed"),
        "help": t("offers.map.help"),
        "files": asdict(files),
        "regions": {
            code: [_PLAIN, t.count("offers.map.region", view.regions.get(code, 0)), ""]
            for code in region_names(dataset)
        },
        "chosen": sorted(view.selection.regions),
        "layers": [Layer.PROVIDERS, Layer.PLACES],
        "sites": list(sites),
        "found": list(sites.values()),
        "badges": {},
        "line": None,
        "ring": _ring(view),
    }


def _position_and_count(dataset: Dataset, group: Group) -> tuple[int, int]:
    return trainings(dataset).sites.index(group.site or {}), group.total


def _ring(view: OffersView) -> list[float] | None:
    if view.point is None:
        return None
    place = view.places[0]
    return [place.lon or 0.0, place.lat or 0.0, view.filters.radius_km]
