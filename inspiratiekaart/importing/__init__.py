"""Bringing a published file into a region's (or the operator's) own rows, and taking it out.

The road, the same for the command line and for the page *Dataset beheren*::

    document = open_document(path, name)              # sources.reading
    form = fitting(document)[0][0]                    # sources.published; or the person's choice
    kept = memory(folder).of(layout_of(document, form))   # what this layout was told before
    tidied = form.tidy(document, kept.columns)        # or the person's corrected columns
    proposal = propose(tidied, form, dataset, region="AM05", decisions=kept.decisions,
                       document=document, columns=kept.columns)
    proposal = examined(proposal, folder)             # the rules; rows that break one are left out
    done = accept(proposal, folder)                   # writes, journals, remembers; None: nothing
    undo(folder)                                      # takes the last import back
    imports(folder)                                   # what was imported, the newest first

``dataset`` is ``dataset_with(folder)``: the national data with the own rows of the folder over it,
and without those of regions beside it. ``folder`` is ``paths.IMPORTS``: a region's own folder
(fork), or that of INSPIRATIEKAART_IMPORTS; None where the operator named none, and then nothing can
be imported. It need not be there yet.

*Proposal* (frozen) has ``rows`` (``ProposedRow``: table, key, row, ``change`` new, changed or same,
``at_sheet`` and ``at_row`` in the file, ``basis`` and ``confidence_pct`` of its match, ``before``),
``counts`` (per table how many new, changed, same), ``questions``, ``doubles``, ``left_out`` (rows
of the file that are not taken, each with ``sentence(t)``), ``outside_count`` (rows of other
regions), ``joined_count`` (rows that say the same training or place as another one),
``read_count``, ``findings`` (after ``examined``; told with the file's own sheet and row by
``sentence(t)``), ``sources``.

*Question*: ``question_id``, ``kind`` (occupation, place, provider, region, area), ``said``,
``candidates`` (code, name, confidence_pct), ``rows_count``. Answer it with
``decisions[question_id] = code``, or ``NONE`` for "none of these", and propose again: what was not
answered is left as said where the table can hold that, else left out until it is answered.
*Double*: a new provider or offer that looks like one that is there; ``decisions[double_id]`` =
``other_id`` makes it that one, ``NONE`` says that they are two. Undecided they stay two.

``region``: only rows of that region are taken, and a statement that names no region is of that
one; with ``is_region_said=False`` (nobody chose it) that is asked. None: all rows, and a statement
that names no region is of the whole country.

All refusals are ``ImportRefusedError``, with ``sentence(t)``; the texts stand under ``importing``.
"""

from inspiratiekaart.importing.accepting import Undone, accept, accepted, undo
from inspiratiekaart.importing.examining import examined
from inspiratiekaart.importing.journal import Import, imports
from inspiratiekaart.importing.memory import Memory, Remembered, layout_of, memory
from inspiratiekaart.importing.own_rows import COUNTRY_FOLDER
from inspiratiekaart.importing.proposal import (
    NONE,
    Double,
    LeftOut,
    Proposal,
    ProposedRow,
    Question,
    Told,
)
from inspiratiekaart.importing.proposing import propose
from inspiratiekaart.importing.refusal import ImportRefusedError
from inspiratiekaart.importing.shown import dataset_with

__all__ = [
    "COUNTRY_FOLDER",
    "NONE",
    "Double",
    "Import",
    "ImportRefusedError",
    "LeftOut",
    "Memory",
    "Proposal",
    "ProposedRow",
    "Question",
    "Remembered",
    "Told",
    "Undone",
    "accept",
    "accepted",
    "dataset_with",
    "examined",
    "imports",
    "layout_of",
    "memory",
    "propose",
    "undo",
]
