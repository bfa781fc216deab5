"""Rules on what a cell means: values and their status, measures, money, periods, judgements."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from inspiratiekaart import schema
from inspiratiekaart.validation.files import Files, listed, numbers, picked
from inspiratiekaart.validation.findings import Spot, rule

# A status and the measures it speaks of; one of them is enough.
_SPOKEN_OF = (
    ("regional_facts", "status", ("value", "value_class")),
    ("offers", "students_status", ("students_count",)),
    ("provider_domains", "students_status", ("students_count",)),
    ("beroepsgroepen", "wage_status", ("median_hourly_wage_eur",)),
)
_NO_VALUE = ("suppressed", "unknown")
_NOT_KNOWN = "onbekend"
_FIRST_YEAR, _YEARS_AHEAD = 1990, 10
_OUTSIDE_DEGREES = 0.1
_RANGES: dict[str, tuple[float, float]] = {
    "percent": (0, 100),
    "count": (0, 20_000_000),
    "wage": (5, 200),
    "price": (1, 100_000),
    "months": (0.01, 96),
}
_MEASURES = {
    "median_hourly_wage_eur": "wage",
    "price_eur": "price",
    "price_max_eur": "price",
    "max_amount_eur": "price",
    "duration_months": "months",
}
_IN_ORDER = (
    ("valid_from", "valid_to"),
    ("start_on", "end_on"),
    ("price_eur", "price_max_eur"),
)


@rule("status-no-value")
def status_no_value(files: Files) -> Iterator[Spot]:
    """What is suppressed or unknown has no value."""
    for path, frame, status, measures in _statuses(files):
        for measure in measures:
            wrong = frame[status].isin(_NO_VALUE) & (frame[measure] != "")
            for row, cells in picked(frame, wrong):
                values = {"status": cells[status]}
                yield Spot(path, row, measure, cells[measure], values)


@rule("status-value")
def status_value(files: Files) -> Iterator[Spot]:
    """What is missing has a status that says so."""
    for path, frame, status, measures in _statuses(files):
        empty = (frame[list(measures)] == "").all(axis=1)
        wrong = empty & ~frame[status].isin(_NO_VALUE) & (frame[status] != "")
        for row, cells in picked(frame, wrong):
            values = {"measures": ", ".join(measures)}
            yield Spot(path, row, status, cells[status], values)


@rule("measure-range")
def measure_range(files: Files) -> Iterator[Spot]:
    """A measure is of a plausible size: a share up to 100, a point in the country, a price."""
    ranges = _RANGES | _bounds(files)
    for (folder, name), frame in files.frames.items():
        for column in schema.tables()[name].columns:
            kind = _kind(column)
            if kind not in ranges or column.name not in frame:
                continue
            low, high = ranges[kind]
            measures = numbers(frame, column.name)
            wrong = measures.notna() & ~measures.between(low, high)
            for row, cells in picked(frame, wrong):
                values = {"minimum": f"{low:g}", "maximum": f"{high:,.10g}".replace(",", "")}
                value = cells[column.name]
                yield Spot(files.path(folder, name), row, column.name, value, values)


@rule("order")
def order(files: Files) -> Iterator[Spot]:
    """A period ends after it began, and the highest price is not below the lowest."""
    for (folder, name), frame in files.frames.items():
        for first, last in _IN_ORDER:
            if not {first, last} <= set(frame):
                continue
            both = (frame[first] != "") & (frame[last] != "")
            if first.endswith("_eur"):
                wrong = both & (numbers(frame, first) > numbers(frame, last))
            else:
                wrong = both & (frame[first] > frame[last])
            for row, cells in picked(frame, wrong):
                values = {"first": first, "first_value": cells[first]}
                path = files.path(folder, name)
                yield Spot(path, row, last, cells[last], values)


@rule("period-year")
def period_year(files: Files) -> Iterator[Spot]:
    """A period names a year, and one that makes sense, or says that it is not known."""
    newest = max((int(edition) for edition in files.editions), default=2026)
    low, high = _FIRST_YEAR, newest + _YEARS_AHEAD
    for folder, name in files.frames:
        cells = files.column(folder, name, "period")
        different = set(cells.unique()) - {_NOT_KNOWN}
        wrong = [one for one in different if not _plausible(one, low, high)]
        for row, value in listed(cells[cells.isin(wrong)]):
            values = {"minimum": low, "maximum": high}
            yield Spot(files.path(folder, name), row, "period", value, values)


@rule("period-end")
def period_end(files: Files) -> Iterator[Spot]:
    """The last year of a period is the last year that its words name."""
    for (folder, name), frame in files.frames.items():
        if not {"period", "period_end_year"} <= set(frame):
            continue
        last = frame["period"].map(lambda text: max(_years(text), default=None))
        given = numbers(frame, "period_end_year")
        for row, cells in picked(frame, last.notna() & given.notna() & (last != given)):
            values = {"period": cells["period"]}
            value = cells["period_end_year"]
            yield Spot(files.path(folder, name), row, "period_end_year", value, values)


@rule("edition-year")
def edition_year(files: Files) -> Iterator[Spot]:
    """Nothing in an edition is known from a later year; only the newest looks ahead."""
    for (folder, name), frame in files.frames.items():
        closed = folder != schema.COMMON and folder != files.editions[-1]
        columns = ("evidence_year", "period_end_year") if closed else ("evidence_year",)
        for column in columns:
            if folder == schema.COMMON or column not in frame:
                continue
            for row, cells in picked(frame, numbers(frame, column) > int(folder)):
                values = {"edition": folder}
                yield Spot(files.path(folder, name), row, column, cells[column], values)


@rule("outlook-scope")
def outlook_scope(files: Files) -> Iterator[Spot]:
    """A regional judgement names its region; a national one names none."""
    for folder, frame in files.named("outlooks"):
        if not {"scope", "arbeidsmarktregio_code"} <= set(frame):
            continue
        named = frame["arbeidsmarktregio_code"] != ""
        wrong = ((frame["scope"] == "national") & named) | ((frame["scope"] == "regional") & ~named)
        for row, cells in picked(frame, wrong):
            values = {"scope": cells["scope"]}
            path, value = files.path(folder, "outlooks"), cells["arbeidsmarktregio_code"]
            yield Spot(path, row, "arbeidsmarktregio_code", value, values)


@rule("outlook-match")
def outlook_match(files: Files) -> Iterator[Spot]:
    """A judgement that is matched to a profession says how; one that is not says "none"."""
    for folder, frame in files.named("outlooks"):
        if not {"match_basis", "occupation_id"} <= set(frame):
            continue
        wrong = (frame["match_basis"] == "none") != (frame["occupation_id"] == "")
        for row, cells in picked(frame, wrong):
            values = {"occupation": cells["occupation_id"] or "-"}
            path, value = files.path(folder, "outlooks"), cells["match_basis"]
            yield Spot(path, row, "match_basis", value, values)


def _statuses(files: Files) -> Iterator[tuple[str, pd.DataFrame, str, tuple[str, ...]]]:
    for name, status, measures in _SPOKEN_OF:
        for folder, frame in files.named(name):
            if {status, *measures} <= set(frame):
                yield files.path(folder, name), frame, status, measures


def _kind(column: schema.Column) -> str:
    if column.name in _MEASURES:
        return _MEASURES[column.name]
    if column.unit == "degree":
        return "lon" if column.name.endswith("lon") else "lat"
    if column.unit == "percent":
        return "percent"
    return "count" if column.name.endswith("_count") else ""


def _bounds(files: Files) -> dict[str, tuple[float, float]]:
    """Where a point can lie: in the country, or just outside."""
    if files.division is None:
        return {}
    west, south, east, north = files.division.bounds
    return {
        "lon": (west - _OUTSIDE_DEGREES, east + _OUTSIDE_DEGREES),
        "lat": (south - _OUTSIDE_DEGREES, north + _OUTSIDE_DEGREES),
    }


def _plausible(period: str, low: int, high: int) -> bool:
    years = _years(period)
    return bool(years) and all(low <= year <= high for year in years)


def _years(text: str) -> list[int]:
    words = "".join(letter if letter.isdigit() else " " for letter in text).split()
    return [int(word) for word in words if len(word) == 4]
