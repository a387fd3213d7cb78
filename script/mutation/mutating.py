"""The mutants of a source file: small changes of its code by the operators of Cosmic Ray.

Left out are changes that no rule can notice: in annotations, in decorators, in the names of types, in
``strict=`` of a ``zip``, in a query's ``limit``. Texts are not changed at all.
"""

import ast
import difflib
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.provider import OperatorProvider

SEED = "2026"

OPERATORS = (
    "AddNot",
    "ExceptionReplacer",
    "NumberReplacer",
    "ReplaceAndWithOr",
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_BitAnd_BitOr",
    "ReplaceBinaryOperator_BitOr_BitAnd",
    "ReplaceBinaryOperator_Div_Mul",
    "ReplaceBinaryOperator_FloorDiv_Mul",
    "ReplaceBinaryOperator_Mod_Mul",
    "ReplaceBinaryOperator_Mul_Div",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBinaryOperator_Sub_BitOr",
    "ReplaceBreakWithContinue",
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_GtE_Lt",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_Gt_LtE",
    "ReplaceComparisonOperator_IsNot_Is",
    "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_LtE_Gt",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_Lt_GtE",
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_NotEq_Eq",
    "ReplaceContinueWithBreak",
    "ReplaceFalseWithTrue",
    "ReplaceOrWithAnd",
    "ReplaceTrueWithFalse",
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_USub_UAdd",
    "ZeroIterationForLoop",
)

Place: TypeAlias = tuple[int, int]
"""Line from 1 and column from 0."""


def head(node: ast.stmt | ast.ExceptHandler) -> range:
    """The lines of a statement: of one with a body, those before it."""
    if isinstance(node, ast.Match):
        end = node.cases[0].pattern.lineno - 1
    else:
        body = getattr(node, "body", None)
        end = body[0].lineno - 1 if body else (node.end_lineno or node.lineno)
    return range(node.lineno, max(end, node.lineno) + 1)


@dataclass(frozen=True)
class Source:
    """A file of the program."""

    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def statement(self, line: int) -> range:
        """The lines of the innermost statement at ``line``: of one with a body, those of its head."""
        found = [
            span
            for node in ast.walk(self.tree)
            if isinstance(node, ast.stmt | ast.ExceptHandler) and line in (span := head(node))
        ]
        return min(found, key=lambda span: (len(span), -span.start), default=range(line, line + 1))

    def scope(self, line: int) -> range:
        """The lines of the innermost function around ``line``, or of the whole file."""
        found = [
            range(node.lineno, (node.end_lineno or node.lineno) + 1)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0)
        ]
        return min(found, key=len, default=range(1, len(self.lines) + 1))

    def bound(self, line: int) -> str | None:
        """The name that the statement at ``line`` gives a value, as a constant or as a field of a class."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign | ast.AnnAssign) and head(node) == self.statement(line):
                target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                return target.id if isinstance(target, ast.Name) else None
        return None

    def uses(self, name: str) -> set[int]:
        """The lines of the statements that read ``name``, as a name or as an attribute."""
        found = {
            node.lineno
            for node in ast.walk(self.tree)
            if (isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load))
            or (isinstance(node, ast.Attribute) and node.attr == name)
        }
        return {line for use in found for line in self.statement(use)}


@dataclass(frozen=True)
class Mutant:
    """One change of one file: the ``occurrence``th place, from 0, at which the operator finds work."""

    source: Source
    operator: str
    occurrence: int
    line: int
    rank: str

    @property
    def text(self) -> str:
        """The whole file, changed."""
        changed: str | None = mutate_code(
            self.source.text, OperatorProvider()[self.operator](), self.occurrence
        )
        if changed is None:
            raise LookupError(self)
        return changed

    def diff(self) -> list[str]:
        """The lines that differ, with - and + before them."""
        lines = difflib.unified_diff(self.source.lines, self.text.splitlines(), n=0, lineterm="")
        return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def mutants(sources: Iterable[Source]) -> list[Mutant]:
    """Every mutant of these files, in an order that looks like chance and does not depend on where code
    stands: a function that moves to another file keeps its mutants' places."""
    seen: Counter[str] = Counter()
    found = []
    for source in sources:
        for operator, occurrence, (line, column) in _places(source):
            text = source.lines[line - 1]
            told = f"{operator} {column - (len(text) - len(text.lstrip()))} {text.strip()}"
            seen[told] += 1
            rank = hashlib.sha256(f"{SEED} {seen[told]} {told}".encode()).hexdigest()
            found.append(Mutant(source, operator, occurrence, line, rank))
    return sorted(found, key=lambda mutant: mutant.rank)


def _places(source: Source) -> Iterator[tuple[str, int, Place]]:
    quiet = list(_quiet(source.tree))
    nodes = list(ast_nodes(get_ast(source.text)))
    for name in OPERATORS:
        operator = OperatorProvider()[name]()
        places = (start for node in nodes for start, _ in operator.mutation_positions(node))
        for occurrence, place in enumerate(places):
            if not any(start <= place < end for start, end in quiet):
                yield name, occurrence, place


def _quiet(tree: ast.Module) -> Iterator[tuple[Place, Place]]:
    """What is left out, from where to where."""
    for node in ast.walk(tree):
        for part in _quiet_parts(node):
            yield (part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)


def _quiet_parts(node: ast.AST) -> Iterator[Any]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield from node.decorator_list
    if isinstance(node, ast.FunctionDef) and node.returns is not None:
        yield node.returns
    if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
        yield node.annotation
    if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias":
        yield node
    if isinstance(node, ast.keyword) and node.arg == "strict":
        yield node
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("cast", "TypeVar"):
        yield node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "limit":
        yield from node.args
