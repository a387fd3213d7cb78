"""What a hearing, a reply to it and a point of a reply say of themselves. Source: DOMAIN, "Hearing"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from tracker.theory.contents.fields import Fault, Line, LongText, OptionalLine, Reference, Text
from tracker.theory.kinds import HearingOutcome

AGENDA_LENGTH = 60
"""Longest name of an item on an agenda, in characters."""

AgendaItem = Annotated[str, Text(AGENDA_LENGTH)]


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingContents:
    """What is sent out, by ``decided_by_id``: on documents of the case, on a plan, or on the case itself.
    ``recipient_ids`` are heard, in this order."""

    title: Line
    title_en: OptionalLine = None
    document_ids: Sequence[int] = ()
    plan_id: Annotated[int | None, Reference("plans")] = None
    decided_by_id: Annotated[int, Reference("organisations", needed=True)]
    agenda_item: AgendaItem = ""
    opened_on: date
    deadline: date
    note: LongText = ""
    recipient_ids: Sequence[int] = ()

    def faults(self) -> Iterator[Fault]:
        if self.deadline < self.opened_on:
            yield Fault("deadline", "deadline_before_opening")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyContents:
    """What was decided at the meeting on ``met_on``; ``decision`` is kept to the letter."""

    met_on: date
    agenda_item: AgendaItem = ""
    outcome: HearingOutcome
    decision: Annotated[str, Text(needed=True, verbatim=True)]
    decision_en: LongText = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointContents:
    """One point of a decision: the plan or the element of one that it changes, and what was ``done``. An
    element names its plan."""

    quote: LongText = ""
    plan_id: int | None = None
    element_id: int | None = None
    done: LongText = ""
    done_on: date | None = None

    def faults(self) -> Iterator[Fault]:
        if not self.quote and self.plan_id is None:
            yield Fault("quote", "required")
        if not self.done and self.done_on is not None:
            yield Fault("done", "required")
