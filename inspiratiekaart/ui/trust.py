"""What somebody should look at in a region: its share, the list, and marking rows as checked."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date

import streamlit as st

from inspiratiekaart.checks import ROLES, Check, fingerprint, key_text
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions import check_sentences as sentences
from inspiratiekaart.regions import region_names
from inspiratiekaart.selection import Selection
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import cache, editing
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment, plain
from inspiratiekaart.ui.trust_marking import ROLE, Marked, done, mark, undo
from inspiratiekaart.ui.trust_sheet import sheet
from inspiratiekaart.worklist import TABLES, ToCheck, Worklist, worklist

SHOWN = 10
_TABLE = "trust_table"


def draw(current: Here) -> None:
    """Draw what is to be checked of the chosen regions; and the means to do it, where allowed."""
    checks, codes = cache.own_checks(), current.selection.regions
    if not codes:
        return
    is_editable = codes == {cache.own_region()} and editing.possible()
    st.html(_section(current.dataset, current.selection, cache.today(), checks, is_editable))
    if len(codes) > 1:
        return
    found = worklist(current.dataset, next(iter(codes)), cache.today(), checks)
    if found.rows:
        _download(current, found)
    if is_editable and editing.ask(current.t):
        _marking(current, found)


@functools.lru_cache(maxsize=128)
def _section(
    dataset: Dataset,
    selection: Selection,
    today: date,
    checks: tuple[Check, ...],
    is_editable: bool,
) -> str:
    t, names = cache.texts(selection.language), region_names(dataset)
    lists = {code: worklist(dataset, code, today, checks) for code in selection.regions}
    if len(lists) > 1:
        members = [
            (
                names[code],
                replace(selection, regions=frozenset({code})).query_string(),
                sentences.share(lists[code], t),
            )
            for code in sorted(lists, key=names.__getitem__)
        ]
        return fragment("trust_members", t=t, members=members)
    found = next(iter(lists.values()))
    return fragment(
        "trust",
        t=t,
        found=found,
        is_editable=is_editable,
        share=sentences.share(found, t),
        reasons=sentences.reasons(found, t),
        rows=[_words(each, dataset, t) for each in found.rows[:SHOWN]],
    )


def _words(each: ToCheck, dataset: Dataset, t: Texts) -> tuple[str, str, str, str, str]:
    return (
        sentences.title(each, dataset, t),
        sentences.said(each, dataset, t),
        sentences.why(each, t),
        t.date(each.day) if each.day else t("trust.no_day"),
        each.row.get("url", ""),
    )


def _download(current: Here, found: Worklist) -> None:
    code = next(iter(current.selection.regions)).lower()
    st.download_button(
        current.t("trust.download"),
        functools.partial(sheet, found, current.dataset, current.t),
        f"te-controleren-{code}-{cache.today().isoformat()}.csv",
        "text/csv",
        key="trust_download",
        on_click="ignore",
    )


def _marking(current: Here, found: Worklist) -> None:
    t = current.t
    st.html(fragment("trust_subheading", title=t("trust.mark.heading"), text=t("trust.mark.intro")))
    _news(done(), t)
    if not found.rows:
        return
    st.selectbox(
        t("trust.mark.role"),
        ROLES,
        format_func=lambda r: t(f"trust.role.{r}"),
        key=ROLE,
        width=320,
    )
    rows = [each for each in found.rows if "gone" not in each.reasons]
    tables = ["", *(name for name in TABLES if any(each.table == name for each in rows))]
    if st.session_state.get(_TABLE) not in tables:
        st.session_state[_TABLE] = ""
    table = st.selectbox(
        t("trust.mark.table"),
        tables,
        format_func=lambda name: sentences.table_title(name, t) if name else t("trust.mark.all"),
        key=_TABLE,
        width=320,
    )
    shown = [each for each in rows if table in ("", each.table)][:SHOWN]
    for each in shown:
        _row(each, current)
    st.button(
        t("trust.mark.button"),
        key="trust_mark",
        type="primary",
        on_click=mark,
        args=([(key_of(each), _check(each)) for each in shown],),
    )


def _row(each: ToCheck, current: Here) -> None:
    title, said, why, day, url = _words(each, current.dataset, current.t)
    st.checkbox(plain(title), key=key_of(each))
    values = {"title": title, "said": said, "why": why, "day": day, "url": url}
    st.html(fragment("trust_row", t=current.t, **values))


def key_of(each: ToCheck) -> str:
    """The name of the box of a row in the session; another one when the row changes."""
    return f"trust_row_{each.table}_{key_text(each.key)}_{fingerprint(each.table, each.row)}"


def _check(each: ToCheck) -> Check:
    """The mark of a row, without the role, which may be chosen until the click."""
    day, seen = cache.today().isoformat(), fingerprint(each.table, each.row)
    return Check(each.table, key_text(each.key), day, "", seen)


def _news(news: Marked, t: Texts) -> None:
    if news.refused:
        st.html(fragment("notice", text=t(news.refused)))
    elif news.is_undone:
        st.html(fragment("notice", text=t("trust.mark.undone")))
    if not news.checks:
        return
    first, n = news.checks[0], len(news.checks)
    when = t.period(first.checked_on)
    role = t(f"trust.role.{first.role}")
    text = t.count("trust.mark.marked", n, date=when, role=role)
    st.html(fragment("notice", text=text))
    st.button(t("trust.mark.undo"), key="trust_undo", on_click=undo)
