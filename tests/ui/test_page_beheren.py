"""The page Dataset beheren: who may use it, and a file's road from upload to taking it back."""

from __future__ import annotations

import html as escaping
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from inspiratiekaart import paths
from inspiratiekaart.importing import imports
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.sources.published import forms
from inspiratiekaart.store.attempts import Attempts
from inspiratiekaart.store.gate import BEHIND_LOGIN, Gate
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache, editing, managing_work
from inspiratiekaart.ui.managing_task import Task
from inspiratiekaart.ui.managing_work import Read
from tests.ui.apptest import html as html_of
from tests.ui.apptest import run

PASSWORD = "een-lang-wachtwoord"  # noqa: S105  # of this test
NL = Texts("nl")
LIST = """\
Vak;Wat denken wij;Jaartal
Opticien;kansrijk;2026
Kapper;kansrijk;2026
Bakker;wie weet;2026
"""
"""Not of UWV: made up for these tests, with headings that nobody uses."""

POINTED_OUT = {"occupation": "Vak", "status": "Wat denken wij", "period": "Jaartal"}
HOSTILE = "<img src=x onerror=alert(1)>"

Gated = Callable[[str], None]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gated:
    """Sets INSPIRATIEKAART_EDITING."""

    def set_to(setting: str) -> None:
        made = Gate(setting, Attempts(lambda: 0.0))
        monkeypatch.setattr(cache, "gate", lambda: made)

    return set_to


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: Gated) -> Path:
    """The folder of own rows for the whole country, not there yet; everybody may write."""
    folder = tmp_path / "own"
    monkeypatch.setattr(paths, "IMPORTS", folder)
    monkeypatch.setattr(paths, "GATHERED", tmp_path / "gathered")
    gate(BEHIND_LOGIN)
    return folder


def _page(language: Language = "nl") -> AppTest:
    return run("beheren", taal=language)


def _over(page: AppTest) -> AppTest:
    """The page once the work that goes on is over."""
    if "managing_task" in page.session_state:
        page.session_state["managing_task"].join()
        page = page.run()
    assert not page.exception
    return page


def _handed_in(page: AppTest, content: str | bytes, name: str = "lijst.csv") -> AppTest:
    given = content if isinstance(content, bytes) else content.encode()
    return _over(page.file_uploader[0].upload(name, given, "text/csv").run())


def _pick(page: AppTest, label: str, value: object) -> None:
    box = next(each for each in page.selectbox if label in each.label)
    box.set_value(value)


def _click(page: AppTest, label: str) -> AppTest:
    return next(each for each in page.button if each.label == label).click().run()


def _pointed_out(page: AppTest) -> AppTest:
    for role, heading in POINTED_OUT.items():
        _pick(page, NL(f"managing.role.{role}"), heading)
    return _over(_click(page, NL("managing.columns.button")))


def _text(page: AppTest) -> str:
    return escaping.unescape(html_of(page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nobody_may_there_is_nothing_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: Gated, language: Language
) -> None:
    """Without a folder, and without a password, the page says why; it is in no header."""
    t = Texts(language)
    page = _page(language)
    assert t("managing.closed.no_folder") in _text(page)
    monkeypatch.setattr(paths, "IMPORTS", tmp_path / "own")
    gate("")
    page = _page(language)
    assert t("managing.closed.no_gate") in _text(page)
    assert ([], [], []) == (list(page.file_uploader), list(page.button), list(page.text_input))
    assert '<li><a href="beheren"' not in html_of(page)
    assert not (tmp_path / "own").exists()


def test_only_who_has_the_password_hands_in_a_file(own: Path, gate: Gated) -> None:
    """Before, there is no place for one; after, there is, with the template and an empty list."""
    gate(PASSWORD)
    page = _page()
    assert [] == list(page.file_uploader)
    assert '<li><a href="beheren"' in html_of(page)
    page.text_input(key="editing_password").set_value(PASSWORD)
    page = _click(page, NL("editing.enter"))
    assert [NL("managing.file.label")] == [each.label for each in page.file_uploader]
    assert NL("managing.imports.none") in _text(page)
    assert NL("managing.template.button") in [each.label for each in page.download_button]
    page = _click(page, NL("editing.leave"))
    assert [] == list(page.file_uploader)
    assert not own.exists()


def test_a_file_goes_in_and_comes_out(own: Path) -> None:
    """Its columns are pointed out, what is new is shown, it is accepted, and it is taken back."""
    page = _handed_in(_page(), LIST)
    assert "UWV: Kansrijke beroepen" in _text(page)
    missing = NL("managing.columns.missing", roles=NL("managing.role.occupation"))
    assert missing in _text(page)
    page = _pointed_out(page)
    assert missing not in _text(page)
    assert NL.count("managing.end.count", 2) in _text(page)
    assert NL.count("managing.wrong.count", 1) in _text(page)
    assert "wie weet" in _text(page)
    _pick(page, NL("managing.region.label"), "AM05")
    page = _over(page.run())
    assert not own.exists()
    page = _over(page.button(key="managing_accept").click().run())
    assert NL("managing.news.accepted", file="lijst.csv", n="2") in _text(page)
    (record,) = imports(own)
    assert ("lijst.csv", "AM05", {"outlooks": {"new": 2}}) == (
        record.file_name,
        record.region,
        record.counts,
    )
    assert "Twente" in _text(page)
    rows = (own / "datasets" / "outlooks.csv").read_text(encoding="utf-8")
    assert 2 == rows.count(",AM05,kansrijk,kansrijk,2026,")
    page = _over(page.button(key="managing_take_back").click().run())
    assert NL("managing.news.undone", file="lijst.csv") in _text(page)
    assert () == imports(own)
    assert not (own / "datasets" / "outlooks.csv").exists()
    assert NL("managing.imports.none") in _text(page)


def test_what_was_pointed_out_is_remembered(own: Path) -> None:
    """The next file with these headings is understood, and can still be corrected."""
    page = _pointed_out(_handed_in(_page(), LIST))
    _over(page.button(key="managing_accept").click().run())
    page = _handed_in(_page(), LIST.replace("Kapper", "Loodgieter"), "volgende.csv")
    assert NL.count("managing.end.count", 1) in _text(page)
    _pick(page, NL("managing.role.status"), "")
    page = _over(_click(page, NL("managing.columns.button")))
    assert "wie weet" not in _text(page)
    assert own.is_dir()


def test_a_question_is_answered(own: Path) -> None:
    """Of a name that may be several professions a person says which."""
    page = _pointed_out(_handed_in(_page(), LIST.replace("Kapper", "Verpleegkundige")))
    assert NL.count("managing.questions.left", 1) in _text(page)
    asked = next(each for each in page.selectbox if "Verpleegkundige" in each.label)
    assert NL("managing.questions.none") in asked.options
    asked.set_value("wijkverpleegkundigen")
    page = _over(_click(page, NL("managing.questions.button")))
    assert NL.count("managing.questions.answered", 1) in _text(page)
    assert "Wijkverpleegkundigen" in _text(page)
    assert not own.exists()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"%PDF-1.7\n", "lijst.csv", NL("reading.refused.document", file="lijst.csv")),
        (b"", "leeg.xlsx", NL("reading.refused.empty", file="leeg.xlsx")),
        (b"\x00\x01\x02\x03" * 50, "lijst.xlsx", NL("reading.refused.binary", file="lijst.xlsx")),
    ],
)
def test_a_wrong_file_is_told_and_changes_nothing(
    own: Path, content: bytes, name: str, said: str
) -> None:
    """In a sentence that says what to do; the next file can be handed in at once."""
    page = _handed_in(_page(), content, name)
    assert said in _text(page)
    assert 1 == len(page.file_uploader)
    assert not own.exists()


def test_an_unknown_file_may_be_told(own: Path) -> None:
    """It is not guessed; read as something else it gives a sentence, or rows that are left out."""
    page = _handed_in(_page(), "kleur;smaak\nrood;zoet\ngroen;zuur\n", "iets.csv")
    assert NL("managing.read.unknown") in _text(page)
    assert page.button(key="managing_accept").disabled
    for form in forms():
        page = _read_as(_handed_in(_page(), "kleur;smaak\nrood;zoet\n", "iets.csv"), form.form_id)
        assert NL("managing.trouble.failed") not in _text(page)
    assert not own.exists()


def _read_as(page: AppTest, form_id: str) -> AppTest:
    _pick(page, NL("managing.form.label"), form_id)
    return _over(page.button(key="managing_form_button").click().run())


def test_what_a_stranger_wrote_is_text(own: Path) -> None:
    """The name of the file, its headings and its cells run nowhere."""
    heading = f"Wat denken wij;{HOSTILE};Vak;Jaartal"
    rows = (
        f"kansrijk;{HOSTILE};{HOSTILE} Opticien;2026",
        f"{HOSTILE};{HOSTILE};Kapper;2026",
        "kansrijk;;Bakker;2026",
    )
    hostile = "\n".join((heading, *rows))
    page = _pointed_out(_handed_in(_page(), hostile, f"{HOSTILE}.csv"))
    assert HOSTILE not in html_of(page)
    assert escaping.escape(HOSTILE) in html_of(page)
    page = _over(page.button(key="managing_accept").click().run())
    assert HOSTILE not in html_of(page)
    assert f"{escaping.escape(HOSTILE)}.csv" in html_of(page)
    assert 1 == len(imports(own))


def test_writing_asks_again(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was let in before the operator closed the gate writes nothing, and reads why."""
    page = _pointed_out(_handed_in(_page(), LIST))
    monkeypatch.setattr(editing, "allowed", lambda: False)
    monkeypatch.setattr(editing, "ask", lambda _: True)
    page = page.button(key="managing_accept").click().run()
    assert NL("managing.trouble.not-allowed") in _text(page)
    assert not own.exists()


def test_it_can_be_put_away(own: Path) -> None:
    """Nothing is taken over, and the next file can be handed in."""
    page = _pointed_out(_handed_in(_page(), LIST))
    page = page.button(key="managing_away").click().run()
    assert NL("managing.news.put_away") in _text(page)
    assert 1 == len(page.file_uploader)
    assert not own.exists()


def test_reading_can_be_stopped(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page shows how far it is, and is left at once."""
    goes, ends = Event(), Event()

    def slow(task: Task[Read], **given: object) -> Read:
        task.begins("open")
        goes.set()
        ends.wait(30)
        task.begins("rows")
        raise AssertionError

    monkeypatch.setattr(managing_work, "read", slow)
    page = _page()
    page = page.file_uploader[0].upload("lijst.csv", LIST.encode(), "text/csv").run()
    assert goes.wait(30)
    task = page.session_state["managing_task"]
    assert NL("managing.task.read") in _text(page)
    page = page.button(key="managing_stop").click().run()
    assert NL("managing.news.stopped") in _text(page)
    ends.set()
    task.join()
    assert "stopped" == task.ended
    assert not own.exists()


def test_only_the_last_one_is_taken_back(own: Path) -> None:
    """Somebody else read in another file meanwhile: that one stays, and the page says so."""
    page = _pointed_out(_handed_in(_page(), LIST))
    page = _over(page.button(key="managing_accept").click().run())
    other = _handed_in(_page(), LIST.replace("Kapper", "Loodgieter"), "ander.csv")
    _over(other.button(key="managing_accept").click().run())
    page = _over(page.button(key="managing_take_back").click().run())
    assert NL("importing.refused.not-the-last", number=1, last=2) in _text(page)
    assert [2, 1] == [each.number for each in imports(own)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_and_kind_has_a_name(language: Language) -> None:
    """What a column can hold, of every form."""
    t = Texts(language)
    roles = {role for form in forms() for role in form.roles or {}}
    assert roles
    assert all(t(f"managing.role.{role}") for role in roles)
    assert all(t(f"managing.kind.{kind}") for kind in ("csv", "xlsx", "json", "xml", "zip"))
