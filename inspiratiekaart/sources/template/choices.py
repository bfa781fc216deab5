"""The lists that the template offers, as they are shown and what each stands for."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from inspiratiekaart.dataset import Dataset
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.sources.template.fields import NO, YES, Field
from inspiratiekaart.texts import Texts, catalogue


def shown(field: Field, dataset: Dataset, language: Language) -> tuple[str, ...]:
    """What can be chosen for ``field``; nothing where anything can be written."""
    if field.choice == "enum":
        return tuple(_word(field, value, language) for value in field.column.enum)
    if field.choice == "yes_no":
        return (YES[language], NO[language])
    if field.choice == "occupations":
        return tuple(sorted(dataset["occupations"]["name_nl"], key=str.casefold))
    if field.choice == "regions":
        return tuple(sorted(dataset["arbeidsmarktregios"]["name"], key=str.casefold))
    if field.choice == "gemeenten":
        return tuple(sorted(dataset["gemeenten"]["name"], key=str.casefold))
    if field.choice == "forms":
        return _forms(dataset["learning_forms"], language)
    return _crebos(dataset["kwalificaties"]) if field.choice == "crebo" else ()


def meant(field: Field) -> Mapping[str, object]:
    """What a cell of ``field`` stands for, by its text in lower case, in every language."""
    if field.choice == "yes_no":
        return {**{YES[it]: True for it in LANGUAGES}, **{NO[it]: False for it in LANGUAGES}}
    if field.choice != "enum":
        return {}
    words = {
        _word(field, value, language).lower(): value
        for language in LANGUAGES
        for value in field.column.enum
    }
    return {**words, **{value.lower(): value for value in field.column.enum}}


def _word(field: Field, value: str, language: Language) -> str:
    """An English word of the schema in the language of the template; Dutch ones stay."""
    key = f"template.value.{field.key}.{value}"
    return Texts(language)(key) if key in catalogue(language) else value


def _forms(rows: pd.DataFrame, language: Language) -> tuple[str, ...]:
    return tuple(rows["learning_form_id"] + ": " + rows[f"name_{language}"])


def _crebos(rows: pd.DataFrame) -> tuple[str, ...]:
    current = rows[rows["is_current"] != "no"].sort_values("crebo")
    return tuple(current["crebo"] + " " + current["name"])
