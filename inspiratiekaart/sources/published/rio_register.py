"""What answers of RIO say together: records by code, and which belongs to which.

An offer does not itself name who offers it, where, and for which programme. That stands in what was
asked (``?organisatorischeEenheidcode=...``, ``/aangeboden-opleidingen/{id}/onderwijslocatie``) or
in the links of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from inspiratiekaart.sources.published.recorded import Answer
from inspiratiekaart.sources.published.values import inner

Kind = Literal["offer", "provider", "location", "programme", "recognition", "other"]

_OFFER_ID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_OF_OFFER = re.compile(
    rf"aangeboden-opleidingen/({_OFFER_ID})/(onderwijslocatie|onderwijsaanbieder|opleiding)"
    r"(?:sonderdeel)?(?:\?|\Z)"
)
_OF_PROGRAMME = re.compile(r"opleidings?(?:onderdel)?en/(\d{4}O\d{4})/opleidingserkenning\b")
_CODE = re.compile(r"/(\d{3}[A-Z]\d{3}|\d{4}O\d{4})(?:\?|\Z)")
_ASKED = {
    "organisatorischeEenheidcode": "onderwijsaanbieder",
    "onderwijslocatieId": "onderwijslocatie",
    "opleidingseenheidcode": "opleiding",
}
_UNITS = {"ONDERWIJSAANBIEDER", "ONDERWIJSAANBIEDERGROEP"}
_CODES: Mapping[Kind, str] = {
    "offer": "aangebodenOpleidingcode",
    "location": "onderwijslocatiecode",
    "programme": "opleidingseenheidcode",
    "recognition": "erkendeopleidingscode",
    "provider": "code",
}


@dataclass(frozen=True)
class Record:
    """One record, and where it stood."""

    at_sheet: str
    at_row: int
    code: str
    item: Mapping[str, Any]


@dataclass
class Register:
    """Records by kind and code, and what each offer belongs to."""

    records: dict[Kind, dict[str, Record]] = field(default_factory=dict)
    others: list[Record] = field(default_factory=list)
    read_count: int = 0
    _links: dict[str, dict[str, str]] = field(default_factory=dict)
    _recognised: dict[str, str] = field(default_factory=dict)

    def all(self, kind: Kind) -> Iterable[Record]:
        """The records of ``kind``, in the order of the answers."""
        return self.records.get(kind, {}).values()

    def of(self, offer: Record, relation: str, kind: Kind) -> Record | None:
        """The record of ``kind`` that ``offer`` is linked to."""
        return self.records.get(kind, {}).get(self._links.get(offer.code, {}).get(relation, ""))

    def recognised_code(self, offer: Record) -> str | None:
        """The crebo or ISAT code of the programme that ``offer`` is of."""
        return self._recognised.get(self._links.get(offer.code, {}).get("opleiding", ""))

    def add(self, answer: Answer) -> None:
        """Take over all records of one answer."""
        for number, item in answer.numbered():
            self.read_count += 1
            kind = kind_of(item)
            code = str(item.get(_CODES[kind]) or "") if kind != "other" else ""
            if kind == "other" or not code:
                shown = item if isinstance(item, Mapping) else {}
                self.others.append(Record(answer.name, number, code, shown))
                continue
            record = Record(answer.name, number, code, item)
            self.records.setdefault(kind, {}).setdefault(code, record)
            self._connect(kind, code, item, answer)

    def _connect(self, kind: Kind, code: str, item: Mapping[str, Any], answer: Answer) -> None:
        if kind == "offer":
            links = self._links.setdefault(code, {})
            for name, relation in _ASKED.items():
                if asked := answer.asked(name):
                    links.setdefault(relation, asked)
                href = _CODE.search(str(inner(item, "_links", relation, "href") or ""))
                if href:
                    links.setdefault(relation, href[1])
        elif found := _OF_OFFER.search(answer.request):
            self._links.setdefault(found[1], {})[found[2]] = code
        elif kind == "recognition" and (found := _OF_PROGRAMME.search(answer.request)):
            self._recognised[found[1]] = code


def kind_of(item: object) -> Kind:
    """What ``item`` is, by the code that it has."""
    if not isinstance(item, Mapping):
        return "other"
    for kind, name in _CODES.items():
        if kind != "provider" and name in item:
            return kind
    is_unit = str(item.get("type")) in _UNITS and "code" in item and "naam" in item
    return "provider" if is_unit else "other"


def register_of(asked: Iterable[Answer]) -> Register:
    """All that ``asked`` says."""
    register = Register()
    for answer in asked:
        register.add(answer)
    return register
