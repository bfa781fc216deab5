"""Under which addresses a visitor shares what they see, and those addresses as they are shown."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address
from urllib.parse import urlsplit

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.schema import Language
from inspiratiekaart.selection import Selection
from inspiratiekaart.snapshots.addresses import Address, address_of_view
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache, query

_HERE = ("localhost", ".localhost")


def view(selection: Selection, dataset: Dataset) -> Address:
    """Where what the map page shows of ``selection`` is shared, pinned where that can be."""
    data = cache.pin(dataset)
    return address_of_view(replace(selection, edition=data.edition), data.revision, query.base())


def kept(key: str, language: Language = "nl") -> Address:
    """Where what is kept under a code or read token is shared; in ``language`` unless asked."""
    return Address(key, language=language, base=query.base())


def link(address: Address, t: Texts) -> str:
    """``address`` to copy: whole, or from the root of the app where its host is not known."""
    return address.whole(t.language) or f"/{address.path(t.language)}"


def is_only_here(base: str) -> bool:
    """Whether the address ``base`` leads nowhere but to the machine that it is opened on."""
    host = urlsplit(base).hostname or ""
    if host == _HERE[0] or host.endswith(_HERE[1]):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
