"""Addresses to share: whole where the app's own is known, and honest where it leads nowhere."""

from __future__ import annotations

import pytest

from inspiratiekaart.dataset import open_dataset, pinned
from inspiratiekaart.selection import Selection
from inspiratiekaart.snapshots.hosting import PUBLIC_URL
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import sharing


@pytest.mark.parametrize(
    ("expected", "base"),
    [
        (True, "http://localhost:8501"),
        (True, "http://kaart.localhost"),
        (True, "http://127.0.0.1:8501/kaart"),
        (True, "http://[::1]:8501"),
        (False, "https://kaart.example.org"),
        (False, "http://192.168.1.20:8501"),
        (False, "https://localhost.example.org"),
        (False, ""),
    ],
)
def test_an_address_of_this_machine_only_is_known(expected: bool, base: str) -> None:
    """Nobody else can open it, so the page says so."""
    assert expected == sharing.is_only_here(base)


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://example.org/kaart/", "https://example.org/kaart/deel/kaart?"),
        ("", "/deel/kaart?"),
    ],
)
def test_a_link_is_as_whole_as_can_be(
    monkeypatch: pytest.MonkeyPatch, base: str, expected: str
) -> None:
    """With the operator's address, else from the root of the app; always with its edition."""
    monkeypatch.setenv(PUBLIC_URL, base)
    data = open_dataset()
    named = pinned(data)
    address = sharing.view(Selection(regions=frozenset({"AM01"})), data)
    link = sharing.link(address, Texts("nl"))
    asked = f"regios=AM01&editie={named.edition}&stand={named.revision[:8]}"
    assert f"{expected}{asked}" == link
