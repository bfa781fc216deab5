"""What a person says about a file that was read: what it is, which column is what, who is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from inspiratiekaart import paths
from inspiratiekaart.importing import NONE, Double, Question
from inspiratiekaart.matching import Candidate
from inspiratiekaart.regions import region_names
from inspiratiekaart.sources.published import forms
from inspiratiekaart.texts import Texts
from inspiratiekaart.ui import managing_desk
from inspiratiekaart.ui.frame import Here
from inspiratiekaart.ui.html import fragment, plain
from inspiratiekaart.ui.managing_sentences import form_title, region_name, shown
from inspiratiekaart.ui.managing_work import Read, Told

ASKED = 10
"""How many questions are put at a time, those about the most rows first."""

_FORM = "managing_form"
_REGION = "managing_region"
_COLUMN = "managing_column_"
_ANSWER = "managing_answer_"
_WIDTH = 640
_SHORT_CODE = 8
_LONGEST_QUESTION = 200
_ASKED_BY_NAME = ("area",)


def form(current: Here, found: Read) -> None:
    """Say what the file was recognised as; let the person say what else it is."""
    t = current.t
    known = form_title(found.form.form_id, t) if found.form else ""
    st.html(fragment("managing_read", t=t, found=found, form=known, name=shown(found.given.name),
                     others=[form_title(each, t) for each in found.fits[1:4]]))  # fmt: skip
    every = [*found.fits, *(each.form_id for each in forms() if each.form_id not in found.fits)]
    with st.expander(t("managing.form.heading"), expanded=found.form is None):
        key = f"{_FORM}_{managing_desk.number()}"
        st.selectbox(
            t("managing.form.label"),
            every,
            index=every.index(found.form.form_id) if found.form else None,
            format_func=lambda form_id: form_title(form_id, t),
            placeholder=t("managing.form.choose"),
            key=key,
            width=_WIDTH,
        )
        st.button(t("managing.form.button"), key="managing_form_button", on_click=_as_form,
                  args=(key, found))  # fmt: skip


def _as_form(key: str, found: Read) -> None:
    chosen = st.session_state.get(key)
    if chosen and paths.IMPORTS is not None:
        managing_desk.read_again(Told(form_id=chosen, region=found.region), paths.IMPORTS)


def region(current: Here, found: Read, own: str | None) -> None:
    """Say for which region the rows are; let the person choose, where it is no region's own."""
    t = current.t
    if found.form is None:
        return
    if own is not None:
        name = region_name(current.dataset, own, t)
        st.html(fragment("compose_said", text=t("managing.region.own", region=name)))
        return
    codes = ["", *region_names(current.dataset)]
    key = f"{_REGION}_{managing_desk.number()}"
    st.selectbox(
        t("managing.region.label"),
        codes,
        index=codes.index(found.region or ""),
        format_func=lambda code: region_name(current.dataset, code, t),
        key=key,
        on_change=_of_region,
        args=(key,),
        width=_WIDTH,
    )


def _of_region(key: str) -> None:
    if paths.IMPORTS is not None:
        managing_desk.propose_again(Told(region=st.session_state[key] or None), paths.IMPORTS)


def columns(current: Here, found: Read) -> None:
    """Say which heading was taken for what; let the person correct it."""
    t = current.t
    if found.form is None or not found.form.roles or not found.headings:
        return
    proposal = found.proposal
    is_senseless = proposal is not None and not (proposal.rows or proposal.questions)
    is_open = bool(found.missing) or is_senseless
    with st.expander(t("managing.columns.heading"), expanded=is_open):
        missing = [t(f"managing.role.{role}") for role in found.missing]
        st.html(fragment("managing_columns", t=t, missing=missing))
        number = managing_desk.number()
        with st.form(f"managing_columns_{number}", border=False):
            for place, (role, is_needed) in enumerate(found.form.roles.items()):
                name = t(f"managing.role.{role}")
                if place % 2 == 0:
                    sides = st.columns(2, gap="medium")
                sides[place % 2].selectbox(
                    t("managing.columns.needed", role=name) if is_needed else name,
                    ["", *found.headings],
                    index=_at(found.understood[role], found.headings),
                    format_func=lambda heading: shown(heading) or t("managing.columns.none"),
                    key=f"{_COLUMN}{number}_{role}",
                )
            st.form_submit_button(
                t("managing.columns.button"), on_click=_as_columns, args=(found, number)
            )


def _at(heading: str, headings: Sequence[str]) -> int:
    return headings.index(heading) + 1 if heading in headings else 0


def _as_columns(found: Read, number: int) -> None:
    """Read again with what differs from our own guess, or from what was said before."""
    if found.form is None or paths.IMPORTS is None:
        return
    chosen = {
        role: str(st.session_state.get(f"{_COLUMN}{number}_{role}") or "")
        for role in found.form.roles or {}
    }
    told = {
        role: heading
        for role, heading in chosen.items()
        if heading != found.guessed.get(role, "") or role in found.pointed_out
    }
    asked = Told(found.form.form_id, found.region, told, found.decisions)
    managing_desk.read_again(asked, paths.IMPORTS)


def questions(current: Here, found: Read) -> None:
    """Ask which profession, place, provider or region is meant."""
    if found.proposal is None:
        return
    t, number = current.t, managing_desk.number()
    left = sorted(found.proposal.open_questions, key=lambda it: -it.rows_count)
    answered = len(found.proposal.questions) - len(left)
    if not found.proposal.questions:
        return
    st.html(fragment("managing_questions", t=t, left=len(left), asked=min(ASKED, len(left)),
                     answered=answered))  # fmt: skip
    if not left:
        return
    with st.form(f"managing_questions_{number}", border=False):
        for each in left[:ASKED]:
            _question(each, number, t)
        ids = tuple(each.question_id for each in left[:ASKED])
        st.form_submit_button(
            t("managing.questions.button"), on_click=_answered, args=(found, ids, number)
        )


def _question(each: Question, number: int, t: Texts) -> None:
    names = {one.code: _candidate(one, each.kind, t) for one in each.candidates}
    names[NONE] = t("managing.questions.none")
    label, is_open = plain(each.sentence(t), _LONGEST_QUESTION), t("managing.questions.open")
    _choice(label, names, is_open, f"{_ANSWER}{number}_{each.question_id}")


def _choice(label: str, names: Mapping[str, str], is_open: str, key: str) -> None:
    """A list to choose an answer from, by its code; nothing is chosen beforehand."""
    st.selectbox(
        label,
        list(names),
        index=None,
        format_func=lambda code: names[code],
        placeholder=is_open,
        key=key,
        width=_WIDTH,
    )


def _candidate(one: Candidate, kind: str, t: Texts) -> str:
    """What a candidate is called; with its code, where people know that."""
    if kind in _ASKED_BY_NAME:
        return shown(one.name)
    name = "coded" if len(one.code) <= _SHORT_CODE else "candidate"
    values = {"code": one.code, "name": shown(one.name), "percent": one.confidence_pct}
    return t(f"managing.questions.{name}", **values)


def doubles(current: Here, found: Read) -> None:
    """Ask whether what looks like something that is there is the same."""
    if found.proposal is None:
        return
    t, number = current.t, managing_desk.number()
    left = [each for each in found.proposal.doubles if not each.answer]
    if not left:
        return
    st.html(fragment("managing_doubles", t=t, left=len(left), asked=min(ASKED, len(left))))
    with st.form(f"managing_doubles_{number}", border=False):
        for each in left[:ASKED]:
            _double(each, number, t)
        ids = tuple(each.double_id for each in left[:ASKED])
        st.form_submit_button(
            t("managing.doubles.button"), on_click=_answered, args=(found, ids, number)
        )


def _double(each: Double, number: int, t: Texts) -> None:
    st.html(fragment("compose_said", text=shown(each.sentence(t))))
    names = {each.other_id: t("managing.doubles.same"), NONE: t("managing.doubles.two")}
    label, is_open = plain(each.new_name), t("managing.doubles.open")
    _choice(label, names, is_open, f"{_ANSWER}{number}_{each.double_id}")


def _answered(found: Read, ids: Sequence[str], number: int) -> None:
    given = {each: st.session_state.get(f"{_ANSWER}{number}_{each}") for each in ids}
    told = {each: str(answer) for each, answer in given.items() if answer}
    if told and paths.IMPORTS is not None:
        managing_desk.propose_again(Told(region=found.region, decisions=told), paths.IMPORTS)


def end(current: Here, found: Read, folder: Path) -> None:
    """Accept what was read, or put it away."""
    t = current.t
    count = len(found.proposal.to_write) if found.proposal else 0
    st.html(fragment("managing_end", t=t, found=found, count=count))
    with st.container(horizontal=True, key="ik-managing-end"):
        st.button(
            t("managing.end.accept"),
            key="managing_accept",
            type="primary",
            disabled=not count,
            on_click=managing_desk.accept,
            args=(folder,),
        )
        st.button(t("managing.end.put_away"), key="managing_away", on_click=managing_desk.put_away)
