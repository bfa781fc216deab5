"""Pages as Streamlit's own AppTest runs them, and the HTML that they hand over."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from inspiratiekaart.paths import PROJECT


def run(page: str, **query: str) -> AppTest:
    """The app at ``page`` (a file in pages/, or "" for the map) with ``query``, without errors."""
    app = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app = app.run()
    if page:
        app = app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    """All HTML of the page, in the order in which it stands there."""
    return "".join(element.proto.body for element in app.get("html"))


def headings(text: str) -> list[str]:
    """The words of the page's h1."""
    return re.findall(r"<h1[^>]*>([^<]*)</h1>", text)
