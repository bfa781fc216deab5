"""Runs in a process of its own, with INSPIRATIEKAART_HOME: writes what the app makes of a home.

``python -m tests.division.walk OUT`` writes each page as Streamlit's AppTest runs it, the state
of the map, what search finds, and a Data Package's view of it, to the folder OUT.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from bench.pages import PAGES
from inspiratiekaart.dataset import open_dataset
from inspiratiekaart.drawing.leaflet import Files, map_state, points, words
from inspiratiekaart.drawing.outlines import outlines
from inspiratiekaart.export.formats import FORMATS
from inspiratiekaart.export.handout import handout_of_selection
from inspiratiekaart.reach import reach
from inspiratiekaart.search import find_places
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.views import view
from tests.division.isles import CHOSEN
from tests.ui.apptest import html, run

TYPED = ("AV11", " av12 ", "Ävle", "avle", "By k-3.v", "socken k-1.ö", "9401", "Assen")


def main(out: Path) -> None:
    """Write everything to ``out``."""
    _pages(out)
    dataset = open_dataset()
    selection = Selection(regions=frozenset({CHOSEN, "Öst"}), topic="havet")
    seen, t = view(dataset, selection), Texts("nl")
    drawn = outlines(dataset)
    found = {
        "state": map_state(dataset, seen, Files("r", "g", "s", "w"), t),
        "points": points(dataset),
        "words": words(t),
        "found": {typed: [m.name for m in find_places(dataset, typed)] for typed in TYPED},
        "size_km": [drawn.width_km, drawn.height_km],
        "distance_km": reach(dataset, 40).distance_km.round(1).tolist(),
        "query": selection.query_string(),
    }
    (out / "found.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    handout = handout_of_selection(dataset, selection, Texts("en"), date(2031, 1, 2))
    for name, form in FORMATS.items():
        (out / f"map.{name}").write_bytes(form.write(handout))


def _pages(out: Path) -> None:
    for page in PAGES:
        for language in ("nl", "en"):
            for kind, regions in (("country", ""), ("region", CHOSEN), ("two", f"{CHOSEN},Öst")):
                query = {"taal": language, "regios": regions} if regions else {"taal": language}
                text = html(run(page, **query))
                (out / f"{page or 'kaart'}-{language}-{kind}.html").write_text(text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
