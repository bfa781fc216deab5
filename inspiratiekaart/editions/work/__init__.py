"""The part of a build that knows the work: professions, prospects, facts, qualifications."""

from __future__ import annotations

from pathlib import Path

from inspiratiekaart.editions.tables import Tables
from inspiratiekaart.editions.work import kwalificaties, occupations, outlooks, regional_facts

__all__ = ["build"]


def build(raw: Path, *, with_skills: bool = True) -> Tables:
    """All tables on work, from the raw material under ``raw``.

    Args:
        raw: the folder with ``jobs``, ``offers`` and ``geo``.
        with_skills: also CompetentNL's skills, whose licence is not established.

    Raises:
        RawMaterialError: a raw file or column is missing, or an editorial file names a
            profession, place or indicator that the raw material does not have (or lacks one).
    """
    return {
        **occupations.build(raw),
        **kwalificaties.build(raw, with_skills=with_skills),
        **outlooks.build(raw),
        **regional_facts.build(raw),
    }
