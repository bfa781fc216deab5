"""Where drafts stand: one site per provider and place, as the build has it, with its id.

A second address of a provider in one place gets a site of its own, whose id has the postcode and
number too. A point counts where it lies near its postcode; else the postcode's own point is taken.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from inspiratiekaart.editions.training.places import to_rd
from inspiratiekaart.importing.providers import Found
from inspiratiekaart.importing.work import Work, least, none_for_missing, provenance
from inspiratiekaart.matching import Match, Spot, match_place, spot_of
from inspiratiekaart.sources.claims import rows_of, slug
from inspiratiekaart.sources.geocoding import Address, exact

_HIGHER = ("ad", "hbo", "wo")
_NEAR_KM = 12
_PLACE = ("street", "house_number", "postcode", "place", "gemeente_code", "gemeente_name")


@dataclass
class Sites:
    """The sites there are and those that are made, by id."""

    work: Work
    known: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_provider: dict[str, list[str]] = field(default_factory=dict)
    _located: dict[tuple[object, ...], tuple[str, int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in none_for_missing(self.work.dataset["sites"]).to_dict("records"):
            self.known[str(row["site_id"])] = {str(key): value for key, value in row.items()}
            self.by_provider.setdefault(str(row["provider_id"]), []).append(str(row["site_id"]))

    def __getitem__(self, site_id: str) -> dict[str, Any]:
        return self.made.get(site_id) or self.known[site_id]

    def of(self, provider_id: str) -> list[str]:
        """The ids of all sites of a provider."""
        return self.by_provider.get(provider_id, [])

    def head_office(self, provider_id: str) -> str:
        """The head office of a provider; empty where none is known."""
        return next((key for key in self.of(provider_id) if self[key]["is_head_office"]), "")

    def at(self, provider: Found, row: Any, *, is_draft: bool) -> tuple[str, int, str]:
        """The site of ``provider`` where ``row`` stands, with confidence and basis.

        The id is empty where the row names no place, or one that is unknown (basis none) or must
        be asked (basis asked).
        """
        said = tuple(getattr(row, name) for name in _PLACE)
        key = (provider.provider_id, *said, is_draft)
        if key not in self._located:
            self._located[key] = self._at(provider.provider_id, row, is_draft=is_draft)
        return self._located[key]

    def region(self, site_id: str) -> str:
        """The region that a site lies in."""
        return str(self[site_id]["arbeidsmarktregio_code"])

    def _at(self, provider_id: str, row: Any, *, is_draft: bool) -> tuple[str, int, str]:
        if not any((row.place, row.postcode, row.gemeente_code, row.gemeente_name)):
            return "", 100, "nowhere"
        match = self._match(provider_id, row)
        said = row.place or row.postcode or row.gemeente_name or row.gemeente_code
        beside = f" ({row.gemeente_name})" if row.place and row.gemeente_name else ""
        code, sure, basis = self.work.settled("place", f"{said}{beside}", match, 1)
        if not code:
            return "", 0, basis
        spot = spot_of(self.work.dataset, code, row.postcode or "")
        if not (row.place or row.postcode):
            found = self._in_gemeente(provider_id, spot)
            if found:
                return found, sure, basis
        return self._put(provider_id, row, spot, is_draft=is_draft), sure, basis

    def _match(self, provider_id: str, row: Any) -> Match:
        likely = {str(self[key]["gemeente_code"]) for key in self.of(provider_id)}
        return match_place(
            self.work.dataset,
            row.place or "",
            postcode=row.postcode or "",
            gemeente_code=row.gemeente_code or "",
            gemeente_name=row.gemeente_name or "",
            likely=likely,
        )

    def _in_gemeente(self, provider_id: str, spot: Spot) -> str:
        """The one site in a municipality, else the one at the place that names it."""
        inside = [
            key for key in self.of(provider_id) if self[key]["gemeente_code"] == spot.gemeente_code
        ]
        named = site_id_of(provider_id, spot.place)
        if named in inside:
            return named
        return inside[0] if len(inside) == 1 else ""

    def _put(self, provider_id: str, row: Any, spot: Spot, *, is_draft: bool) -> str:
        plain = site_id_of(provider_id, spot.place)
        there = self.made.get(plain) or self.known.get(plain)
        address = _address(row)
        if there and (not address or _address_of(there) == address):
            return plain
        other = f"{plain}-{slug('-'.join(address))}" if address else plain
        if other in self.made or other in self.known:
            return other
        is_first = there is None or not _address_of(there)
        site_id = plain if is_first else other
        self.made[site_id] = self._site(
            site_id, provider_id, row, spot, there if is_first else None
        )
        if site_id not in self.of(provider_id):
            self.by_provider.setdefault(provider_id, []).append(site_id)
        return site_id

    def _site(
        self, site_id: str, provider_id: str, row: Any, spot: Spot, before: dict[str, Any] | None
    ) -> dict[str, Any]:
        lon, lat, precision = _point(row, spot)
        address = Address.of(row, spot.place, spot.gemeente_code)
        if precision != "address" and (door := exact(self.work.dataset, address)):
            lon, lat, precision = door.lon, door.lat, "address"
        if before and before["precision"] == "address" and precision != "address":
            lon, lat, precision = before["lon"], before["lat"], "address"
        is_head = bool(getattr(row, "is_head_office", False)) or bool(
            before and before["is_head_office"]
        )
        return {
            "site_id": site_id,
            "provider_id": provider_id,
            "street": row.street,
            "house_number": row.house_number,
            "postcode": _postcode(row.postcode),
            "place": before["place"] if before else spot.place,
            "gemeente_code": spot.gemeente_code,
            "arbeidsmarktregio_code": spot.arbeidsmarktregio_code,
            "lon": lon,
            "lat": lat,
            "precision": precision,
            "is_head_office": is_head,
            **provenance(self.work),
        }


def site_id_of(provider_id: str, place: str) -> str:
    """The id of the site of a provider at a place, as the build makes it."""
    return f"{provider_id}-{slug(place)}"


def from_drafts(
    work: Work, sites: Sites, drafts: pd.DataFrame, known: Mapping[tuple[str, str], Found | None]
) -> dict[str, dict[str, object]]:
    """Put each draft of a site in ``sites``; which draft (with its match) stands at which id."""
    led: dict[str, dict[str, object]] = {}
    for row in rows_of(drafts):
        provider = known.get((row.provider_id or "", row.provider_name or ""))
        alone = pd.DataFrame([row._asdict()])
        if provider is None:
            code = "provider-unsure" if row.provider_id or row.provider_name else "no-provider"
            work.leave_out("sites", alone, code, "provider_name")
            continue
        site_id, sure, basis = sites.at(provider, row, is_draft=True)
        if not site_id:
            code = {"asked": "place-unsure", "nowhere": "no-place"}.get(basis, "place-unknown")
            work.leave_out("sites", alone, code, "place")
        elif site_id not in led:
            if row.is_head_office and not sites[site_id]["is_head_office"]:
                before = sites[site_id]
                sites.made[site_id] = {**before, "is_head_office": True, **provenance(work)}
            pct, ground = least((sure, basis), (provider.confidence_pct, provider.basis))
            led[site_id] = _meta(row, pct, ground, "sites")
    return led


def locate(
    work: Work, sites: Sites, offers: pd.DataFrame, known: Mapping[tuple[str, str], Found | None]
) -> tuple[pd.DataFrame, dict[str, dict[str, object]]]:
    """``offers`` with our provider and site; and which offer led to which new site.

    What cannot be placed is told and left out; a training of higher education without a place is
    at the only site of its provider, another one has no site.
    """
    kept: list[dict[str, object]] = []
    led: dict[str, dict[str, object]] = {}
    wrong: dict[str, list[Any]] = {}
    loose: list[tuple[int, str]] = []
    for row in rows_of(offers):
        provider = known.get((row.provider_id or "", row.provider_name or ""))
        if provider is None:
            named = row.provider_id or row.provider_name
            wrong.setdefault("provider-unsure" if named else "no-provider", []).append(row.Index)
            continue
        site_id, sure, basis = sites.at(provider, row, is_draft=False)
        if basis == "nowhere" and row.at_head_office:
            site_id = sites.head_office(provider.provider_id)
            basis, sure = ("code", 100) if site_id else ("no-office", 0)
        if not site_id and basis != "nowhere":
            code = {"asked": "place-unsure", "no-office": "no-head-office"}.get(
                basis, "place-unknown"
            )
            wrong.setdefault(code, []).append(row.Index)
            continue
        if not site_id and row.level in _HIGHER and not row.is_online:
            loose.append((len(kept), provider.provider_id))
        pct, ground = least((sure, basis), (provider.confidence_pct, provider.basis))
        if site_id:
            led.setdefault(site_id, _meta(row, pct, ground, "offers"))
        kept.append(
            {
                "index": row.Index,
                "provider_id": provider.provider_id,
                "site_id": site_id or None,
                "confidence_pct": pct,
                "basis": "code" if ground == "nowhere" else ground,
            }
        )
    for code, indices in wrong.items():
        column = "place" if code.startswith("place") else "provider_name"
        work.leave_out("offers", offers.loc[indices], code, column)
    for at, provider_id in loose:
        only = [key for key in sites.of(provider_id) if sites[key]["status"] == "final"]
        if len(only) == 1:
            kept[at]["site_id"] = only[0]
    found = pd.DataFrame(kept, columns=["index", "provider_id", "site_id", *_MATCH])
    found = none_for_missing(found.set_index("index"))
    located = offers.loc[found.index].drop(columns=["provider_id"]).join(found)
    return located, led


_MATCH = ("confidence_pct", "basis")


def rows(sites: Sites, led: Mapping[str, Mapping[str, object]]) -> pd.DataFrame:
    """Table ``sites``: those that were made, and known ones that a draft speaks of."""
    found = [{**sites[key], **led[key]} for key in led]
    frame = pd.DataFrame(found)
    if frame.empty:
        return frame
    made = frame["site_id"].isin(sites.made)
    x_m, y_m = to_rd(frame["lon"].astype(float), frame["lat"].astype(float))
    old = frame.reindex(columns=["x_m", "y_m"])
    return frame.assign(
        x_m=x_m.where(made | old["x_m"].isna(), old["x_m"]),
        y_m=y_m.where(made | old["y_m"].isna(), old["y_m"]),
    )


def _meta(row: Any, pct: int, basis: str, kind: str) -> dict[str, object]:
    return {
        "at_sheet": row.at_sheet,
        "at_row": row.at_row,
        "confidence_pct": pct,
        "basis": "code" if basis == "nowhere" else basis,
        "drafted": kind,
    }


def _address(row: Any) -> tuple[str, ...]:
    if not (row.postcode and row.house_number):
        return ()
    return _folded(row.postcode), _folded(row.house_number)


def _address_of(site: Mapping[str, Any]) -> tuple[str, ...]:
    if not (site.get("postcode") and site.get("house_number")):
        return ()
    return _folded(site["postcode"]), _folded(site["house_number"])


def _folded(text: object) -> str:
    return str(text).replace(" ", "").upper()


def _postcode(text: str | None) -> str | None:
    plain = _folded(text or "")
    return f"{plain[:4]} {plain[4:]}".strip() or None


def _point(row: Any, spot: Spot) -> tuple[float, float, str]:
    """The point that ``row`` gives where it lies near ``spot``; else that of the spot."""
    try:
        lon, lat = float(row.lon), float(row.lat)
    except (TypeError, ValueError):
        return spot.lon, spot.lat, spot.precision
    north = (lat - spot.lat) * 111.2
    east = (lon - spot.lon) * 111.2 * math.cos(math.radians(spot.lat))
    is_near = math.hypot(north, east) <= _NEAR_KM  # NaN is near nothing
    return (lon, lat, "address") if is_near else (spot.lon, spot.lat, spot.precision)
