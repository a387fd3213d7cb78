"""What an action plan says of itself. Source: DOMAIN, "Action plan"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from tracker.theory.contents.fields import (
    Code,
    Fault,
    Line,
    LongText,
    OptionalLine,
    Reference,
    Whole,
    period_faults,
)
from tracker.theory.kinds import Visibility

LONGEST_TYPED_CODE = 12
"""Characters: what fits into a box of the diagram and a line of a list. A file may bring a longer one."""

LARGEST_BUDGET = 10**15
"""Kroner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContents:
    """A plan's own fields, and what it is tied to: goals, owners and partners, each in the order chosen.

    A plan without goals is saved and shown as an error (DOMAIN, Structure); one with goals needs a primary
    one among them. ``budget_dkk`` in kroner.
    """

    code: Code
    title: Line
    title_en: OptionalLine = None
    visibility: Visibility = Visibility.SHARED
    lead_organisation_id: Annotated[int, Reference("organisations", needed=True)]
    starts_on: date | None = None
    ends_on: date | None = None
    budget_dkk: Annotated[int | None, Whole(0, LARGEST_BUDGET)] = None
    already_in_place: LongText = ""
    target_group: LongText = ""
    goal_ids: Sequence[int] = ()
    primary_goal_id: int | None = None
    owner_ids: Sequence[int] = ()
    partner_ids: Sequence[int] = ()

    def faults(self) -> Iterator[Fault]:
        yield from period_faults(self.starts_on, self.ends_on)
        if self.primary_goal_id is None and self.goal_ids:
            yield Fault("primary_goal_id", "required")
        if self.primary_goal_id is not None and self.primary_goal_id not in self.goal_ids:
            yield Fault("primary_goal_id", "not_among_goals")
