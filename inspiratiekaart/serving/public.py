"""Under which address people know this server, for links that leave the page."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from starlette.requests import Request

from inspiratiekaart.snapshots.hosting import public_base

_HOST = re.compile(r"([a-z0-9.-]{1,253}|\[[0-9a-f:]{2,39}\])(:\d{1,5})?", re.IGNORECASE)


def public_url(request: Request, environment: Mapping[str, str] = os.environ) -> str:
    """The public address without a slash at its end: the operator's, else that of the request.

    Empty where the request names no host that could be one: it is the visitor who says it.
    """
    if given := public_base(environment):
        return given
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else ""
