"""The addresses of what is shared: a page, its picture and its scenes, all without a session."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from inspiratiekaart.export.html import content_security_policy
from inspiratiekaart.regions import region_names
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.selection import OWN_PARAMETERS, Selection
from inspiratiekaart.serving.bodies import Bodies, BusyError, Made, answer
from inspiratiekaart.serving.keeper import FOREVER
from inspiratiekaart.serving.kept import Kept
from inspiratiekaart.serving.public import public_url
from inspiratiekaart.share import Share
from inspiratiekaart.snapshots.addresses import (
    EMBED,
    FOLDER,
    PER,
    STAND,
    VIEW,
    Address,
    address_of_view,
    stand,
)
from inspiratiekaart.snapshots.hosting import embedders
from inspiratiekaart.snapshots.refusal import refusal
from inspiratiekaart.store import StoreError, TooManyAttemptsError, UnknownLinkError
from inspiratiekaart.ui import cache

BODIES = Bodies()
KEPT = Kept(cache.store)

_BRIEF = "public, max-age=300, stale-while-revalidate=86400"
_OWN = "private, no-cache"
_HTML = "text/html; charset=utf-8"
_STAND = re.compile("[0-9a-f]{8}")
_OTHER_REVISION = "another"
"""Whichever it was: so that one page serves all who have an older link."""

_COME_BACK_S = 5

_OPENED: set[str] = set()
"""The editions of which the tables were read: to understand a link then takes no thread."""


@dataclass(frozen=True)
class _Asked:
    """What somebody asks for: a share in a language, its address, and what makes no sense."""

    share: Share
    address: Address
    ignored: tuple[str, ...]
    caching: str


def warm() -> None:
    """Make one page and let it go: the first who asks for another waits for little else."""
    data = cache.dataset()
    selection = Selection(frozenset(sorted(region_names(data))[:1]), edition=data.edition)
    share = Share(selection, selection.language, data.revision, date.today())
    _page(False, _Asked(share, address_of_view(selection, data.revision), (), _BRIEF))


async def page(request: Request) -> Response:
    """The shared page; ``?embed`` gives the one for a frame on another website."""
    is_embedded = EMBED in request.query_params
    framed_by = embedders(os.environ) if is_embedded else "'self'"
    return await _answered(request, partial(_page, is_embedded), (page, is_embedded), framed_by)


async def picture(request: Request) -> Response:
    """The picture of the shared page, for who shows a link to it."""
    return await _answered(request, _picture, (picture,))


async def scenes(request: Request) -> Response:
    """The same as scenes to present, in one page that goes on working without a connection."""
    per = request.query_params.get(PER, "")[:20]
    return await _answered(request, partial(_scenes, per), (scenes, per))


def _page(is_embedded: bool, asked: _Asked) -> Made:
    from inspiratiekaart.snapshots import pages  # the server starts without it

    made = pages.page(
        asked.share,
        cache.dataset_or_usual(asked.share.edition),
        cache.dataset(),
        cache.texts(asked.share.language),
        asked.address,
        is_embedded=is_embedded,
        ignored=asked.ignored,
    )
    return Made(made, _HTML, content_security_policy())


def _picture(asked: _Asked) -> Made:
    from inspiratiekaart.export import social  # the server starts without it
    from inspiratiekaart.snapshots.pages import handout_of

    t = cache.texts(asked.share.language)
    handout = handout_of(asked.share, cache.dataset_or_usual(asked.share.edition), t)
    return Made(social.write(handout), "image/png")


def _scenes(per: str, asked: _Asked) -> Made:
    from inspiratiekaart.snapshots import presentation  # the server starts without it
    from inspiratiekaart.snapshots.pages import handout_of

    t = cache.texts(asked.share.language)
    data, link = cache.dataset_or_usual(asked.share.edition), asked.address.whole(t.language)
    made = presentation.write(handout_of(asked.share, data, t, link), per)
    return Made(made, _HTML, presentation.content_security_policy())


async def _answered(
    request: Request,
    make: Callable[[_Asked], Made],
    kind: tuple[object, ...],
    framed_by: str = "'self'",
) -> Response:
    """What ``make`` makes of what is asked, kept by all that it depends on."""
    try:
        asked = await _asked(request)
        if isinstance(asked, Response):
            return asked
        shown = (cache.dataset_or_usual(asked.share.edition), cache.dataset())
        revisions = [each.revision for each in shown]
        body = await BODIES.get((*kind, asked, *revisions), partial(make, asked))
    except TooManyAttemptsError as error:
        return _refused(request, 429, error, int(error.values["seconds"]))
    except UnknownLinkError as error:
        return _refused(request, 404, error)
    except (StoreError, BusyError) as error:
        return _refused(request, 503, error, _COME_BACK_S)
    is_pinned = request.query_params.get(STAND) == stand(revisions[0])
    is_lasting = is_pinned and kind == (picture,)
    answered = answer(body, request.headers, FOREVER if is_lasting else asked.caching)
    answered.headers["Content-Security-Policy"] = _policy(body.policy, framed_by)
    return answered


async def _asked(request: Request) -> _Asked | Response:
    key, base = request.path_params["key"], public_url(request)
    if key == VIEW:
        edition = request.query_params.get("editie", "")
        if edition in _OPENED:
            return _view(request, base)
        asked = await run_in_threadpool(_view, request, base)
        _OPENED.update({asked.share.edition} if edition else {asked.share.edition, ""})
        return asked
    found = KEPT.at_once(key)
    if found is None:
        visitor = request.client.host if request.client else ""
        found = await run_in_threadpool(KEPT.look, key, visitor)
    if found.key != key:  # an edit link would show too much; a code was typed in another way
        return RedirectResponse(_elsewhere(request, found.key))
    address = Address(key, language=found.share.language, base=base)
    language = _language(request, found.share.language)
    share = replace(found.share, language=language)
    is_gone = share.edition and share.edition not in cache.editions()
    return _Asked(share, address, ("editie",) if is_gone else (), _OWN)


def _elsewhere(request: Request, key: str) -> str:
    """The same part of what is shared under ``key``, from the address that was asked."""
    part = request.url.path.rpartition(f"/{FOLDER}/")[2].partition("/")[2]
    query = f"?{request.url.query}" if request.url.query else ""
    return f"../{key}/{part}{query}" if part else f"{key}{query}"


def _view(request: Request, base: str) -> _Asked:
    query = request.query_params
    read = cache.reading(tuple((name, query[name]) for name in OWN_PARAMETERS if name in query))
    given = query.get(STAND, "")
    data = cache.dataset(read.selection.edition)
    selection, revision = replace(read.selection, edition=data.edition), data.revision
    was = revision if given in ("", stand(revision)) else _OTHER_REVISION
    ignored = read.ignored if not given or _STAND.fullmatch(given) else (*read.ignored, STAND)
    share = Share(selection, selection.language, was, date.today())
    return _Asked(share, address_of_view(selection, revision, base), ignored, _BRIEF)


def _language(request: Request, otherwise: Language) -> Language:
    given = request.query_params.get("taal", "")
    return next((each for each in LANGUAGES if each == given), otherwise)


def _refused(request: Request, status: int, error: Exception, seconds: int = 0) -> Response:
    """A page that says what is wrong and what to do, in the language of the link."""
    t = cache.texts(_language(request, "nl"))
    up = "../" * (request.url.path.count("/") - 1)
    said = t("shared.busy")
    if isinstance(error, StoreError):
        said = t(f"store.{error.code}", **error.values)
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": _policy("", "'self'")}
    if seconds:
        headers["Retry-After"] = str(seconds)
    return Response(refusal(t, said, up or "./"), status, headers, _HTML)


def _policy(policy: str, framed_by: str) -> str:
    return f"{policy or content_security_policy()}; frame-ancestors {framed_by}"
