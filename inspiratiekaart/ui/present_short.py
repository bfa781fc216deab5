"""The short link of what is shared: made on demand, to read from a screen and to type over."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from inspiratiekaart.share import Share, read_code, share_to_json
from inspiratiekaart.snapshots.addresses import Address
from inspiratiekaart.store import StoreError, UnknownLinkError, find_share, keep_share
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache, compose_work, present_code, query, sharing
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.ui.present_what import Shown

SHORT = "kort"
"""The page's parameter that holds the code of the short link that was made."""

_TROUBLE = "present_trouble"


@dataclass(frozen=True)
class Short:
    """The code in the address, what is kept under it if that is what is shared, what to say."""

    code: str = ""
    kept: Share | None = None
    notice: str = ""

    @property
    def address(self) -> Address | None:
        """Where it leads, if it leads to what is shared."""
        return sharing.kept(self.code, self.kept.language) if self.kept else None


def draw(t: Texts, seen: Shown, short: Short) -> None:
    """Draw the short link that there is, or the button to make one."""
    title, text = t("present.short.heading"), t("present.short.text")
    st.html(fragment("compose_section", title=title, text=text))
    if short.notice:
        st.html(fragment("notice", text=short.notice))
    if short.address and short.kept:
        _show(t, short.address, short.kept)
    else:
        st.button(t("present.short.make"), key="short_make", on_click=_make, args=(seen.share,))


def there(t: Texts, seen: Shown) -> Short:
    """The short link that the address of the page speaks of."""
    if trouble := st.session_state.pop(_TROUBLE, None):
        return Short(notice=compose_work.said(trouble, t))
    given = query.page_value(SHORT)
    code = read_code(given)
    try:
        kept = find_share(compose_work.store(), code) if code else None
    except UnknownLinkError:
        kept = None
    except StoreError as error:
        return Short(code, notice=compose_work.said(error, t))
    if kept is None:
        return Short(notice=t("notice.ignored", names=SHORT) if given else "")
    if _said(kept, seen.share) == share_to_json(seen.share):
        return Short(code, kept)
    return Short(code, notice=t("present.short.other", code=code))


def _said(kept: Share, now: Share) -> str:
    """What ``kept`` shows, leaving aside on which day and with which corrections it was kept."""
    return share_to_json(replace(kept, made_on=now.made_on, revision=now.revision))


def _make(share: Share) -> None:
    try:
        st.query_params[SHORT] = keep_share(cache.store(), share)
    except StoreError as error:
        st.session_state[_TROUBLE] = error


def typed(t: Texts, address: Address, kept: Share) -> None:
    """Draw the short link at ``address`` large, with the day on which it was ``kept``."""
    start = sharing.link(address, t).partition(address.key)[0]
    values = {
        "start": start.removeprefix("https://").removeprefix("http://"),
        "code": address.key,
        "path": address.path(t.language),
        "made": t.date(kept.made_on),
    }
    st.html(fragment("present_short", t=t, **values))


def _show(t: Texts, address: Address, kept: Share) -> None:
    left, right = st.columns([7, 4], gap="large")
    with left:
        typed(t, address, kept)
        st.code(sharing.link(address, t), language=None, wrap_lines=True)
    with right:
        name = f"qr-{address.key}.svg"
        present_code.draw(address, t, name, t("present.qr.save_short"))
