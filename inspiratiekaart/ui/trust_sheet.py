"""The rows that somebody should look at, as a sheet to work through."""

from __future__ import annotations

import csv
import io

from inspiratiekaart.checks import key_text
from inspiratiekaart.dataset import Dataset
from inspiratiekaart.editions import check_sentences as sentences
from inspiratiekaart.export.csv import cell
from inspiratiekaart.texts import Texts
from inspiratiekaart.worklist import Worklist


def sheet(found: Worklist, dataset: Dataset, t: Texts) -> bytes:
    """The whole list as a CSV; no spreadsheet runs what stands in it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    heads = (t("trust.row"), t("trust.why"), t("trust.day"))
    writer.writerow(("table", "key", *heads, "url"))
    for each in found.rows:
        day = each.day.isoformat() if each.day else ""
        said = (sentences.title(each, dataset, t), sentences.why(each, t), day)
        row = (each.table, key_text(each.key), *said, each.row.get("url", ""))
        writer.writerow([cell(text) for text in row])
    return buffer.getvalue().encode("utf-8-sig")
