"""What a strategy file says of cases and hearings, typed. Codes are the ids of the file."""

from dataclasses import dataclass
from datetime import date

from tracker.exchange.strategy.entries import Entry
from tracker.theory.kinds import CaseDocumentKind, HearingOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDocumentEntry:
    """``title`` is Danish, ``title_en`` English; the file has neither its address nor its text."""

    line: int
    title: str
    title_en: str | None
    kind: CaseDocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PointEntry:
    """Words of a decision and the plan they concern; ``quote`` is empty where the file names no words."""

    line: int
    quote: str
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyEntry:
    """``decision`` is verbatim."""

    line: int
    recipient: str
    met_on: date
    agenda_item: str
    outcome: HearingOutcome
    decision: str
    decision_en: str
    points: tuple[PointEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingEntry:
    """It is called as its case."""

    line: int
    code: str
    opened_on: date
    decided_by: str
    agenda_item: str
    deadline: date
    recipients: tuple[str, ...]
    replies: tuple[ReplyEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEntry(Entry):
    origin: str
    origin_on: date | None
    deliverable: str
    deliverable_due: date | None
    illustrative: bool
    documents: tuple[CaseDocumentEntry, ...]
    hearings: tuple[HearingEntry, ...]
