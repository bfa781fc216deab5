"""What is to be checked, on the page Regio; and who may mark it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from inspiratiekaart import paths
from inspiratiekaart.checks import ROLES, Check
from inspiratiekaart.editions import checking
from inspiratiekaart.editions.checking import read
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.store.attempts import ALLOWED, Attempts
from inspiratiekaart.store.gate import BEHIND_LOGIN, Gate
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache, editing
from tests.ui.apptest import html as html_of
from tests.ui.apptest import run

PASSWORD = "een-lang-wachtwoord"  # noqa: S105  # of this test
NL = Texts("nl")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of Groningen, as if it were the home; nobody has marked anything."""
    folder = tmp_path / "groningen"
    (folder / "datasets").mkdir(parents=True)
    monkeypatch.setattr(paths, "IS_FORK", True)
    monkeypatch.setattr(paths, "HOME", folder)
    monkeypatch.setattr(cache, "own_region", lambda: "AM01")
    _set(monkeypatch, PASSWORD)
    yield folder
    cache._own_checks.cache_clear()


def _set(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    gate = Gate(setting, Attempts(lambda: 0.0))
    monkeypatch.setattr(cache, "gate", lambda: gate)


def _page(**query: str) -> AppTest:
    return run("regio", **{"regios": "AM01", **query})


def _enter(page: AppTest, password: str) -> AppTest:
    page.text_input(key="editing_password").set_value(password)
    enter = next(each for each in page.button if each.label == NL("editing.enter"))
    return enter.click().run()


def _share(page: AppTest) -> str:
    found = re.search(r"<strong>(.*?)</strong>", html_of(page).split('id="controleren"')[1])
    return found[1] if found else ""


def _boxes(page: AppTest) -> list[str]:
    return [str(box.key) for box in page.checkbox]


def _tick(page: AppTest) -> AppTest:
    page.checkbox(key=_boxes(page)[0]).check()
    return page.button(key="trust_mark").click().run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_sees_what_is_to_be_checked(language: Language) -> None:
    """The share, the reasons, the first rows and the list to take along; nothing to fill in."""
    t = Texts(language)
    page = _page(taal=language)
    html = html_of(page)
    assert t("trust.heading") in html
    assert re.fullmatch(r"\d+ (van de|of the) \d+ (rijen|rows) \(\d+ %\)\.", _share(page))
    assert t("trust.how") in html.replace("&#39;", "'")
    assert 10 == html.split('id="controleren"')[1].split("</table>")[0].count('<tr><th scope="row"')
    assert [] == _boxes(page)
    assert "editing_password" not in [each.key for each in page.text_input]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_several_regions_each_has_its_share(language: Language) -> None:
    """With a link to the region by itself."""
    html = html_of(_page(taal=language, regios="AM01,AM02")).split('id="controleren"')[1]
    assert Texts(language)("trust.members") in html
    assert 2 == len(re.findall(r'<a href="regio\?regios=AM0[12]', html.split("</section>")[0]))


def test_who_has_the_password_marks_and_undoes(own: Path) -> None:
    """A row leaves the list at once and comes back; the file has the role and no name."""
    page = _page()
    before = _share(page)
    page = _enter(page, "wrong")
    assert NL("editing.wrong") in html_of(page)
    assert [] == _boxes(page)
    page = _enter(page, PASSWORD)
    first = _boxes(page)[0]
    assert not any("gone" in box for box in _boxes(page))
    page.selectbox(key="trust_role").set_value(ROLES[1])
    page = _tick(page)
    assert before != _share(page)
    assert first not in _boxes(page)
    checks, wrong = read(own)
    assert ((), 1, ROLES[1]) == (wrong, len(checks), checks[0].role)
    assert checks[0].row
    page = page.button(key="trust_undo").click().run()
    assert before == _share(page)
    assert ((), ()) == read(own)
    assert NL("trust.mark.undone") in html_of(page)
    assert "editing_password" not in page.session_state
    page = page.button(key="editing_leave").click().run()
    assert [] == _boxes(page)


def test_too_many_guesses_have_to_wait(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who guesses is told for how long; the right password does not pass meanwhile."""
    monkeypatch.setattr(type(st.context), "ip_address", "192.0.2.1")
    for _ in range(ALLOWED):
        assert not cache.gate().admits("192.0.2.1", "guess")
    page = _enter(_page(), PASSWORD)
    assert NL("editing.wait", seconds=60) in html_of(page)
    assert [] == _boxes(page)
    assert not (own / "datasets" / "nagekeken.csv").exists()


def test_behind_a_login_there_is_no_password(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list can be worked on at once, of this region only."""
    _set(monkeypatch, BEHIND_LOGIN)
    assert [] != _boxes(_page())
    assert [] == _boxes(_page(regios="AM02"))
    assert [] == _boxes(_page(regios="AM01,AM02"))
    assert own.is_dir()


@pytest.mark.parametrize("setting", ["", "kort"])
def test_without_a_password_nobody_can_write(
    own: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    """Nor where it is not the home of a region."""
    _set(monkeypatch, setting)
    assert not editing.possible()
    _set(monkeypatch, PASSWORD)
    assert editing.possible()
    monkeypatch.setattr(paths, "IS_FORK", False)
    assert not editing.possible()
    assert own.is_dir()


def test_writing_asks_again(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was let in before the operator closed the gate writes nothing, and reads why."""
    page = _enter(_page(), PASSWORD)
    page.checkbox(key=_boxes(page)[0]).check()
    page = page.run()
    monkeypatch.setattr(editing, "allowed", lambda: False)
    page = page.button(key="trust_mark").click().run()
    assert not (own / "datasets" / "nagekeken.csv").exists()
    monkeypatch.undo()


@pytest.mark.parametrize("code", ["busy", "unreadable", "not-written"])
def test_what_could_not_be_written_is_said(
    own: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """In plain words; the row is still on the list and ticked, to try again."""

    def refuse(_folder: Path, _checks: tuple[Check, ...]) -> None:
        raise checking.CheckingError(code)

    monkeypatch.setattr(checking, "mark", refuse)
    page = _enter(_page(), PASSWORD)
    page = _tick(page)
    assert NL(f"trust.refused.{code}") in html_of(page)
    assert page.checkbox(key=_boxes(page)[0]).value
    assert own.is_dir()
