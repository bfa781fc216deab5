"""What the operator says of the server: where people find it, and who may show it in a frame."""

from __future__ import annotations

import re
from collections.abc import Mapping

from inspiratiekaart.errors import SettingError

PUBLIC_URL = "INSPIRATIEKAART_URL"
"""The variable that names the public address of the app."""

EMBEDDERS = "INSPIRATIEKAART_FRAME_ANCESTORS"
"""The variable that names the websites that may show the app in a frame, beside its own."""

ITSELF = "'self'"

_EMBEDDER = re.compile(r"(https?://)?(\*\.)?[\w.-]+(:(\d+|\*))?|https?:")


def public_base(environment: Mapping[str, str]) -> str:
    """The public address of the app without a slash at its end; empty where it is not set."""
    return environment.get(PUBLIC_URL, "").rstrip("/")


def embedders(environment: Mapping[str, str]) -> str:
    """Who may show the app in a frame, as ``frame-ancestors`` says it: always the app itself.

    Raises:
        SettingError: the variable holds something that is not the address of a website.
    """
    given = environment.get(EMBEDDERS, "").split()
    for each in given:
        if each != ITSELF and not _EMBEDDER.fullmatch(each):
            raise SettingError(
                f"{EMBEDDERS}: '{each}' is no address of a website. Write for example "
                "https://www.example.org, with spaces between several."
            )
    return " ".join(dict.fromkeys((ITSELF, *given)))
