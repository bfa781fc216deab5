"""What the page of trainings says: its title, its lead, and the facts of each training in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from inspiratiekaart.dataset import Dataset, records
from inspiratiekaart.occupations import short_name, work
from inspiratiekaart.offers_view import Group, Offer, OffersView
from inspiratiekaart.regions import in_words, region_names, region_set_name
from inspiratiekaart.texts import Texts

_DOUBTS = ("months_max", "price_max", "start_from")


def offers_title(dataset: Dataset, view: OffersView, t: Texts) -> str:
    """What is looked at, as a heading."""
    about = _about(dataset, view, t)
    if view.point is not None:
        key = "offers.title.topic_place" if about else "offers.title.place"
        place, km = view.places[0].name, t.number(view.filters.radius_km)
        return t(key, topic=about, place=place, km=km)
    if about:
        return t("offers.title.topic", topic=about, area=area_name(dataset, view, t))
    if view.selection.regions:
        return t("offers.title.area", area=area_name(dataset, view, t))
    return t("offers.title.all")


def _about(dataset: Dataset, view: OffersView, t: Texts) -> str:
    known = work(dataset)
    if view.filters.occupation:
        return short_name(known.occupations[view.filters.occupation]["name_nl"])
    topic = known.topics.get(view.selection.topic or "")
    return topic.name(t.language) if topic else ""


def area_name(dataset: Dataset, view: OffersView, t: Texts) -> str:
    """The chosen regions in a few words, or the country."""
    regions = view.selection.regions
    if not regions:
        return t("area.country")
    if name := region_set_name(dataset, regions):
        return name[0 if t.language == "nl" else 1]
    names = [name for code, name in region_names(dataset).items() if code in regions]
    return in_words(names, t)


def offers_lead(view: OffersView, t: Texts) -> str:
    """How much was found, how much of it surely fits, and what does not count."""
    providers = t.count("offers.providers", view.provider_count)
    parts = [t.count("offers.lead", view.total, providers=providers)]
    doubts = [t(f"offers.doubt.{name}") for name in _DOUBTS if name in view.filters.active]
    if doubts and view.certain < view.total:
        what = t.listed(doubts)
        parts.append(t.count("offers.certain", view.certain))
        parts.append(t.count("offers.perhaps", view.total - view.certain, what=what))
    if view.recognised:
        parts.append(t.count("offers.recognised", view.recognised))
    if view.point is not None and view.selection.regions:
        parts.append(t("offers.regions_rest", place=view.places[0].name))
    return " ".join(parts)


def notes(view: OffersView, t: Texts) -> tuple[str, ...]:
    """What to know of this list: unknown prices and places, and how we counted."""
    said = []
    if view.total and view.filters.price_max is None:
        key = "offers.unpriced_all" if view.unpriced == view.total else "offers.unpriced"
        if view.unpriced:
            said.append(t.count(key, view.unpriced) if key == "offers.unpriced" else t(key))
    if view.filters.months_max is not None:
        said.append(t("offers.credits_note"))
    if view.selection.level and not view.selection.topic:
        said.append(t(f"offers.level_note.{view.selection.level}"))
    if view.selection.topic or view.filters.occupation:
        said.append(t("trainers.editorial"))
    if view.point is not None:
        said.append(t("offers.straight", place=view.places[0].name))
    return tuple(said)


def form_names(dataset: Dataset, t: Texts) -> Mapping[str, str]:
    """The names of the forms of learning, by id."""
    rows = records(dataset["learning_forms"])
    return {row["learning_form_id"]: t.pick(row, "name") for row in rows}


def facts(offer: Offer, forms: Mapping[str, str], year: int, t: Texts) -> tuple[str, ...]:
    """Form, level, length, price, start and language of ``offer``; last what is not known.

    ``forms`` are the names of the forms of learning by id.
    """
    row = offer.row
    form = forms.get(row["learning_form_id"] or "", "")
    if row["attendance"]:
        attendance = t(f"offers.attendance.{row['attendance']}")
        form = f"{form}, {attendance}" if form else attendance
    known = {"length": _length(offer, t), "price": _price(offer, t), "start": _start(offer, t)}
    if row["start_on"] and row["start_on"] < str(year):
        known["start"] = t("offers.started", date=t.date(date.fromisoformat(row["start_on"])))
    level = row["level"] if row["level"] != row["learning_form_id"] else None
    said = [form, t(f"offers.level.{level}") if level else "", *known.values()]
    if row["language"]:
        languages = t.listed(t.language_name(code) for code in row["language"].split("|"))
        said.append(t("offers.language", names=languages))
    if row["is_online"]:
        said.append(t("offers.online"))
    if row["is_funded"]:
        said.append(t("offers.is_funded"))
    unknown = [t(f"offers.unknown_{name}") for name, text in known.items() if not text]
    if unknown:
        said.append(t("offers.unknown", what=t.listed(unknown)))
    return tuple(text for text in said if text)


def _length(offer: Offer, t: Texts) -> str:
    months, text = offer.row["duration_months"], offer.row["duration_text"] or ""
    if months is not None:
        return t("offers.months", n=t.number(months, 1))
    number, _, unit = text.partition(" ")
    if unit == "EC" and number.isdigit():
        return t("offers.credits", n=number)
    return str(text)


def _price(offer: Offer, t: Texts) -> str:
    low, high = offer.row["price_eur"], offer.row["price_max_eur"]
    if low is None:
        return ""
    vat = t(f"offers.vat.{offer.row['vat'] or 'unknown'}")
    if high is None:
        return t("offers.price", price=t.euro(low), vat=vat)
    return t("offers.price_range", low=t.euro(low), high=t.euro(high), vat=vat)


def _start(offer: Offer, t: Texts) -> str:
    if offer.row["start_on"]:
        return t("offers.start", date=t.date(date.fromisoformat(offer.row["start_on"])))
    return t("offers.start", date=offer.row["start_text"]) if offer.row["start_text"] else ""


def evidence(offer: Offer, t: Texts) -> str:
    """Of which year ``offer`` is known, and how many learners it had."""
    row = offer.row
    said = [t("trainers.evidence", year=row["evidence_year"])]
    if row["students_count"] is not None:
        said.append(t.count("offers.students", row["students_count"], year=row["students_year"]))
    elif row["students_status"] == "suppressed":
        said.append(t("offers.students_few", year=row["students_year"]))
    if offer.is_old:
        said.append(t("offers.old"))
    if offer.is_related:
        said.append(t("trainers.related"))
    return ", ".join(said)


def whereabouts(group: Group, names: Mapping[str, str], origin: str, t: Texts) -> str:
    """Where ``group`` is, in which region, how far from ``origin``, and how sure that point is."""
    if group.site is None:
        online = all(offer.row["is_online"] for offer in group.offers)
        return t("offers.online" if online else "offers.no_place")
    site = group.site
    region = names[site["arbeidsmarktregio_code"]]
    said = [t("offers.where", place=site["place"], region=region)]
    if group.distance_km is not None and origin:
        said.append(t("trainers.distance", km=kilometres(group.distance_km, t), region=origin))
    said.append(precision(group, t))
    return " · ".join(text for text in said if text)


def precision(group: Group, t: Texts) -> str:
    """What the point of ``group`` on the map is; empty where it is its address."""
    if group.site is None:
        return ""
    if group.site["is_head_office"]:
        return t("precision.head_office")
    kind = group.site["precision"]
    return "" if kind == "address" else t(f"precision.{kind}")


def kilometres(distance_km: float, t: Texts) -> str:
    """A distance as people say it: whole kilometres, and one decimal close by."""
    return t.number(distance_km, 1 if distance_km < 10 else 0)


def nearest_sentence(group: Group, origin: str, t: Texts) -> str:
    """Who is nearest outside the area, with what, how far, and how sure that is."""
    offer = group.offers[0]
    return t(
        "offers.nearest",
        provider=group.provider["name"],
        place=(group.site or {}).get("place", ""),
        km=kilometres(group.distance_km or 0.0, t),
        origin=group.from_region or origin,
        certainty=t(f"offers.certainty.{offer.row['certainty']}"),
        evidence=evidence(offer, t),
    )
