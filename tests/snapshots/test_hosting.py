"""What the operator says: where the app is, and which websites may show it."""

from __future__ import annotations

import pytest

from inspiratiekaart.errors import SettingError
from inspiratiekaart.snapshots.hosting import EMBEDDERS, PUBLIC_URL, embedders, public_base


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ""),
        ({PUBLIC_URL: "https://kaart.example.org"}, "https://kaart.example.org"),
        ({PUBLIC_URL: "https://example.org/kaart/"}, "https://example.org/kaart"),
    ],
)
def test_the_public_address_has_no_slash_at_its_end(given: dict[str, str], expected: str) -> None:
    """So that a path can follow; not set is empty."""
    assert expected == public_base(given)


def test_the_app_may_always_show_itself() -> None:
    """Its map stands in a frame; an operator adds websites to that."""
    assert "'self'" == embedders({})
    given = {EMBEDDERS: "https://www.example.org  *.example.com:8443 'self'"}
    assert "'self' https://www.example.org *.example.com:8443" == embedders(given)


@pytest.mark.parametrize("value", ["*", "https://a.org; script-src *", "'none'", "a,b", "a/b"])
def test_an_embedder_that_is_no_website_is_named(value: str) -> None:
    """A slip of the operator opens nothing and says what to write."""
    with pytest.raises(SettingError, match=f"{EMBEDDERS}.*Write for example"):
        embedders({EMBEDDERS: value})
