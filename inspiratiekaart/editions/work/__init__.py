"""The part of a build that knows the work: professions, prospects, facts, qualifications."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from inspiratiekaart.corrections import Correction
from inspiratiekaart.editions.tables import Tables
from inspiratiekaart.editions.work import kwalificaties, occupations, outlooks, regional_facts

__all__ = ["CORRECTED", "build"]


CORRECTED = (occupations.LIST_FILE,)
"""The raw files in which corrections are made."""


def build(raw: Path, *, with_skills: bool = True, corrections: Iterable[Correction] = ()) -> Tables:
    """All tables on work, from the raw material under ``raw``.

    Args:
        raw: the folder with ``jobs``, ``offers`` and ``geo``.
        with_skills: also CompetentNL's skills, whose licence is not established.
        corrections: made in what the files of ``CORRECTED`` say.

    Raises:
        RawMaterialError: a raw file or column is missing, or an editorial file names a
            profession, place or indicator that the raw material does not have (or lacks one); or a
            correction no longer fits its file.
    """
    return {
        **occupations.build(raw, corrections),
        **kwalificaties.build(raw, with_skills=with_skills),
        **outlooks.build(raw, corrections),
        **regional_facts.build(raw),
    }
