"""Whatever is asked of the shared addresses, the answer is a page and nothing breaks (R2)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from inspiratiekaart.serving import ROUTES, sharing
from inspiratiekaart.serving.bodies import Body, Made, body_of
from inspiratiekaart.serving.kept import Kept
from inspiratiekaart.store import Store, UnknownLinkError, open_store
from inspiratiekaart.store.attempts import Attempts
from tests.serving.asking import Asker, quoted

NAMES = st.sampled_from(
    ["regios", "sector", "niveau", "kleur", "lagen", "afstand", "editie", "taal", "stand", "embed"]
)
KNOWN = st.sampled_from(
    ["AM01", "AM01,AM99", "optiek", "zorg", "hoger", "bereik", "geen", "20", "2021", "en", "1e9"]
)
QUERIES = st.lists(
    st.tuples(st.one_of(NAMES, st.text(max_size=8)), st.one_of(KNOWN, st.text(max_size=30))),
    max_size=6,
)
CHECKS = list(HealthCheck)


class _Blank:
    """Stands for the kept pages, so that what is asked is read and nothing is drawn."""

    body = body_of(Made(b"<h1>", "text/html", ""))

    async def get(self, _key: Hashable, _make: Callable[[], Made]) -> Body:
        hash(_key)
        return self.body


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """The shared addresses without Streamlit around them, on an empty store without limits."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('store')}/maps.sqlite3")

    class Patient(Attempts):
        def fail(self, visitor: str) -> None:
            """Whoever guesses may go on."""

    patient = Store(store.engine, Patient(lambda: 0.0), store.now)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sharing, "KEPT", Kept(lambda: patient))
        opened = Asker(Starlette(routes=ROUTES))
        yield opened
        opened.runner.close()
    store.close()


@pytest.fixture
def blank(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw nothing."""
    monkeypatch.setattr(sharing, "BODIES", _Blank())


@settings(max_examples=4000, deadline=None, suppress_health_check=CHECKS)
@given(query=QUERIES)
@pytest.mark.usefixtures("blank")
def test_any_query_is_read(
    asker: Asker, caplog: pytest.LogCaptureFixture, query: list[tuple[str, str]]
) -> None:
    """No parameter, known or not, leads to an error."""
    with caplog.at_level(logging.WARNING):
        assert 200 == asker.get("/deel/kaart", query).status
    assert [] == caplog.records


@settings(max_examples=4000, deadline=None, suppress_health_check=CHECKS)
@given(key=st.text(max_size=40), part=st.sampled_from(["", "/beeld.png", "/presentatie", "/x"]))
@pytest.mark.usefixtures("blank")
def test_any_key_is_answered(
    asker: Asker, caplog: pytest.LogCaptureFixture, key: str, part: str
) -> None:
    """An address of nothing says so; a slash too many at its end is taken off."""
    with caplog.at_level(logging.WARNING):
        assert asker.get(f"/deel/{quoted(key)}{part}").status in (200, 307, 404)
    assert [] == caplog.records


@settings(max_examples=60, deadline=None, suppress_health_check=CHECKS)
@given(query=QUERIES)
def test_any_query_gives_a_page(asker: Asker, query: list[tuple[str, str]]) -> None:
    """The page is drawn, and nothing that was asked stands on it as markup."""
    answered = asker.get("/deel/kaart", [("sector", "optiek"), *query])
    assert 200 == answered.status
    assert "<h1" in answered.text
    for _, value in query:
        assert "<" not in value or f">{value}<" not in answered.text


def test_a_fault_in_drawing_is_not_swallowed(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests above can fail: what breaks in a page comes out."""

    def broken(*_: object) -> Made:
        raise LookupError

    monkeypatch.setattr(sharing, "_page", broken)
    with pytest.raises(LookupError):
        asker.get("/deel/kaart", [("regios", "AM07"), ("x", "1")])


def test_a_path_upwards_leads_nowhere(asker: Asker) -> None:
    """No file of the server is reached through it."""
    for path in ("/deel/..%2f..%2fetc%2fpasswd", "/deel/kaart/../../asgi.py", "/deel//"):
        assert 404 == asker.get(path).status


def test_the_tests_keep_to_a_store_of_their_own(asker: Asker) -> None:
    """What they look up is not there, and not in the store of the app either."""
    with pytest.raises(UnknownLinkError):
        sharing.KEPT.look("x" * 32, "")
    assert 404 == asker.get(f"/deel/{'x' * 32}").status
