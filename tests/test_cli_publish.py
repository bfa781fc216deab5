"""The verb ``publish``: what its options mean, what it says, and that it can be stopped."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspiratiekaart import cli
from inspiratiekaart.cli import main
from inspiratiekaart.cli_publish import plan_from
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.example import example
from inspiratiekaart.export.files import Step
from inspiratiekaart.inspiration_file import to_json
from inspiratiekaart.paths import PROJECT
from inspiratiekaart.snapshots import site
from inspiratiekaart.snapshots.site_plan import Plan

SECONDS = {"SOURCE_DATE_EPOCH": "1795305600"}  # 2026-11-22


def given(*options: str) -> argparse.Namespace:
    """The options of the verb as the command line reads them."""
    return cli.parser().parse_args(["publish", "out", *options])


def test_by_default_it_is_the_newest_edition_in_both_languages() -> None:
    """Country, 35 regions, 11 sets of several regions, 16 sectors, 7 themes; no addresses."""
    plan = plan_from(given(), SECONDS)
    assert 1 + 35 + 11 + 16 + 7 == len(plan.entries)
    assert ["2026"] == [each.edition for each in plan.datasets]
    assert ("nl", "en") == plan.languages
    assert date(2026, 11, 22) == plan.made_on
    assert ("", "") == (plan.url, plan.app)


def test_editions_and_maps_are_added(tmp_path: Path) -> None:
    """The older edition in a folder of its own; a map under its title."""
    saved = tmp_path / "kaart.json"
    saved.write_text(to_json(example()), encoding="utf-8")
    options = ["--edition", "2021", "--edition", "2026", "--map", str(saved), "--language", "en"]
    plan = plan_from(given(*options), SECONDS)
    stems = [entry.stem for entry in plan.entries]
    assert {"regio/groningen", "editie-2021/regio/groningen"} <= set(stems)
    assert "kaart/inspiratiekaart-noord-nederland" == stems[-1]
    assert len(stems) == len(set(stems))
    assert ("en",) == plan.languages


def test_the_address_is_that_of_the_environment_or_the_option() -> None:
    """The option wins, and an empty one means: none."""
    known = SECONDS | {"INSPIRATIEKAART_URL": "https://one.example.org/"}
    assert "https://one.example.org" == plan_from(given(), known).url
    options = ["--url", "https://two.example.org/x/", "--app", "https://app.example.org"]
    plan = plan_from(given(*options), known)
    assert ("https://two.example.org/x", "https://app.example.org") == (plan.url, plan.app)
    assert "" == plan_from(given("--url", ""), known).url


@pytest.mark.parametrize(
    ("options", "environment", "said"),
    [
        (["--url", "example.org"], {}, "example.org: is no address"),
        (["--url", "javascript:alert(1)"], {}, "is no address"),
        (["--app", "https://example.org/?x=1"], {}, "is no address"),
        (["--map", "no.json"], {}, "no.json: cannot be read"),
        ([], {"SOURCE_DATE_EPOCH": "today"}, "SOURCE_DATE_EPOCH=today"),
        ([], {"SOURCE_DATE_EPOCH": "9" * 30}, "is no number of seconds"),
    ],
)
def test_what_makes_no_sense_is_said(
    options: list[str], environment: dict[str, str], said: str
) -> None:
    """With what to do."""
    with pytest.raises(InspiratiekaartError, match=said):
        plan_from(given(*options), environment)


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish one page instead of seventy."""
    publish = site.publish

    def only_one(plan: Plan, folder: Path, tell: Callable[[Step], None], workers: int) -> int:
        short = replace(plan, entries=plan.entries[10:11], languages=("nl",))
        return publish(short, folder, tell)

    monkeypatch.setattr(site, "publish", only_one)


@pytest.mark.usefixtures("brief")
def test_it_writes_a_site_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With progress on the error stream; a second time in the same place too."""
    out = tmp_path / "site"
    assert 0 == main(["publish", str(out)]) == main(["publish", str(out)])
    said = capsys.readouterr()
    assert "1/2 regio/groningen.html" in said.err
    files = sum(path.is_file() for path in out.rglob("*"))
    assert f"Written: {files} files in {out}" in said.out


@pytest.mark.usefixtures("brief")
def test_a_folder_of_something_else_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2 and the way out."""
    (tmp_path / "mine.txt").write_text("mine")
    assert 2 == main(["publish", str(tmp_path)])
    assert "Name an empty or a new folder." in capsys.readouterr().err


# Where the tests run in the background of a shell, their children ignore Ctrl-C from the start.
_HEEDS_CTRL_C = """
import signal, sys
from inspiratiekaart.cli import main
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    """While the workers are busy: no page, no stage, a sentence and exit code 2."""
    out = tmp_path / "site"
    command = [sys.executable, "-c", _HEEDS_CTRL_C, "publish", str(out), "--language", "nl"]
    with subprocess.Popen(
        command, cwd=PROJECT, env={**os.environ, **SECONDS}, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("1/")
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    assert 2 == process.returncode
    assert said.endswith("Stopped; nothing was written.\n")
    assert "Traceback" not in said
    assert [] == list(tmp_path.iterdir())
