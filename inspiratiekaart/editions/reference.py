"""Pages of documentation made from the code: the rules of validation and the data dictionary.

A test holds the committed pages against what these functions say, so they cannot grow old.
"""

from __future__ import annotations

from collections.abc import Iterator

from inspiratiekaart import schema
from inspiratiekaart.schema import LANGUAGES, Language
from inspiratiekaart.texts import Texts, catalogue
from inspiratiekaart.validation import codes

_MADE = "<!-- Made by: python -m inspiratiekaart docs. Do not edit by hand. -->\n\n"


def rules_page() -> str:
    """``docs/regels.md``: every rule with its severity and sentence, in Dutch and English."""
    lines = [
        _MADE + "# Regels van de controle / Rules of validation\n",
        "`python -m inspiratiekaart validate` houdt de dataset tegen deze regels.",
        "Bij elke vondst staan bestand, rij (zoals in een spreadsheet; de kopregel is rij 1),",
        "kolom, waarde en wat u kunt doen. Een *fout* moet worden hersteld;",
        "een *waarschuwing* verdient een blik. Bekende uitzonderingen staan met hun reden in",
        "`datasets/accepted.toml`.\n",
        "`python -m inspiratiekaart validate --language en` holds the dataset against these rules.",
        "Each finding has the file, row (as in a spreadsheet, the heading is row 1), column, value",
        "and what to do. An *error* must be mended; a *warning* deserves a look. Known exceptions",
        "stand with their reason in `datasets/accepted.toml`.\n",
        "| code | soort / kind | Nederlands | English |",
        "|---|---|---|---|",
    ]
    dutch, english = catalogue("nl"), catalogue("en")
    for code, severity in codes():
        kind = f"{Texts('nl')(f'validation.{severity}')} / {severity}"
        cells = (f"`{code}`", kind, dutch[f"validation.{code}"], english[f"validation.{code}"])
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    return "\n".join(lines) + "\n"


def dictionary_page() -> str:
    """``docs/datawoordenboek.md``: every table and column, in Dutch and English."""
    lines = [
        _MADE + "# Datawoordenboek / Data dictionary\n",
        "Elke tabel is één CSV (UTF-8, komma’s). Een lege cel betekent: niet bekend.",
        "Tabellen die per editie verschillen staan in `datasets/<editie>/`, de andere in",
        "`datasets/common/`. De sleutel van een tabel is **vet**; ● betekent: altijd gevuld.\n",
        "Each table is one CSV (UTF-8, commas). An empty cell means: not known. Tables that differ",
        "by edition are in `datasets/<edition>/`, the others in `datasets/common/`. The key of a",
        "table is **bold**; ● means: always filled.",
    ]
    for table in schema.tables().values():
        folder = "common" if table.folder == schema.COMMON else "<editie / edition>"
        lines += [
            f"\n## `{table.name}`\n",
            f"{table.nl} / {table.en}. Bestand / file: `datasets/{folder}/{table.name}.csv`\n",
            "| kolom / column | type | | Nederlands | English | waarden / values |",
            "|---|---|---|---|---|---|",
            *_columns(table),
        ]
    return "\n".join(lines) + "\n"


def _columns(table: schema.Table) -> Iterator[str]:
    for column in table.columns:
        name = f"`{column.name}`"
        about = (
            f"**{name}**" if column.name in table.key else name,
            f"{column.type} ({column.unit})" if column.unit else column.type,
            "●" if column.required else "",
            *(_title(column, language) for language in LANGUAGES),
            _allowed(column),
        )
        yield f"| {' | '.join(_cell(cell) for cell in about)} |"


def _title(column: schema.Column, language: Language) -> str:
    return column.title(language)


def _allowed(column: schema.Column) -> str:
    if column.enum:
        return ", ".join(f"`{value}`" for value in column.enum)
    if column.ref:
        return f"→ `{column.ref}`"
    if column.pattern:
        return f"`{column.pattern}`"
    if column.minimum is not None and column.maximum is not None:
        return f"{column.minimum:g}–{column.maximum:g}"
    return ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
