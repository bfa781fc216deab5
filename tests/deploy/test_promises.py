"""What the files for running it promise together: closed networks, no root, no secrets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from inspiratiekaart import serving
from inspiratiekaart.paths import PROJECT
from tests.deploy.test_linters import DEPLOY, MANIFESTS
from tests.house.rules import broken_links

COMPOSE = DEPLOY / "compose.yaml"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
_SECRET = re.compile(r"(password|secret|token|key)", re.IGNORECASE)
_VARIABLE = re.compile(r"\$\{([A-Z][A-Z0-9_]+)")


def service_faults(name: str, service: dict[str, Any], *, is_door: bool) -> list[str]:
    """What makes a service of the compose file less safe or less steady than promised."""
    faults = []
    if not is_door and ("ports" in service or service.get("networks") != ["inside"]):
        faults.append(f"{name}: can be reached from outside")
    if service.get("restart") != "unless-stopped":
        faults.append(f"{name}: is not started again")
    limits = service.get("deploy", {}).get("resources", {}).get("limits", {})
    if not {"cpus", "memory", "pids"} <= set(limits):
        faults.append(f"{name}: may take the whole machine")
    if service.get("image", "").endswith(":latest"):
        faults.append(f"{name}: its image is another one tomorrow")
    environment = service.get("environment", {})
    for variable, value in environment.items():
        if _SECRET.search(variable) and value and not str(value).startswith("${"):
            faults.append(f"{name}: {variable} has its secret in the file")
    return faults


def pod_faults(pod: dict[str, Any]) -> list[str]:
    """What the restricted standard of Kubernetes, or a read-only file system, would object to."""
    faults = []
    around = pod.get("securityContext", {})
    if not around.get("runAsNonRoot") or not around.get("runAsUser"):
        faults.append("may be root")
    if around.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        faults.append("may make any system call")
    for container in pod["containers"]:
        own = container.get("securityContext", {})
        if own.get("allowPrivilegeEscalation") is not False:
            faults.append("may gain rights")
        if not own.get("readOnlyRootFilesystem"):
            faults.append("may write anywhere")
        if own.get("capabilities", {}).get("drop") != ["ALL"]:
            faults.append("has capabilities")
        if not container.get("resources", {}).get("limits"):
            faults.append("may take the whole machine")
    return faults


def _compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return read


def _manifest(kind: str) -> dict[str, Any]:
    found = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in MANIFESTS)
    return next(each for each in found if each["kind"] == kind)


def test_only_the_proxy_can_be_reached() -> None:
    """Each service is limited and started again, and only the proxy has a port."""
    services = _compose()["services"]
    assert {"app1", "app2", "proxy", "database"} == set(services)
    faults = [
        fault
        for name, service in services.items()
        for fault in service_faults(name, service, is_door=name == "proxy")
    ]
    assert [] == faults
    assert {"internal": True} == _compose()["networks"]["inside"]
    assert services["database"]["healthcheck"]["test"]
    assert "maps" in services["database"]["volumes"][0]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"ports": ["5432:5432"]}, "can be reached from outside"),
        ({"networks": ["inside", "outside"]}, "can be reached from outside"),
        ({"restart": "no"}, "is not started again"),
        ({"deploy": {}}, "may take the whole machine"),
        ({"image": "postgres:latest"}, "its image is another one tomorrow"),
        ({"environment": {"PGPASSWORD": "geheim"}}, "PGPASSWORD has its secret in the file"),
    ],
)
def test_a_service_that_breaks_a_promise_is_found(change: dict[str, Any], fault: str) -> None:
    """Twin: each of these changes is a complaint."""
    changed = {**_compose()["services"]["app1"], **change}
    assert [f"app1: {fault}"] == service_faults("app1", changed, is_door=False)


def test_a_pod_is_as_restricted_as_can_be() -> None:
    """It is no root, writes nowhere but in its own /tmp, and is the user that the image made."""
    pod = _manifest("Deployment")["spec"]["template"]["spec"]
    assert [] == pod_faults(pod)
    assert f"USER {pod['securityContext']['runAsUser']}:" in CONTAINERFILE
    assert ["/tmp"] == [each["mountPath"] for each in pod["containers"][0]["volumeMounts"]]  # noqa: S108  # in the pod


def test_a_pod_with_rights_is_found() -> None:
    """Twin: one without any of it has all the faults."""
    assert 6 == len(pod_faults({"containers": [{}]}))


def test_what_is_asked_exists() -> None:
    """Each address that a health check asks is a route of the app, on the port that it opens."""
    container = _manifest("Deployment")["spec"]["template"]["spec"]["containers"][0]
    probes = [container[f"{each}Probe"]["httpGet"]["path"] for each in ("liveness", "readiness")]
    assert ["/gezond", "/gezond/klaar"] == probes
    routes = {route.path for route in serving.ROUTES}
    asked = {*probes, *re.findall(r"uri (\S+)", (DEPLOY / "haproxy.cfg").read_text("utf-8"))}
    assert set() == {*asked, *re.findall(r"8501(/\w+)", CONTAINERFILE)} - routes
    assert 8501 == container["ports"][0]["containerPort"]
    assert "EXPOSE 8501" in CONTAINERFILE


def test_every_image_ends_without_root() -> None:
    """What runs is a numbered user, has a health check and a pinned base."""
    stages = re.split(r"^FROM ", CONTAINERFILE, flags=re.MULTILINE)[1:]
    assert ["build", "app", "proxy"] == [each.split()[2] for each in stages]
    for stage in stages:
        assert re.match(r"docker\.io/library/[a-z]+:[\d.]+\d-slim", stage)
    for stage in stages[1:]:
        assert re.findall(r"^USER ([1-9]\d+):\1$", stage, re.MULTILINE)
        assert "HEALTHCHECK" in stage


def test_what_is_copied_is_there_and_let_in() -> None:
    """Each file that the images are made of exists, and .dockerignore lets it in and no more."""
    copied = set()
    for line in re.findall(r"^COPY (?!--from)(.+)$", CONTAINERFILE, re.MULTILINE):
        copied |= set(line.split()[:-1])
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line[1:] for line in ignored if line.startswith("!")}
    assert "*" == next(line for line in ignored if not line.startswith("#"))
    assert copied == let_in
    assert set() == {each for each in copied if not (PROJECT / each).exists()}


def test_the_kustomization_names_what_there_is() -> None:
    """Every manifest is in it, but for the example of a secret and what is by choice."""
    named = yaml.safe_load((DEPLOY / "kubernetes" / "kustomization.yaml").read_text("utf-8"))
    there = {path.name for path in MANIFESTS}
    by_choice = {"kustomization.yaml", "secret.example.yaml", "autoscaler.yaml"}
    assert there == by_choice | set(named["resources"])


def test_no_file_holds_a_secret() -> None:
    """The examples are empty or say what to write."""
    example = (DEPLOY / "example.env").read_text(encoding="utf-8")
    assert "\nPOSTGRES_PASSWORD=\n" in example
    secret = _manifest("Secret")["stringData"]
    assert {"DATABASE_URL": "postgresql://NAME:PASSWORD@HOST/DATABASE"} == secret
    assert ".env" in (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()


def variables() -> set[str]:
    """Every variable of the environment that the files for running it read or set."""
    found = set()
    for name in ("haproxy.cfg", "compose.yaml"):
        text = (DEPLOY / name).read_text(encoding="utf-8")
        found |= set(_VARIABLE.findall(text)) | set(re.findall(r"defined\((\w+)\)", text))
    for service in _compose()["services"].values():
        found |= set(service.get("environment", {}))
    # What the image of PostgreSQL asks for is between it and the compose file.
    return found - {"POSTGRES_USER", "POSTGRES_DB"}


@pytest.mark.parametrize("name", ["README.md", "README.nl.md"])
def test_the_one_table_has_every_variable(name: str) -> None:
    """The settings of the proxy and of compose stand beside those of the app."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    told = {each for row in rows for each in re.findall(r"`([A-Z][A-Z0-9_]+)`", row.split("|")[1])}
    assert {"APP_1", "TLS_CERTIFICATE", "POSTGRES_PASSWORD"} <= variables()
    assert set() == variables() - told


def test_the_guide_leads_to_the_table() -> None:
    """It has no second table of variables, and its links lead somewhere."""
    guide = Path(DEPLOY / "README.md")
    text = guide.read_text(encoding="utf-8")
    assert "(../README.md#settings)" in text
    assert [] == broken_links(text.replace("#settings", ""), DEPLOY)
