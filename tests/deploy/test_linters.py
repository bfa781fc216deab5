"""What cannot be run here is at least read by those who know the language."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from bench.cluster import PROXY
from bench.server import NOTHING
from inspiratiekaart.paths import PROJECT
from tests.deploy.stubs import haproxy

DEPLOY = PROJECT / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
HADOLINT, JSONSCHEMA = (
    str(Path(sys.executable).with_name(name)) for name in ("hadolint", "check-jsonschema")
)
KUBERNETES = "1.33"
ONE = {"APP_1": "127.0.0.1:8501"}
FOUR = {f"APP_{number}": f"127.0.0.1:850{number}" for number in range(1, 5)}
LIMITS = dict.fromkeys(("GUESSES_PER_MINUTE", "SESSIONS_PER_MINUTE"), "7")


def _said(*command: str, text: str, settings: Mapping[str, str] = NOTHING) -> tuple[int, str]:
    """How a program ended, and what it printed, given ``text``."""
    done = subprocess.run(
        command,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **settings},
    )
    return done.returncode, done.stdout + done.stderr


def _hadolint(text: str) -> tuple[int, str]:
    return _said(HADOLINT, "--no-color", "--failure-threshold", "style", "-", text=text)


def _compose(text: str) -> tuple[int, str]:
    schema = ("--builtin-schema", "vendor.compose-spec")
    return _said(JSONSCHEMA, *schema, "--default-filetype", "yaml", "-", text=text)


def _workflow(text: str) -> tuple[int, str]:
    schema = ("--builtin-schema", "vendor.github-workflows")
    return _said(JSONSCHEMA, *schema, "--default-filetype", "yaml", "-", text=text)


def _proxy(text: str, folder: Path, settings: Mapping[str, str]) -> tuple[int, str]:
    path = folder / "haproxy.cfg"
    path.write_text(text, encoding="utf-8")
    return _said(str(haproxy()), "-c", "-f", str(path), text="", settings=settings)


def _manifests() -> list[Any]:
    found = [each for path in MANIFESTS for each in yaml.safe_load_all(path.read_text("utf-8"))]
    return [each for each in found if each["kind"] != "Kustomization"]


def test_the_container_file_has_no_complaint() -> None:
    """Hadolint knows the language and its traps; an exception has its reason beside it."""
    assert (0, "") == _hadolint((DEPLOY / "Containerfile").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("FROM docker.io/library/python:latest", "DL3007"),
        ("RUN sudo true", "DL3004"),
        ("CMD streamlit run asgi.py", "DL3025"),
        ("COPPY a b", "unexpected"),
    ],
)
def test_a_trap_in_a_container_file_is_found(line: str, code: str) -> None:
    """Twin: each of these lines is a complaint."""
    first = "" if line.startswith("FROM") else "FROM docker.io/library/python:3.11.14-slim\n"
    ended, said = _hadolint(f"{first}{line}\n")
    assert ended > 0
    assert code in said


def test_the_compose_file_is_one() -> None:
    """It has the form that the specification asks for."""
    ended, said = _compose((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert 0 == ended, said


@pytest.mark.parametrize(
    "wrong", ["    restrat: always", "    read_only: [no]", "    ports: {proxy: 80}"]
)
def test_a_slip_in_a_compose_file_is_found(wrong: str) -> None:
    """Twin: a misspelt key, and values of another kind."""
    ended, said = _compose(f"services:\n  app:\n    image: a\n{wrong}\n")
    assert ended > 0, said


@pytest.mark.parametrize(
    "manifest", _manifests(), ids=lambda each: f"{each['kind']}-{each['metadata']['name']}"
)
def test_a_manifest_is_one(manifest: dict[str, Any]) -> None:
    """Kubernetes knows every field of it, in every version that is still maintained."""
    for version in (KUBERNETES, kubernetes_validate.latest_version()):
        kubernetes_validate.validate(manifest, version, strict=True)


@pytest.mark.parametrize(("kind", "field"), [("Deployment", "replica"), ("Ingress", "tsl")])
def test_a_slip_in_a_manifest_is_found(kind: str, field: str) -> None:
    """Twin: a misspelt field."""
    manifest = next(each for each in _manifests() if each["kind"] == kind)
    wrong = {**manifest, "spec": {**manifest["spec"], field: 3}}
    with pytest.raises(kubernetes_validate.ValidationError, match=field):
        kubernetes_validate.validate(wrong, KUBERNETES, strict=True)


@pytest.mark.parametrize("settings", [ONE, FOUR, {**FOUR, **LIMITS}, {**ONE, "RUN_AS": "nobody"}])
def test_the_proxy_takes_its_configuration(tmp_path: Path, settings: dict[str, str]) -> None:
    """Without a warning, with one process and with four."""
    ended, said = _proxy(PROXY.read_text(encoding="utf-8"), tmp_path, settings)
    assert 0 == ended, said
    assert "WARNING" not in said


@pytest.mark.parametrize("wrong", ["frontend door\n    bindd :1\n", "backend app\n    retries x\n"])
def test_a_slip_in_the_configuration_is_found(tmp_path: Path, wrong: str) -> None:
    """Twin: a misspelt word, and a value of another kind."""
    ended, said = _proxy(f"{PROXY.read_text(encoding='utf-8')}\n{wrong}", tmp_path, ONE)
    assert ended > 0
    assert "ALERT" in said


def test_the_proxy_needs_a_process(tmp_path: Path) -> None:
    """Where nobody says where the app is, it does not start and pretend."""
    without = dict.fromkeys(FOUR, "")
    assert 0 < _proxy(PROXY.read_text(encoding="utf-8"), tmp_path, without)[0]


def test_the_ingress_speaks_the_proxys_language(tmp_path: Path) -> None:
    """What stands in the manifest for HAProxy's controller is valid in HAProxy, slips are not."""
    ingress = next(each for each in _manifests() if each["kind"] == "Ingress")
    snippet = ingress["metadata"]["annotations"]["haproxy.org/backend-config-snippet"]
    around = "defaults\n mode http\n timeout connect 1s\n timeout client 1s\n timeout server 1s\n"
    around += "listen app\n bind :1\n"
    ended, said = _proxy(around + snippet, tmp_path, NOTHING)
    assert (0, False) == (ended, "WARNING" in said), said
    assert 0 < _proxy(around + snippet.replace("retry-on", "retry-onn"), tmp_path, NOTHING)[0]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_one(path: Path) -> None:
    """The schema of GitHub's workflows has no complaint, and a slip in one is found."""
    text = path.read_text(encoding="utf-8")
    assert 0 == _workflow(text)[0]
    assert 0 != _workflow(text.replace("runs-on", "run-on"))[0]
