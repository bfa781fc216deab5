"""What a view says, in sentences: titles, leads, captions, figures and legends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inspiratiekaart.indicators import BREAKS, TIGHTNESS_CLASSES, Figure
from inspiratiekaart.regions import in_words
from inspiratiekaart.selection import Measure
from inspiratiekaart.texts import Texts
from inspiratiekaart.trainers import Route
from inspiratiekaart.views import Region, View

_CONTINUOUS = (Measure.PROVIDERS, Measure.POPULATION, Measure.JOBS, Measure.REACH)


def regions_name(view: View, t: Texts) -> str:
    """The chosen regions in a few words: the set's name, the names, or how many."""
    if view.set_name:
        return view.set_name[0 if t.language == "nl" else 1]
    return names(view.chosen, t)


def names(regions: Iterable[Region], t: Texts) -> str:
    """The names of ``regions``, or how many where a list would be too long."""
    return in_words([region.name for region in regions], t)


def title(view: View, t: Texts) -> str:
    """What is looked at, as a heading."""
    if view.topic:
        return t("title.topic", topic=view.topic.name(t.language), area=regions_name(view, t))
    if view.chosen:
        return t("title.area", area=regions_name(view, t))
    return t("title.all")


def lead(view: View, t: Texts) -> str:
    """One to three sentences: where is work, who trains, what is missing."""
    if view.topic:
        return summary(view, t)
    return f"{summary(view, t)} {t('lead.choose_topic')}" if view.chosen else t("lead.all")


def summary(view: View, t: Texts) -> str:
    """The lead without what to do on the page: for a file; empty where nothing was chosen."""
    if view.topic:
        return f"{_work(view, t)} {_training(view, t)}"
    if not view.chosen:
        return ""
    return t.count("lead.area", _regional_count(view), area=names(view.chosen, t))


def _work(view: View, t: Texts) -> str:
    topic = view.topic.name(t.language) if view.topic else ""
    if not view.wanted:
        return t("lead.no_work", topic=topic)
    said = {outlook.publisher for wanted in view.wanted for outlook in wanted.outlooks}
    publisher = t.listed(sorted(said))
    national = t.count("lead.national", view.national_count, publisher=publisher, topic=topic)
    if view.topic and view.topic.kind == "occupation" and view.national_count:
        national = t("lead.occupation.national", publisher=publisher, topic=topic)
    if not view.chosen:
        return national
    if not view.national_count and _regional_count(view):
        return t.count("lead.area", _regional_count(view), area=names(view.chosen, t))
    return f"{national} {_said_of_area(view, t)}"


def _regional_count(view: View) -> int:
    return sum(wanted.is_regional for wanted in view.wanted)


def _said_of_area(view: View, t: Texts) -> str:
    if view.topic and view.topic.kind == "occupation" and _regional_count(view):
        return t("lead.occupation.regional", area=names(view.chosen, t))
    return t.count("lead.regional", _regional_count(view), area=names(view.chosen, t))


def _training(view: View, t: Texts) -> str:
    direct = [r for each in view.inside for r in each.routes if r.confidence == "direct"]
    trainers = {route.provider_name for route in direct}
    if not view.chosen:
        regions = {route.arbeidsmarktregio_code for route in direct}
        return t.count("lead.regions_with_trainer", len(regions), total=len(view.regions))
    area = names(view.chosen, t)
    if trainers:
        topic = view.topic.name(t.language) if view.topic else ""
        return t.count("lead.trainers", len(trainers), area=area, topic=topic)
    nearest = view.nearest_outside
    if nearest is None:
        return t("lead.no_trainer_known", area=area)
    return f"{t('lead.no_trainer', area=area)} {nearest_sentence(view, nearest, t)}"


def nearest_sentence(view: View, nearest: Route, t: Texts) -> str:
    """Who is nearest, where, how far in a straight line, and of which year that is known."""
    region = next((r.name for r in view.regions if r.code == nearest.region_code), "")
    return t(
        "lead.nearest",
        provider=nearest.provider_name,
        place=nearest.place,
        km=t.number(nearest.distance_km or 0),
        region=region,
        year=nearest.evidence_year,
    )


def caption(view: View, t: Texts) -> str:
    """What the colours show, with the highest and lowest region and how many are unknown."""
    known = [region for region in view.regions if region.figure.value is not None]
    unknown = len(view.regions) - len(known)
    parts = [t(f"measure.{view.measure.name}.caption", **_topic_words(view, t))]
    parts += _extremes(view, known, t)
    if unknown:
        parts.append(t.count(f"measure.{view.measure.name}.unknown", unknown))
    if view.measure is Measure.OUTLOOKS:
        parts.append(t.count("caption.national", view.national_count))
    return " ".join(parts)


def _extremes(view: View, known: list[Region], t: Texts) -> list[str]:
    ordered = sorted(known, key=lambda region: (region.figure.value or 0.0, region.name))
    if view.measure is Measure.TIGHTNESS or not ordered:
        return []
    bottom, top = ordered[0].figure, ordered[-1].figure
    if top.value == bottom.value:
        return []
    high = _extreme(view, "caption.highest", [r for r in known if r.figure.value == top.value], t)
    lowest = [region for region in known if region.figure.value == bottom.value]
    if bottom.value == 0 and len(lowest) > 1:
        figure = figure_text(view, bottom, t)
        return [high, t.count("caption.zeroes", len(lowest), figure=figure)]
    return [high, _extreme(view, "caption.lowest", lowest, t)]


def _extreme(view: View, key: str, regions: list[Region], t: Texts) -> str:
    figure = figure_text(view, regions[0].figure, t)
    if len(regions) > 1:
        return t(f"{key}_shared", n=t.number(len(regions)), figure=figure)
    return t(key, name=regions[0].name, figure=figure)


def _topic_words(view: View, t: Texts) -> Mapping[str, str]:
    topic = view.topic.name(t.language) if view.topic else t("area.all_sectors")
    return {"topic": topic, "km": str(view.selection.reach_km)}


def figure_text(view: View, figure: Figure, t: Texts) -> str:
    """A region's figure in words, with its unit; what is unknown says so."""
    key = f"measure.{view.measure.name}"
    if figure.value is None:
        return figure.word or t(f"{key}.none")
    if view.measure is Measure.TIGHTNESS:
        return f"{t('tightness.' + figure.word.replace(' ', '_'))} ({t.period(figure.period)})"
    if view.measure in (Measure.TRAINERS, Measure.OUTLOOKS):
        return t.count(f"{key}.value", int(figure.value))
    decimals = 1 if view.measure is Measure.PROVIDERS else 0
    return t(f"{key}.value", n=t.fixed(figure.value, decimals), of=figure.of)


def figure_short(view: View, figure: Figure, t: Texts) -> str:
    """The figure as it is printed in the region itself; empty for unknown."""
    if figure.value is None:
        return ""
    if view.measure is Measure.TIGHTNESS:
        return t("tightness." + figure.word.replace(" ", "_"))
    if view.measure is Measure.REACH:
        return f"{t.number(figure.value)}%"
    if view.measure in (Measure.POPULATION, Measure.JOBS):
        return t.number(round(figure.value / 1000))
    return t.number(figure.value, 1)


def classes(measure: Measure, t: Texts) -> list[tuple[int, str]]:
    """The five classes of ``measure`` with their words, light to dark."""
    if measure is Measure.TIGHTNESS:
        words = [t("tightness." + word.replace(" ", "_")) for word in TIGHTNESS_CLASSES]
        return list(enumerate(words))
    breaks = BREAKS[measure]
    return [(index, _class_label(measure, index, breaks, t)) for index in range(len(breaks))]


def _class_label(measure: Measure, index: int, breaks: tuple[float, ...], t: Texts) -> str:
    low = breaks[index]
    if index == len(breaks) - 1:
        return t("legend.or_more", low=t.number(low))
    high = breaks[index + 1]
    if measure in _CONTINUOUS:
        key = "legend.below" if low == 0 else "legend.from_to"
        return t(key, low=t.number(low), high=t.number(high))
    if high - low == 1:
        return t("legend.none") if low == 0 else t.number(low)
    return t("legend.to", low=t.number(low), high=t.number(high - 1))
