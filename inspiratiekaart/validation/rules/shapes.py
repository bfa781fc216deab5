"""Rules on the boundaries: readable, valid, without overlap, and in step with the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import shapely

from inspiratiekaart.validation.files import Files
from inspiratiekaart.validation.findings import Spot, rule

_CODES = {"arbeidsmarktregios": "arbeidsmarktregio_code", "gemeenten": "gemeente_code"}
_SQUARE_METRE = 1.3e-10  # in square degrees, at 52 degrees north
_SAME_AREA_PCT = 1e-4  # the regions are the exact sum of their municipalities


@rule("shape-file")
def shape_file(files: Files) -> Iterator[Spot]:
    """Each edition has a readable GeoJSON of its regions and of its municipalities."""
    for shapes in files.shapes.values():
        if shapes.problem:
            yield Spot(shapes.path, values={"problem": shapes.problem})


@rule("shape-codes")
def shape_codes(files: Files) -> Iterator[Spot]:
    """The boundaries have the codes of the register, each once."""
    for (edition, name), shapes in files.shapes.items():
        if shapes.problem or (edition, name) not in files.frames:
            continue
        register = set(files.column(edition, name, _CODES[name]))
        drawn = Counter(shapes.codes)
        wrong = {code for code, times in drawn.items() if times > 1} | (register ^ set(drawn))
        for code in sorted(wrong):
            values = {"times": drawn[code], "register": files.path(edition, name)}
            yield Spot(shapes.path, value=code, values=values)


@rule("shape-valid")
def shape_valid(files: Files) -> Iterator[Spot]:
    """Every boundary is a polygon that does not cross itself."""
    for shapes in files.shapes.values():
        for code, geometry in zip(shapes.codes, shapes.geometries, strict=True):
            if geometry is None or geometry.is_empty:
                yield Spot(shapes.path, value=code, values={"problem": "empty"})
            elif geometry.geom_type not in {"Polygon", "MultiPolygon"}:
                yield Spot(shapes.path, value=code, values={"problem": geometry.geom_type})
            elif not geometry.is_valid:
                problem = shapely.is_valid_reason(geometry)
                yield Spot(shapes.path, value=code, values={"problem": problem})


@rule("shape-overlap")
def shape_overlap(files: Files) -> Iterator[Spot]:
    """No two areas of an edition overlap by more than a square metre."""
    for shapes in files.shapes.values():
        codes = list(shapes.by_code)
        geometries = [shapes.by_code[code] for code in codes]
        if not all(one.is_valid for one in geometries) or shapely.coverage_is_valid(geometries):
            continue
        pairs = shapely.STRtree(geometries).query(geometries, predicate="intersects").T
        for first, second in sorted((int(a), int(b)) for a, b in pairs if a < b):
            area = shapely.intersection(geometries[first], geometries[second]).area
            if area > _SQUARE_METRE:
                values = {"other": codes[second], "square_metres": f"{area / _SQUARE_METRE:.0f}"}
                yield Spot(shapes.path, value=codes[first], values=values)


@rule("shape-sum")
def shape_sum(files: Files) -> Iterator[Spot]:
    """A region is as large as its municipalities together, so their borders coincide."""
    for edition in files.editions:
        gemeenten = files.frames.get((edition, "gemeenten"))
        if gemeenten is None or not set(_CODES.values()) <= set(gemeenten):
            continue
        region_of = dict(
            zip(gemeenten["gemeente_code"], gemeenten["arbeidsmarktregio_code"], strict=True)
        )
        total: Counter[str] = Counter()
        for code, geometry in files.shapes[edition, "gemeenten"].by_code.items():
            total[region_of.get(code, "")] += geometry.area
        regions = files.shapes[edition, "arbeidsmarktregios"]
        for code, geometry in regions.by_code.items():
            if not (geometry.area and total[code]):
                continue  # other rules speak of shapes without area or municipalities
            share_pct = 100 * total[code] / geometry.area
            if abs(share_pct - 100) > _SAME_AREA_PCT:
                share = f"{share_pct:.3f}"
                yield Spot(regions.path, value=code, values={"share": share})
