"""Prints the addresses that the app answers, one a line: kind, methods, path.

Run as a process of its own, since a process can have one Streamlit server only.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from asgi import app  # found through the line above

app._runtime = app._create_runtime()  # Streamlit has no public way to list its routes
for route in app._build_starlette_app().routes:
    methods = ",".join(sorted(getattr(route, "methods", None) or ()))
    path = getattr(route, "path", "") or "-"
    sys.stdout.write(f"{type(route).__name__} {methods or '-'} {path}\n")
