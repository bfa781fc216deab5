"""Which sentences code and templates ask for, read from their syntax trees.

A use is a regular expression over keys: ``t("app.name")`` is one key, ``t(f"kind.{kind}")`` any key
of that form. Keys that travel through a variable are recognised where their literal stands.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, nodes

_ANY = r"[\w.-]+"
_KEY = re.compile(r"[a-z_]+(\.[\w-]+)+\.?\Z")
_PLURAL = re.compile(r"\.(zero|one|other)\Z")
_ANCHORED = re.compile(r"[a-z_]+\\\.")


@dataclass(frozen=True)
class Use:
    """A call for a sentence: where, which keys (a pattern), and whether for a number of things."""

    where: str
    pattern: str
    is_count: bool = False

    def fits(self, key: str) -> bool:
        """Whether this use can ask for ``key``."""
        wanted = _PLURAL.sub("", key) if self.is_count else key
        return (not self.is_count or wanted != key) and bool(_compiled(self.pattern).match(wanted))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern})\\Z")


@dataclass(frozen=True)
class Uses:
    """All calls with something literal in their key, and what may be a key or a part of one.

    ``literals`` are whole keys, ``forms`` patterns of keys that are put together somewhere, and
    ``tails`` what is put behind a key in a variable (``f"{key}_more"``).
    """

    calls: tuple[Use, ...] = ()
    literals: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()

    def __add__(self, other: Uses) -> Uses:
        return Uses(
            self.calls + other.calls,
            self.literals | other.literals,
            self.forms | other.forms,
            self.tails | other.tails,
        )

    def missing(self, keys: Iterable[str]) -> list[str]:
        """The calls that ask for a sentence that is not there."""
        known = list(keys)
        return [
            f"{use.where}: {use.pattern}"
            for use in self.calls
            if not any(use.fits(key) for key in known)
        ]

    def unused(self, keys: Iterable[str]) -> list[str]:
        """The keys that nothing asks for."""
        return [key for key in keys if not self._is_used(key)]

    def _is_used(self, key: str) -> bool:
        found = {key, _PLURAL.sub("", key)}
        found |= {each.removesuffix(tail) for each in set(found) for tail in self.tails}
        return (
            bool(found & self.literals)
            or any(use.fits(each) for use in self.calls for each in found)
            or any(_compiled(form).match(each) for form in self.forms for each in found)
        )


def in_python(source: str, where: str) -> Uses:
    """The uses in a module."""
    calls, literals, forms, tails = [], set(), set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if _KEY.match(node.value):
                literals.add(node.value)
        elif isinstance(node, ast.JoinedStr) and not isinstance(node.values[0], ast.Constant):
            tails.add("".join(str(v.value) for v in node.values if isinstance(v, ast.Constant)))
        elif isinstance(node, ast.JoinedStr | ast.BinOp):
            forms |= set(_python_patterns(node))
        elif isinstance(node, ast.Call) and node.args and (kind := _python_kind(node.func)):
            found = _python_patterns(node.args[0])
            calls += [Use(f"{where}:{node.lineno}", each, kind == "count") for each in found]
    return Uses(_anchored(calls), frozenset(literals), _forms(forms), frozenset(tails - {""}))


def _python_kind(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute) and called.attr == "count" and _is_t(called.value):
        return "count"
    return "text" if _is_t(called) else ""


def _is_t(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "t"
    return isinstance(node, ast.Name) and node.id in ("t", "self")


def _python_patterns(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant):
        return [re.escape(str(node.value))]
    if isinstance(node, ast.JoinedStr):
        return [
            "".join(
                re.escape(str(v.value)) if isinstance(v, ast.Constant) else _ANY
                for v in node.values
            )
        ]
    if isinstance(node, ast.BinOp):
        return _joined(_python_patterns(node.left), _python_patterns(node.right))
    if isinstance(node, ast.IfExp):
        return [*_python_patterns(node.body), *_python_patterns(node.orelse)]
    return [_ANY]


def in_template(source: str, where: str) -> Uses:
    """The uses in a template."""
    tree = Environment().parse(source)  # noqa: S701  # read, never rendered
    calls = []
    for node in tree.find_all(nodes.Call):
        if node.args and (kind := _template_kind(node.node)):
            patterns = _template_patterns(node.args[0])
            calls += [Use(f"{where}:{node.lineno}", each, kind == "count") for each in patterns]
    found = {str(each.value) for each in tree.find_all(nodes.Const)}
    literals = frozenset(value for value in found if _KEY.match(value))
    forms = {form for node in tree.find_all(nodes.Concat) for form in _template_patterns(node)}
    return Uses(_anchored(calls), literals, _forms(forms))


def _template_kind(called: nodes.Expr) -> str:
    if isinstance(called, nodes.Getattr) and called.attr == "count":
        return "count" if isinstance(called.node, nodes.Name) and called.node.name == "t" else ""
    return "text" if isinstance(called, nodes.Name) and called.name == "t" else ""


def _template_patterns(node: nodes.Expr) -> list[str]:
    if isinstance(node, nodes.Const):
        return [re.escape(str(node.value))]
    if isinstance(node, nodes.Concat):
        found = [""]
        for part in node.nodes:
            found = _joined(found, _template_patterns(part))
        return found
    if isinstance(node, nodes.CondExpr):
        other = _template_patterns(node.expr2) if node.expr2 else []
        return [*_template_patterns(node.expr1), *other]
    return [_ANY]


def _joined(left: list[str], right: list[str]) -> list[str]:
    return [f"{one}{other}" for one in left for other in right]


def _anchored(calls: Iterable[Use]) -> tuple[Use, ...]:
    return tuple(use for use in calls if _ANCHORED.match(use.pattern))


def _forms(patterns: Iterable[str]) -> frozenset[str]:
    return frozenset(each for each in patterns if _ANCHORED.match(each))


def in_all(sources: Mapping[str, str]) -> Uses:
    """The uses in files by their path: modules end in ``.py``, templates in ``.html``."""
    found = Uses()
    for each in _each(sources):
        found += each
    return found


def _each(sources: Mapping[str, str]) -> Iterator[Uses]:
    for where, source in sources.items():
        yield in_python(source, where) if where.endswith(".py") else in_template(source, where)
