"""What keeps a map and takes it along: its links, its files, its versions."""

from __future__ import annotations

import functools
from datetime import UTC, datetime, tzinfo
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from inspiratiekaart.composition import compose
from inspiratiekaart.division import shown_division
from inspiratiekaart.errors import MapFileError
from inspiratiekaart.export.handout import handout_of_map, slug
from inspiratiekaart.inspiration import InspirationMap
from inspiratiekaart.inspiration_file import to_json
from inspiratiekaart.snapshots.addresses import Address
from inspiratiekaart.store.errors import StoreError
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import compose_work, query, sharing, take_along
from inspiratiekaart.ui.compose_work import MAP, Work
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.ui.put import dataset_of

_PATH = "samenstellen"
_TROUBLE = "compose_trouble"


def links(current: Here, work: Work) -> None:
    """Draw the two links to the map, each with a button to copy it; and the way to present it."""
    t = current.t
    st.html(fragment("compose_section", title=t("making.links.heading"), text=""))
    if not work.token:
        st.html(fragment("compose_said", text=t("making.links.none")))
        return
    asked = {MAP: work.token} if t.language == "nl" else {MAP: work.token, "taal": t.language}
    read = sharing.link(sharing.kept(work.read_token), t)
    for name, link in (("read", read), ("edit", query.address(_PATH, urlencode(asked)))):
        st.html(fragment("compose_said", text=t(f"making.links.{name}")))
        st.code(link, language=None, wrap_lines=True)
    st.html(fragment("compose_links", t=t))


def downloads(current: Here, composed: InspirationMap, address: Address | None) -> None:
    """Draw what can be taken along of ``composed``; files link back to its ``address``."""
    t = current.t
    link = address.whole(t.language) if address else ""
    title, text = t("making.take.heading"), t("making.take.json_text")
    st.html(fragment("compose_section", title=title, text=text))
    area = compose(dataset_of(composed), composed, t).area
    name = composed.made_on or datetime.now(_zone()).date().isoformat()
    st.download_button(
        t("making.take.json"),
        to_json(composed),
        f"inspiratiekaart-{slug(area)}-{composed.edition}-{name}.json",
        "application/json",
        key="compose_json",
        on_click="ignore",
    )
    st.html(fragment("compose_said", text=t("take_along.text")))
    data, today = dataset_of(composed), datetime.now(_zone()).date()
    made = functools.partial(handout_of_map, data, composed, t, today, link)
    take_along.buttons(current, area, composed.edition, name, made)


def versions(current: Here, work: Work) -> None:
    """Draw the versions of the map, with a button that goes back to one."""
    t = current.t
    box = st.expander(t("making.versions.heading"), key="compose_versions", on_change="rerun")
    if not box.open:
        return
    with box:
        try:
            found = compose_work.versions(work)
        except StoreError as error:
            st.html(fragment("notice", text=compose_work.said(error, t)))
            return
        earlier = {each.number: each for each in found if each.number != work.version}
        if not earlier:
            st.html(fragment("compose_said", text=t("making.versions.none")))
            return
        chosen = st.selectbox(
            t("making.versions.choose"),
            list(earlier),
            format_func=lambda number: t(
                "making.versions.named", number=number, when=moment(earlier[number].saved_at, t)
            ),
            key="compose_version",
        )
        st.button(
            t("making.versions.restore"),
            key="compose_restore",
            on_click=compose_work.restore,
            args=(work, chosen),
        )


def fork(read_token: str, t: Texts) -> None:
    """Make a copy of one's own; what goes wrong is said by ``trouble`` on the next run."""
    try:
        compose_work.fork(read_token, t)
    except (StoreError, MapFileError) as error:
        st.session_state[_TROUBLE] = error


def trouble(t: Texts) -> None:
    """Say what went wrong in the last action, once."""
    if error := st.session_state.pop(_TROUBLE, None):
        st.html(fragment("notice", text=compose_work.said(error, t)))


def moment(when: datetime, t: Texts) -> str:
    """A date in words with the time in the country that is shown."""
    local = when.astimezone(_zone())
    return t("making.moment", date=t.date(local.date()), time=f"{local:%H:%M}")


@functools.cache
def _zone() -> tzinfo:
    try:
        return ZoneInfo(shown_division().timezone)
    except ZoneInfoNotFoundError:
        return UTC
