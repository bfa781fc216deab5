"""The pages of the app, by the end of their address."""

from __future__ import annotations

from bench.apps import PROJECT

START = "kaart"

PAGES = ("", *sorted(each.stem for each in (PROJECT / "pages").glob("*.py") if each.stem != START))
"""All of them, the map first, which stands at the address of the app itself."""
