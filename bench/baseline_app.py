"""The plain build of the map page that most people would write: the baseline of the budgets.

Same packages, same dataset and same boundaries as the app: a folium map made anew on each run, a
``Choropleth`` of the 35 regions, a ``MarkerCluster`` filled marker by marker, ``st_folium`` with
its default arguments and a dataframe underneath. Nothing is made slower on purpose; reading files
is cached, as Streamlit's own tutorial does.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import folium
import pandas as pd
import streamlit as st
from folium.plugins import MarkerCluster
from streamlit_folium import st_folium

ROOT = Path(__file__).resolve().parent.parent
EDITION = "2026"
EVERYTHING = "Alles"
LEVELS = (EVERYTHING, "basis", "middelbaar", "hoger")
PROMISING = ("kansrijk", "structureel kansrijk")
MEASURES = (
    "Kansrijke beroepen",
    "Opleiders per 100.000 inwoners",
    "Opleiders",
    "Inwoners",
    "Banen",
)


@st.cache_data
def table(folder: str, name: str) -> pd.DataFrame:
    """One table of the dataset, as it stands in its file."""
    return pd.read_csv(ROOT / "datasets" / folder / f"{name}.csv", dtype={"crebo": str})


@st.cache_data
def boundaries() -> dict[str, Any]:
    """The 35 regions as GeoJSON."""
    path = ROOT / "geodata" / EDITION / "arbeidsmarktregios.geojson"
    shapes: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return shapes


def latest(facts: pd.DataFrame, indicator: str) -> pd.Series:
    """The newest value of ``indicator`` per region code."""
    of_regions = facts["area_kind"].eq("arbeidsmarktregio") & facts["indicator"].eq(indicator)
    rows = facts[of_regions].sort_values("period_end_year")
    return rows.drop_duplicates("area_code", keep="last").set_index("area_code")["value"]


st.set_page_config(page_title="Inspiratiekaart", layout="wide")
st.title("Inspiratiekaart")

regions = table(EDITION, "arbeidsmarktregios")
facts = table(EDITION, "regional_facts")
sectors = table("common", "sectors")
occupations = table("common", "occupations")
outlooks = table(EDITION, "outlooks")
sites = table(EDITION, "sites").merge(
    table("common", "providers")[["provider_id", "name", "kind", "website"]], on="provider_id"
)
names = regions.set_index("arbeidsmarktregio_code")["name"]

columns = st.columns(4)
chosen_names = columns[0].multiselect("Regio", sorted(names), key="bar_regions")
sector = columns[1].selectbox("Sector", [EVERYTHING, *sectors["name_nl"]], key="bar_sector")
level = columns[2].selectbox("Niveau", LEVELS, key="bar_level")
measure = columns[3].selectbox("Kleur", MEASURES, key="bar_measure")

rows = outlooks.merge(
    occupations[["occupation_id", "name_nl", "sector_id", "level"]], on="occupation_id", how="left"
)
if sector != EVERYTHING:
    sector_id = sectors.loc[sectors["name_nl"] == sector, "sector_id"].iloc[0]
    rows = rows[rows["sector_id"] == sector_id]
if level != EVERYTHING:
    rows = rows[rows["level"] == level]
promising = rows[rows["status"].isin(PROMISING)]

if chosen_names:
    chosen = names[names.isin(chosen_names)].index
    sites = sites[sites["arbeidsmarktregio_code"].isin(chosen)]
    rows = rows[rows["arbeidsmarktregio_code"].isin(chosen) | rows["scope"].eq("national")]

inhabitants = latest(facts, "population_count")
providers = table(EDITION, "sites").groupby("arbeidsmarktregio_code")["provider_id"].nunique()
nationwide = promising.loc[promising["scope"] == "national", "occupation_id"].nunique()
in_region = promising.groupby("arbeidsmarktregio_code")["occupation_id"].nunique()
values = {
    "Kansrijke beroepen": in_region.reindex(names.index, fill_value=0) + nationwide,
    "Opleiders per 100.000 inwoners": providers / inhabitants * 100_000,
    "Opleiders": providers,
    "Inwoners": inhabitants,
    "Banen": latest(facts, "jobs_count"),
}[measure]
coloured = pd.DataFrame({"code": names.index, "value": values.reindex(names.index).to_numpy()})

country = folium.Map(location=[52.2, 5.3], zoom_start=7)
folium.Choropleth(
    geo_data=boundaries(),
    data=coloured,
    columns=["code", "value"],
    key_on="feature.properties.code",
    fill_color="YlGn",
    fill_opacity=0.7,
    line_opacity=0.5,
    legend_name=measure,
    highlight=True,
).add_to(country)
cluster = MarkerCluster().add_to(country)
for _, site in sites.iterrows():
    folium.Marker(
        location=[site["lat"], site["lon"]],
        popup=f"<b>{site['name']}</b><br>{site['street']}<br>{site['place']}",
        tooltip=site["name"],
    ).add_to(cluster)
st_folium(country)

rows = rows.assign(regio=rows["arbeidsmarktregio_code"].map(names).fillna("Nederland"))
st.dataframe(rows[["name_nl", "name_as_said", "regio", "status", "period", "publisher", "url"]])
