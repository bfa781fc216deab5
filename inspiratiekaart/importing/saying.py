"""What an import would do or did, in sentences for a terminal, and as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from inspiratiekaart.importing.journal import Import
from inspiratiekaart.importing.proposal import Proposal
from inspiratiekaart.schema import tables
from inspiratiekaart.texts import Texts

_SHOWN = 5


def lines(
    proposal: Proposal, columns: Mapping[str, str], t: Texts, *, everything: bool
) -> Iterator[str]:
    """What the file says and what would become of it; ``everything`` names each row left out."""
    about = {"file": proposal.file_name, "form": proposal.form_id}
    yield t("importing.report.file", n=t.number(proposal.read_count), **about)
    if columns:
        told = (t("importing.report.column", role=r, heading=h) for r, h in columns.items())
        yield t("importing.report.columns", columns=", ".join(told))
    if proposal.region:
        yield t("importing.report.region", region=proposal.region)
    for name, counts in proposal.counts.items():
        numbers = {key: t.number(counts.get(key, 0)) for key in ("new", "changed", "same")}
        title = tables()[name].title(t.language)
        yield "  " + t("importing.report.table", title=title, **numbers)
    if proposal.joined_count:
        yield t("importing.report.joined", n=t.number(proposal.joined_count))
    if proposal.outside_count:
        yield t("importing.report.outside", n=t.number(proposal.outside_count))
    yield from _left_out(proposal, t, everything=everything)
    yield from _asked(proposal, t)


def _left_out(proposal: Proposal, t: Texts, *, everything: bool) -> Iterator[str]:
    if proposal.left_out:
        yield t("importing.report.left_out", n=t.number(len(proposal.left_out)))
    if everything:
        yield from (f"  {each.sentence(t)}" for each in proposal.left_out)
    else:
        for key, count in proposal.reasons.items():
            example = next(each for each in proposal.left_out if each.key == key).sentence(t)
            yield "  " + t("importing.report.reason", n=t.number(count), example=example)
    wrong = [each for each in proposal.findings if each.is_left_out]
    if wrong:
        yield t("importing.report.left_by_rule", n=t.number(len(wrong)))
    shown = proposal.findings if everything else proposal.findings[:_SHOWN]
    yield from (f"  {each.sentence(t)}" for each in shown)
    yield from _more(len(proposal.findings) - len(shown), t)


def _asked(proposal: Proposal, t: Texts) -> Iterator[str]:
    questions = proposal.open_questions
    if questions:
        yield t("importing.report.questions", n=t.number(len(questions)))
    for each in questions[:_SHOWN]:
        yield f"  {each.question_id}: {each.sentence(t)}"
        for one in each.candidates:
            told = {"code": one.code, "name": one.name, "percent": one.confidence_pct}
            yield "    " + t("importing.report.candidate", **told)
    yield from _more(len(questions) - _SHOWN, t)
    doubles = [each for each in proposal.doubles if not each.answer]
    if doubles:
        yield t("importing.report.doubles", n=t.number(len(doubles)))
    yield from (f"  {each.double_id}: {each.sentence(t)}" for each in doubles[:_SHOWN])
    yield from _more(len(doubles) - _SHOWN, t)


def _more(count: int, t: Texts) -> Iterator[str]:
    if count > 0:
        yield "  " + t("importing.report.more", n=t.number(count))


def end(
    proposal: Proposal, done: Import | None, folder: Path, t: Texts, *, is_trial: bool
) -> Iterator[str]:
    """What was written, and how to take it back."""
    if is_trial:
        yield t("importing.report.dry_run")
    elif done is None:
        yield t("importing.report.nothing")
    else:
        count = t.number(len(proposal.to_write))
        yield t("importing.report.done", number=done.number, n=count, folder=folder)
        yield t("importing.report.undo", folder=folder)


def as_json(proposal: Proposal, done: Import | None, t: Texts) -> dict[str, object]:
    """All of it as plain values for JSON."""
    return {
        "file": proposal.file_name,
        "sha256": proposal.sha256,
        "form": proposal.form_id,
        "edition": proposal.edition,
        "region": proposal.region,
        "read_count": proposal.read_count,
        "drafts_count": proposal.drafts_count,
        "counts": {name: dict(counts) for name, counts in proposal.counts.items()},
        "joined_count": proposal.joined_count,
        "outside_count": proposal.outside_count,
        "left_out": [
            {
                "reason": each.key,
                "sheet": each.rejected.at_sheet,
                "row": each.rejected.at_row,
                "message": each.sentence(t),
            }
            for each in proposal.left_out
        ],
        "findings": [
            {
                "code": each.finding.code,
                "sheet": each.at_sheet,
                "row": each.at_row,
                "is_left_out": each.is_left_out,
                "message": each.sentence(t),
            }
            for each in proposal.findings
        ],
        "questions": [
            {
                "id": each.question_id,
                "question": each.sentence(t),
                "rows_count": each.rows_count,
                "answer": each.answer,
                "candidates": {one.code: one.name for one in each.candidates},
            }
            for each in proposal.questions
        ],
        "doubles": [
            {
                "id": each.double_id,
                "other": each.other_id,
                "question": each.sentence(t),
                "answer": each.answer,
            }
            for each in proposal.doubles
        ],
        "import": done.number if done else None,
    }
