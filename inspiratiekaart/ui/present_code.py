"""A shared address as a code to scan, and the same as a file."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

from inspiratiekaart.drawing.qr import qr_svg
from inspiratiekaart.snapshots.addresses import Address
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui.html import fragment

_SVG = "image/svg+xml"
_PLAIN = " /:;,.=()-_!*"


def draw(address: Address, t: Texts, file_name: str, label: str) -> None:
    """Draw the code of ``address`` and a button to download it; nothing without its host."""
    link = address.whole(t.language)
    said = t("present.qr.alt", link=link)
    svg = qr_svg(link, said) if link else ""
    if not svg:
        return
    picture = f"data:{_SVG},{quote(svg, safe=_PLAIN)}"
    st.html(fragment("present_code", said=said, picture=picture))
    st.download_button(label, svg, file_name, _SVG, key=f"qr_{address.key}", on_click="ignore")
