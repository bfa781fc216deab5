"""The house rules as functions from text to complaints, so that a twin can show they can fail."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

PAGE_LINES = 50
MODULE_LINES = 300

NOUNLESS = {"base", "common", "helpers", "misc", "shared", "tools", "util", "utils"}
"""Module names that say nothing of what is inside."""

_SENTENCE = re.compile(r"\w{2,}[,.;:]? \w{2,}")
_THIRD_PARTY = re.compile(
    r"cdn\.|unpkg|jsdelivr|cdnjs|googleapis|gstatic|code\.jquery|maxcdn|netdna|bootstrapcdn"
    r"|cartocdn|tile\.openstreetmap|mapbox|fontawesome|google-analytics|googletagmanager",
)
_LOADED = re.compile(r"(?:\bsrc\s*=\s*|url\(\s*|import\s*\(?\s*|fetch\(\s*)[\"']?https?://")
_MACHINE_PATH = re.compile(r"(?<![\w./:~-])/(?:work|root|tmp|home/\w+|Users/\w+)/\w")
_PINNED = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+$")
_TARGET = re.compile(r"^([a-z]+):(?!=)(.*)$", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def page_faults(source: str) -> list[str]:
    """What makes ``source`` more than a page: length, functions, sentences of its own."""
    faults = []
    if (lines := len(source.splitlines())) > PAGE_LINES:
        faults.append(f"{lines} lines; a page has at most {PAGE_LINES}")
    tree = ast.parse(source)
    docstring = ast.get_docstring(tree, clean=False)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            faults.append(f"line {node.lineno}: '{node.name}' is defined; that belongs in ui/")
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node.value != docstring
            and _SENTENCE.search(node.value)
        ):
            faults.append(f"line {node.lineno}: a sentence of its own; that belongs in texts/")
    return faults


def module_faults(lines: Mapping[str, int], reasons: Mapping[str, str]) -> list[str]:
    """Modules that are too long without a reason or named without a noun; reasons gone stale."""
    faults = [
        f"{path}: {count} lines; is there a second noun inside?"
        for path, count in lines.items()
        if count > MODULE_LINES and not reasons.get(path)
    ]
    faults += [f"{path}: name it after what it holds" for path in lines if _nounless(path)]
    faults += [
        f"{path}: no longer over {MODULE_LINES} lines, so drop its reason"
        for path in reasons
        if lines.get(path, 0) <= MODULE_LINES
    ]
    return faults


def _nounless(path: str) -> bool:
    return not NOUNLESS.isdisjoint({*Path(path).parts[1:-1], Path(path).stem})


def third_party_faults(text: str) -> list[str]:
    """Lines that name a content network, or load something from an absolute address."""
    return [
        f"line {number}: {line.strip()[:90]}"
        for number, line in enumerate(text.splitlines(), start=1)
        if _THIRD_PARTY.search(line) or _LOADED.search(line)
    ]


def machine_path_faults(text: str) -> list[str]:
    """Lines that hold a path of somebody's own machine."""
    return [
        f"line {number}: {line.strip()[:90]}"
        for number, line in enumerate(text.splitlines(), start=1)
        if _MACHINE_PATH.search(line)
    ]


def pins(requirements: str) -> dict[str, str]:
    """Distribution to version; a requirement without ``==`` gets an empty version."""
    found = {}
    for line in requirements.splitlines():
        wanted = line.split("#")[0].split(";")[0].strip()
        if wanted:
            name, _, version = wanted.partition("==")
            key = re.sub(r"[-_.]+", "-", name).lower()
            found[key] = version if _PINNED.match(wanted) else ""
    return found


def undocumented_targets(makefile: str) -> list[str]:
    """Targets of a Makefile that ``make help`` does not explain, but for steps of ``test``."""
    return [
        name
        for name, rest in _TARGET.findall(makefile)
        if "## " not in rest and name not in {"browser", "database", "proxy"}
    ]


def glossary(markdown: str) -> list[tuple[str, str, str, str]]:
    """The rows of the checked table: term, code, meaning in Dutch, meaning in English."""
    section = markdown.split("\n## Later")[0]
    rows = [line.strip().strip("|").split("|") for line in section.splitlines() if "|" in line]
    cells = [tuple(cell.strip() for cell in row) for row in rows]
    return [(row[0], row[1], row[2], row[3]) for row in cells if len(row) == 4 and "`" in row[1]]


def code_terms(rows: Iterable[tuple[str, str, str, str]]) -> list[str]:
    """Every term between backticks in the column *in the code*, without its ``..`` tail."""
    return [term for row in rows for term in _CODE.findall(row[1])]


def unknown_terms(terms: Iterable[str], known: set[str]) -> list[str]:
    """Terms of the glossary that the code does not have."""
    return sorted({term for term in terms if term not in known})


def unexplained_words(names: Iterable[str], english: set[str], terms: Iterable[str]) -> list[str]:
    """Words in names of tables and columns that are neither plain English nor in the glossary."""
    explained = {word for term in terms for word in term.split("_")}
    used = {word for name in names for word in name.split("_") if not word.isdigit()}
    return sorted(used - english - explained)


def broken_links(markdown: str, folder: Path) -> list[str]:
    """Targets of links to files that do not exist, seen from ``folder``."""
    targets = [target.split("#")[0] for target in _LINK.findall(markdown) if ":" not in target]
    return [target for target in targets if target and not (folder / target).exists()]
