"""Maximum amounts per form of support, as VNG's instrument guide Eva gave them in 2022.

The guide refers to Staatscourant 2021, 15327; nobody compared the amounts with that text.
"""

from __future__ import annotations

import pandas as pd

from inspiratiekaart.errors import RawMaterialError

AMOUNTS = "rmt-bedragen-eva-2022"
_VAT = {"ex btw": "excluded", "incl. btw": "included"}
_REGULATION = "Tijdelijke regeling aanvullende (crisis)dienstverlening COVID-19 (BWBR0044968)"


def tidy(raw: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Table ``scheme_amounts``: amounts from ``raw``, scheme and wording from ``words`` by number.

    Raises:
        RawMaterialError: the two do not have the same numbers.
    """
    if set(raw["volgnr"]) != set(words["volgnr"]):
        raise RawMaterialError(
            "scheme_amounts.csv and rmt_dienstverlening_maxbedragen.csv differ in volgnr: "
            f"{sorted(set(raw['volgnr']) ^ set(words['volgnr']))}. Add or drop those rows."
        )
    rows = words.merge(raw, on="volgnr", suffixes=("", "_raw"))
    amount = pd.to_numeric(rows["max_bedrag_eur"])
    annex = rows["grondslag"].str.extract(r"(bijlage \d)")[0]
    return pd.DataFrame(
        {
            "scheme_id": rows["scheme_id"],
            "amount_id": rows["amount_id"],
            "name_nl": rows["name_nl"],
            "kind": rows["kind"],
            "purpose": rows["purpose"],
            "max_amount_eur": amount,
            "unit": rows["eenheid"].str.replace(r" \(afgeleid.*\)$", "", regex=True),
            "vat": rows["btw"].map(_VAT).fillna("unknown"),
            "legal_basis": (_REGULATION + ", " + annex).fillna(_REGULATION),
            "certainty": "secondary",
            "source_id": AMOUNTS,
            "period": "2022-08-22",
            "status": amount.notna().map({True: "provisional", False: "unknown"}),
        }
    )
