"""What an import would do: how many rows of each table, the first, and what is not taken."""

from __future__ import annotations

import streamlit as st

from inspiratiekaart import schema
from inspiratiekaart.ui import managing_desk
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment
from inspiratiekaart.ui.managing_rows import FIRST, first_rows
from inspiratiekaart.ui.managing_sentences import Wrong, all_wrong, as_csv
from inspiratiekaart.ui.managing_work import Read

A_PAGE = 20
_REASONS = 12


def draw(current: Here, found: Read) -> None:
    """How many rows of each table are new, changed and the same; and the first of them."""
    t, proposal = current.t, found.proposal
    if proposal is None:
        return
    tables = [(name, schema.tables()[name].title(t.language)) for name in proposal.counts]
    st.html(
        fragment(
            "managing_preview",
            t=t,
            proposal=proposal,
            tables=tables,
            most=FIRST,
            remarks=[each.sentence(t) for each in found.remarks],
            rows={name: first_rows(proposal, name, current.dataset, t) for name, _ in tables},
        )
    )


def wrong(current: Here, found: Read) -> None:
    """The rows that are not taken and why, by reason; all of them page by page, and as a file."""
    t, rows = current.t, all_wrong(found, current.t)
    if not rows:
        return
    by_reason: dict[tuple[bool, str], list[Wrong]] = {}
    for each in rows:
        by_reason.setdefault((not each.is_left_out, each.reason), []).append(each)
    groups = sorted(by_reason.items(), key=lambda it: (it[0][0], -len(it[1])))
    told = [(group[0].why, len(group), group[0].is_left_out) for _, group in groups]
    out = sum(each.is_left_out for each in rows)
    st.html(fragment("managing_wrong", t=t, told=told[:_REASONS], more=told[_REASONS:], out=out,
                     remarked=len(rows) - out))  # fmt: skip
    with st.expander(t("managing.wrong.rows", n=t.number(len(rows)))):
        pages = -(-len(rows) // A_PAGE)
        page = 1
        if pages > 1:
            page = st.selectbox(
                t("managing.wrong.page", total=t.number(pages)),
                range(1, pages + 1),
                key=f"managing_page_{managing_desk.number()}",
                width=200,
            )
        seen = rows[(page - 1) * A_PAGE : page * A_PAGE]
        st.html(fragment("managing_wrong_rows", t=t, rows=seen))
        st.download_button(
            t("managing.wrong.download"),
            as_csv(rows, t),
            "niet-overgenomen.csv",
            "text/csv",
            key="managing_wrong_file",
            on_click="ignore",
        )
