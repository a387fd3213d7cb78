"""Milestones against the calendar. Source: DOMAIN, "Status, two sets that never mix"."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.theory.pathway import Milestone, id_key

DUE_SOON_DAYS = 30
"""A milestone that falls due within this many days is due soon; the last day counts."""


class MilestoneState(StrEnum):
    PLANNED = "planned"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"

    @property
    def is_open(self) -> bool:
        return self not in (MilestoneState.DONE, MilestoneState.DONE_LATE)


@dataclass(frozen=True, slots=True)
class MilestoneAssessment:
    """All spans in whole days.

    ``days_overdue`` is 0 unless overdue, ``days_late`` 0 unless done late. ``slipped_days`` is how far
    ``due`` was moved from the first promise, negative when brought forward. ``days_to_due`` is 0 on the
    day itself and None once the milestone is done or overdue. ``delay_days`` is how far the milestone
    is behind its first promise, by its done date, by today when overdue, else by its present due
    date; never negative.
    """

    milestone: Milestone
    state: MilestoneState
    days_overdue: int = 0
    days_late: int = 0
    slipped_days: int = 0
    days_to_due: int | None = None
    delay_days: int = 0


def assess(milestone: Milestone, today: date, due_soon_days: int = DUE_SOON_DAYS) -> MilestoneAssessment:
    """Overdue means not done and due before today: due today is not overdue. Done after the present
    due date is done late; done in time after the due date was moved is done, and slipped."""
    due, promised = milestone.due, milestone.baseline_due
    slipped = (due - promised).days
    if milestone.done_on is not None:
        late = max(0, (milestone.done_on - due).days)
        return MilestoneAssessment(
            milestone,
            MilestoneState.DONE_LATE if late else MilestoneState.DONE,
            days_late=late,
            slipped_days=slipped,
            delay_days=max(0, (milestone.done_on - promised).days),
        )
    left = (due - today).days
    if left < 0:
        return MilestoneAssessment(
            milestone,
            MilestoneState.OVERDUE,
            days_overdue=-left,
            slipped_days=slipped,
            delay_days=max(0, (today - promised).days),
        )
    return MilestoneAssessment(
        milestone,
        MilestoneState.DUE_SOON if left <= due_soon_days else MilestoneState.PLANNED,
        slipped_days=slipped,
        days_to_due=left,
        delay_days=max(0, slipped),
    )


def overdue(milestones: Iterable[Milestone], today: date) -> tuple[MilestoneAssessment, ...]:
    """The overdue ones, most days overdue first; equal days by code, then id."""
    assessed = (assess(milestone, today) for milestone in milestones)
    late = [found for found in assessed if found.state is MilestoneState.OVERDUE]
    return tuple(
        sorted(
            late, key=lambda found: (-found.days_overdue, found.milestone.code, id_key(found.milestone.id))
        )
    )


def count_states(milestones: Iterable[Milestone], today: date) -> Mapping[MilestoneState, int]:
    """How many milestones stand in each state; every state is a key."""
    counts = Counter(assess(milestone, today).state for milestone in milestones)
    return {state: counts[state] for state in MilestoneState}
