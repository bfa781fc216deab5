"""What the app is measured against stays a fair comparison."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import folium
from folium.plugins import MarkerCluster

from bench.apps import BARE_IMPORTS, BASELINE
from bench.cdn import FILES, HOSTS
from inspiratiekaart.paths import PROJECT

_FIRST_VIEW = """
import ast, sys
from pathlib import Path
from streamlit.testing.v1 import AppTest

ran = AppTest.from_file(sys.argv[1], default_timeout=60).run()
assert not ran.exception, ran.exception
print(*sorted({name.partition(".")[0] for name in sys.modules}))
for name, module in sorted(sys.modules.items()):
    if name.partition(".")[0] == "inspiratiekaart" and getattr(module, "__file__", None):
        print(module.__file__)
"""


def _third_party(path: Path) -> set[str]:
    """The packages from elsewhere that a module imports, Streamlit left out."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    tops = {name.partition(".")[0] for name in found}
    return tops - {"streamlit", "inspiratiekaart", "pages"} - sys.stdlib_module_names


def test_the_bare_app_imports_what_the_app_imports() -> None:
    """Budget 6 compares with the imports that the first view of the app really needs."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _FIRST_VIEW, str(PROJECT / "app.py")],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert 0 == done.returncode, done.stderr[-2000:]
    loaded, *modules = done.stdout.splitlines()
    named = set().union(*(_third_party(Path(module)) for module in modules))
    needed = named & set(loaded.split())  # what is imported when it is needed may not be there
    assert needed == _third_party(BARE_IMPORTS.script)


def test_every_script_of_the_plain_map_has_a_stand_in() -> None:
    """The baseline's map would stay blank if one of its scripts were missing."""
    scripts = [url for _, url in [*folium.Map.default_js, *MarkerCluster.default_js]]
    wanted = [url.removeprefix("https://").partition("/") for url in scripts]
    assert set() == {host for host, _, _ in wanted} - set(HOSTS)
    assert set() == {f"/{path}" for _, _, path in wanted} - set(FILES)


def test_the_baseline_is_the_plain_build() -> None:
    """It uses what the budgets name, with default arguments, and caches nothing but files."""
    source = BASELINE.script.read_text(encoding="utf-8")
    for part in ("folium.Choropleth(", "MarkerCluster()", "st_folium(country)", "st.dataframe("):
        assert part in source
    assert 2 == source.count("@st.cache_data")
    assert "sleep" not in source
