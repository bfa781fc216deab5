"""The addresses for who wants the data: the catalogue of the editions, and the files it names."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions.catalogue import Catalogue, File, Place, catalogue
from inspiratiekaart.editions.catalogue_files import jsonld as as_jsonld
from inspiratiekaart.editions.catalogue_files import turtle as as_turtle
from inspiratiekaart.errors import InspiratiekaartError
from inspiratiekaart.export.distributions import DISTRIBUTIONS
from inspiratiekaart.export.html import content_security_policy
from inspiratiekaart.project import project
from inspiratiekaart.serving.bodies import Bodies, BusyError, Made, answer
from inspiratiekaart.serving.keeper import FOREVER
from inspiratiekaart.serving.public import public_url
from inspiratiekaart.snapshots.refusal import refusal
from inspiratiekaart.ui import cache
from inspiratiekaart.ui.distributions import SHELF

PAGE = "verantwoording"
"""The page of the app where people read about the data."""

_BODIES = Bodies(1_000_000)
_BRIEF = "public, max-age=300, stale-while-revalidate=86400"
_POLICY = "default-src 'none'; frame-ancestors 'self'"
_COME_BACK_S = 5


async def jsonld(request: Request) -> Response:
    """The catalogue as JSON-LD."""
    return await _answered(request, "application/ld+json", as_jsonld)


async def turtle(request: Request) -> Response:
    """The catalogue as Turtle."""
    return await _answered(request, "text/turtle; charset=utf-8", as_turtle)


async def file(request: Request) -> Response:
    """A file of an edition by its name; one that the catalogue of now does not name is not there.

    The name has the revision in it, so that browsers may keep the file.
    """
    name = request.path_params["name"]
    for dataset in await run_in_threadpool(_datasets):
        for form, distribution in DISTRIBUTIONS.items():
            if name == distribution.file_name(dataset):
                try:
                    made = await run_in_threadpool(SHELF.get, dataset, form)
                except InspiratiekaartError:
                    break
                headers = {
                    "Cache-Control": FOREVER,
                    "Content-Security-Policy": _POLICY,
                    "ETag": f'"{made.sha256}"',
                }
                kind = distribution.media_type
                return FileResponse(made.path, 200, headers, kind, filename=name)
    t = cache.texts("nl")
    said = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": f"{content_security_policy()}; frame-ancestors 'self'",
    }
    return Response(refusal(t, t("catalogue.no_file"), "../"), 404, said, "text/html")


async def _answered(
    request: Request, media_type: str, write: Callable[[Catalogue], bytes]
) -> Response:
    datasets, files = await run_in_threadpool(_described)
    base = public_url(request)
    place = Place(base, f"{base}/{PAGE}" if base else "")

    def made() -> Made:
        return Made(write(catalogue(datasets, files, place, project())), media_type, _POLICY)

    try:
        body = await _BODIES.get((write, place, datasets, files), made)
    except BusyError:
        return Response(status_code=503, headers={"Retry-After": str(_COME_BACK_S)})
    answered = answer(body, request.headers, _BRIEF)
    answered.headers["Content-Security-Policy"] = _POLICY
    return answered


def _datasets() -> tuple[Dataset, ...]:
    return tuple(cache.dataset(edition) for edition in cache.editions())


def _described() -> tuple[tuple[Dataset, ...], tuple[File, ...]]:
    datasets = _datasets()
    return datasets, tuple(made.described(each) for each, made in SHELF.all(datasets))
