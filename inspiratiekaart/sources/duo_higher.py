"""Higher education in DUO's open data: recognised, offered, and with students (RIO, 1CHO).

Three registers, each with its own kind of certainty: a recognition is a right to offer, an offered
programme is one an institution itself entered in RIO, and a count says who really studied there.
Source: DUO, Overzicht erkenningen ho, HO opleidingsoverzicht, Ingeschrevenen hbo.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from inspiratiekaart.sources.claims import as_claims, counted, rows_of

RECOGNISED = "duo-ho-erkenningen-2026"
OFFERED = "duo-ho-aanbod-2026"
ENROLLED = "duo-hbo-ingeschrevenen"
SNAPSHOT = "2026-02-20"
_FIRST_DAY = "-01-01"
_FORMS = {"ASSOCIATE_DEGREE": "ad", "BACHELOR": "bachelor", "MASTER": "master"}
_KINDS = {"associate degree": "ad", "bachelor": "bachelor", "master": "master"}
_LANGUAGES = {"NLD": "nl", "ENG": "en", "DEU": "de"}
_NO_PROGRAMME = re.compile(r"minors?\b|pre-?master|schakel|educatieve module", re.IGNORECASE)
_SUFFIX = re.compile(r"[ -]+(voltijd|deeltijd|duaal)$", re.IGNORECASE)
_PREFIX = re.compile(r"^(B|M|Ad|Bachelor|Master|Associate degree) (?=\S)")


def has_ended(raw: pd.DataFrame, period: str = SNAPSHOT) -> pd.Series:
    """Which recognitions had their last intake, or lost their licence, before that year."""
    return _before(raw["instroom_einddatum"], period) | _before(raw["licentie_einddatum"], period)


def recognised(
    raw: pd.DataFrame, gemeenten: Mapping[str, str], period: str = SNAPSHOT
) -> pd.DataFrame:
    """Claims from ``ho_erkende_opleidingen_plaats``: who may offer what where.

    ``gemeenten`` gives the present ``gemeente_code`` of each municipality by name; ``period`` is
    the day or year that the list is of. Recognitions that ended before that year are left out.
    """
    rows = raw.loc[~has_ended(raw, period)]
    return as_claims(
        rows.assign(
            provider_id=rows["instellingscode"],
            place=rows["plaats"],
            gemeente_code=rows["gemeente"].map(gemeenten),
            title=rows["opleiding"].str.strip(),
            isat=rows["isat_croho"],
            learning_form_id=rows["graad"].map(_FORMS),
            attendance=rows["vorm"].str.lower(),
            level=level_of(rows["niveau"]),
            duration_text=rows["studielast"].map(lambda ec: f"{ec} EC", na_action="ignore"),
            end_on=rows["instroom_einddatum"].fillna(rows["licentie_einddatum"]),
            is_funded=rows["bekostiging"].map(
                {"BEKOSTIGD": True, "NIET_BEKOSTIGD": False, "AANGEWEZEN": False}
            ),
        ),
        evidence_year=int(period[:4]),
        certainty="recognised",
        source_id=RECOGNISED,
        period=period,
    )


def is_closed(raw: pd.DataFrame, period: str = SNAPSHOT) -> pd.Series:
    """Which offered programmes had their last intake before that year."""
    return _before(raw["laatste_instroom"], period)


def is_no_programme(raw: pd.DataFrame) -> pd.Series:
    """Which rows are a minor, a premaster or another part of a programme, as their name tells."""
    return raw["opleiding"].str.contains(_NO_PROGRAMME.pattern, flags=re.I)


def offered(
    raw: pd.DataFrame, providers: Mapping[str, str], official: pd.DataFrame
) -> pd.DataFrame:
    """Claims from ``ho_aangeboden_opleidingen``: what institutions themselves enter as on offer."""
    return as_claims(
        programmes(raw, providers, official),
        evidence_year=2026,
        certainty="offered",
        source_id=OFFERED,
        period=SNAPSHOT,
    )


def programmes(
    raw: pd.DataFrame,
    providers: Mapping[str, str],
    official: pd.DataFrame,
    period: str = SNAPSHOT,
    carried: Sequence[str] = (),
) -> pd.DataFrame:
    """The programmes on offer, one row per programme, attendance and place.

    ``providers`` gives the provider of each RIO ``onderwijsaanbiederid``; ``official`` is the frame
    of ``recognised`` and gives the official title and the funding of each programme. Minors and
    premasters are left out where the name tells; variants of one programme become one row per
    place and attendance, with the first of what stands in ``carried``. A row without code gets one
    only where its own name, without prefix and attendance, is that of a recognised programme of
    the same provider and level.
    """
    rows = raw.loc[~is_closed(raw, period) & ~is_no_programme(raw)]
    rows = rows.assign(
        provider_id=rows["onderwijsaanbiederid"].map(providers), level=level_of(rows["niveau"])
    )
    titles = official.drop_duplicates("isat").set_index("isat")["title"]
    names = _codes_by_name(official)
    isat = pd.Series(
        [
            code if isinstance(code, str) else names.get((provider, level, _plain(title)))
            for code, provider, level, title in zip(
                rows["isat_croho"],
                rows["provider_id"],
                rows["level"],
                rows["opleiding"],
                strict=True,
            )
        ],
        index=rows.index,
        dtype="object",
    )
    start = rows["eerste_instroom"]
    rows = rows.assign(
        isat=isat,
        title=isat.map(titles)
        .astype("object")
        .fillna(rows["opleiding"].str.strip().str.replace(r"\s+", " ")),
        place=rows["plaats"],
        learning_form_id=rows["graad"].map(_FORMS),
        attendance=rows["vorm"].str.lower(),
        duration_text=rows["studielast"].map(lambda ec: f"{ec} EC", na_action="ignore"),
        start_on=start.where(start.ge(period[:4] + _FIRST_DAY)),
        end_on=rows["laatste_instroom"],
        url=rows["website"].where(rows["website"].str.match(r"https?://[^\s]+$", na=False)),
    )
    key = ["provider_id", "isat", "title", "level", "learning_form_id", "attendance", "place"]
    groups = rows.groupby(key, dropna=False, sort=True)
    merged = groups.agg(
        language=("voertaal", _languages),
        duration_text=("duration_text", _only),
        start_on=("start_on", "min"),
        end_on=("end_on", _all_end),
        url=("url", "min"),
        **{name: (name, "first") for name in carried},
    ).reset_index()
    funding = official.groupby(["provider_id", "isat"])["is_funded"].agg(_only)
    merged["is_funded"] = [
        funding.get((provider, code))
        for provider, code in zip(merged["provider_id"], merged["isat"], strict=True)
    ]
    return merged


def enrolled(raw: pd.DataFrame, year: int, official: pd.DataFrame) -> pd.DataFrame:
    """Claims from ``ingeschrevenen hbo`` for one study year: programmes with students.

    The count is that of one programme of one institution in one municipality, all forms of
    attendance together. Masked counts (-1 in the file) become ``suppressed``.
    """
    rows = raw.loc[raw["STUDIEJAAR"] == str(year)]
    count = pd.to_numeric(rows["AANTAL_INGESCHREVENEN"])
    titles = official.drop_duplicates("isat").set_index("isat")["title"]
    form = rows["TYPE_HOGER_ONDERWIJS"].map(_KINDS)
    return as_claims(
        rows.assign(
            provider_id=rows["INSTELLINGSCODE_ACTUEEL"],
            gemeente_code="GM" + rows["GEMEENTENUMMER"],
            title=rows["OPLEIDINGSCODE_ACTUEEL"]
            .map(titles)
            .astype("object")
            .fillna(rows["OPLEIDINGSNAAM_ACTUEEL"].str.replace(_PREFIX, "", regex=True)),
            isat=rows["OPLEIDINGSCODE_ACTUEEL"],
            learning_form_id=form,
            level=form.map({"ad": "ad", "bachelor": "hbo", "master": "hbo"}),
            is_funded=True,
            **counted(count, year, ENROLLED),
        ),
        evidence_year=year,
        certainty="had_students",
        source_id=ENROLLED,
        period=str(year),
    )


def _before(day: pd.Series, period: str) -> pd.Series:
    return day.lt(period[:4] + _FIRST_DAY).fillna(value=False)


def level_of(niveau: pd.Series) -> pd.Series:
    """Our level of each level of DUO."""
    return niveau.map(
        lambda code: "ad" if code == "HBO-AD" else str(code)[:3].lower().strip("-"),
        na_action="ignore",
    )


def _plain(title: str) -> str:
    short = _SUFFIX.sub("", _PREFIX.sub("", title)).lower()
    return re.sub(r"[^a-z0-9]+", "", short)


def _codes_by_name(official: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    found: dict[tuple[str, str, str], set[str]] = {}
    for row in rows_of(official[["provider_id", "level", "title", "isat"]]):
        found.setdefault((row.provider_id, row.level, _plain(row.title)), set()).add(row.isat)
    return {key: min(codes) for key, codes in found.items() if len(codes) == 1}


def _languages(values: pd.Series) -> str | None:
    said = {code for value in values.dropna() for code in value.split(",")}
    return "|".join(sorted(_LANGUAGES[code] for code in said if code in _LANGUAGES)) or None


def _only(values: pd.Series) -> object:
    found = values.dropna().unique()
    return found[0] if len(found) == 1 else None


def _all_end(values: pd.Series) -> str | None:
    return None if values.isna().any() else str(values.max())
