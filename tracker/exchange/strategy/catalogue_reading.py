"""Reads the existing strategies of a strategy file: the section ``strategies``.

Its ``strategy_rule`` is a sentence for whoever writes the file. The program says the same beside its own
forms, in both languages, so that the sentence is read and not stored.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from tracker.exchange.strategy.fields import Fields, each
from tracker.exchange.strategy.yaml_lines import Mapping, Node
from tracker.theory.contents.fields import ADDRESS_LENGTH, TEXT_LENGTH
from tracker.theory.kinds import Relation

KEYS = "id owner da en valid goals url note_da commitments illustrative real retrieved_from"


@dataclass(frozen=True, slots=True)
class TieEntry:
    """How a commitment stands to an element of a plan, by the element's code."""

    line: int
    element: str
    relation: Relation
    note: str


@dataclass(frozen=True, slots=True)
class CommitmentEntry:
    line: int
    sentence: str
    ties: tuple[TieEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """``owner`` is an organisation, ``goals`` are goals of the strategy; a period without a day is open."""

    line: int
    code: str
    title: str
    title_en: str | None
    owner: str
    valid_from: date | None
    valid_until: date | None
    goals: tuple[str, ...]
    url: str | None
    note: str
    commitments: tuple[CommitmentEntry, ...]
    illustrative: bool
    retrieved_from: str


def read_catalogue(
    top: Fields, organisations: Container[str], goals: Container[str]
) -> tuple[CatalogueEntry, ...]:
    """The entries of the section, in its order. Raises StrategyFileError."""
    top.optional_text("strategy_rule")
    return tuple(
        _entry(row, organisations, goals) for row in each(top, "strategies", "existing strategy", KEYS)
    )


def _entry(row: Fields, organisations: Container[str], goals: Container[str]) -> CatalogueEntry:
    owner = row.code("owner")
    if owner not in organisations:
        row.refuse("owner", f"there is no “{owner}”")
    served = row.codes("goals")
    for goal in served:
        if goal not in goals:
            row.refuse("goals", f"there is no “{goal}”")
    starts, ends = row.sub("valid", "start end").period() if "valid" in row else (None, None)
    illustrative = row.flag("illustrative")
    if illustrative and row.flag("real"):
        row.refuse("real", "it is illustrative already")
    return CatalogueEntry(
        line=row.line,
        code=row.code(),
        title=row.text("da"),
        title_en=row.optional_line("en"),
        owner=owner,
        valid_from=starts,
        valid_until=ends,
        goals=served,
        url=row.optional_line("url", ADDRESS_LENGTH),
        note=row.optional_text("note_da"),
        commitments=_commitments(row),
        illustrative=illustrative,
        retrieved_from=row.optional_text("retrieved_from"),
    )


def _commitments(row: Fields) -> tuple[CommitmentEntry, ...]:
    return tuple(_commitment(row, node) for node in row.items("commitments"))


def _commitment(row: Fields, node: Node) -> CommitmentEntry:
    """A sentence alone, or with what it is tied to."""
    if isinstance(node, Mapping):
        found = Fields(node, f"{row.what}, commitments", "da ties")
        ties = tuple(_tie(found, tie) for tie in found.items("ties"))
        return CommitmentEntry(node.line, found.text("da", TEXT_LENGTH), ties)
    sentence = row.as_text("commitments", node)
    if not sentence:
        row.refuse("commitments", f"a commitment is a sentence of 1 to {TEXT_LENGTH} characters")
    return CommitmentEntry(node.line, sentence)


def _tie(commitment: Fields, node: Node) -> TieEntry:
    tie = Fields(node, f"{commitment.what}, ties", "element relation note_da")
    return TieEntry(
        tie.line, tie.code("element"), tie.word("relation", Relation), tie.optional_text("note_da")
    )
