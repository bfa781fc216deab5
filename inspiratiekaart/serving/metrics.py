"""Figures of this process for Prometheus: what it was asked, how long that took, how it is.

Addresses are counted by the pattern of their route, so that no token becomes a label and there is
an end to the number of labels. Each process counts for itself and is asked by itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from inspiratiekaart.errors import InspiratiekaartError, SettingError
from inspiratiekaart.project import project
from inspiratiekaart.serving import health

SHOWN = "INSPIRATIEKAART_METRICS"
"""The variable by which the operator has the figures shown."""

ADDRESS = "/metrics"

disable_created_metrics()  # type: ignore[no-untyped-call]  # else each figure has its date beside it
REGISTRY = CollectorRegistry(auto_describe=True)

REQUESTS = Counter(
    "inspiratiekaart_requests",
    "Requests, by pattern of the route, method and class of the status.",
    ("route", "method", "status"),
    registry=REGISTRY,
)
SECONDS = Histogram(
    "inspiratiekaart_request_duration_seconds",
    "From the request until the last byte of the answer.",
    ("route",),
    registry=REGISTRY,
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
SENT_BYTES = Counter(
    "inspiratiekaart_sent_bytes",
    "Bytes of bodies that were sent, as compressed.",
    ("route",),
    registry=REGISTRY,
)
SESSIONS = Gauge(
    "inspiratiekaart_open_sessions",
    "Websockets that are open: people in the app.",
    registry=REGISTRY,
)
RENDERED = Counter(
    "inspiratiekaart_snapshots_rendered", "Shared pages that were made.", registry=REGISTRY
)
SERVED_KEPT = Counter(
    "inspiratiekaart_snapshots_kept",
    "Shared pages that were sent as they had been made before.",
    registry=REGISTRY,
)
_READY = Gauge("inspiratiekaart_ready", "1 where /gezond/klaar says 200.", registry=REGISTRY)
_STORE_UP = Gauge("inspiratiekaart_store_up", "1 where the store answers.", registry=REGISTRY)
_INFO = Gauge(
    "inspiratiekaart_info",
    "Always 1; its labels say which app shows which dataset.",
    ("version", "edition", "dataset_revision"),
    registry=REGISTRY,
)
ProcessCollector(registry=REGISTRY)


def are_shown(environment: Mapping[str, str]) -> bool:
    """Whether the operator has the figures shown.

    Raises:
        SettingError: the variable holds neither 1 nor 0.
    """
    given = environment.get(SHOWN, "").strip()
    if given not in ("", "0", "1"):
        raise SettingError(f"{SHOWN}: '{given}' says neither yes nor no. Write 1 to show figures.")
    return given == "1"


async def shown(_request: Request) -> Response:
    """The figures in Prometheus' form, where the operator has them shown."""
    if not are_shown(os.environ):
        return PlainTextResponse("Not Found", 404)
    told = await health.parts()
    _READY.set(health.is_ready(told))
    _STORE_UP.set(health.is_store_up(told))
    _INFO.clear()
    edition, revision = _shown() if len(told) > 1 else ("", "")
    _INFO.labels(project().version, edition, revision).set(1)
    return Response(
        generate_latest(REGISTRY),
        headers={"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_LATEST},
    )


def _shown() -> tuple[str, str]:
    """The edition that is shown and its revision; empty where it cannot be opened."""
    from inspiratiekaart.ui import cache  # the server answers before all this is loaded

    try:
        data = cache.dataset()
    except InspiratiekaartError:
        return "", ""
    return data.edition, data.revision
