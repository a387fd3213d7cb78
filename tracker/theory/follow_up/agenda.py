"""What an owner is asked for today, over all their plans, in the order in which to answer.

Source: DOMAIN, "Status, two sets that never mix" and "Indicator". Milestones are promises as soon as they
are made; status and readings are asked for once the plan is approved, and of no plan that has ended.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.theory.follow_up import milestones
from tracker.theory.follow_up import report_age as status
from tracker.theory.follow_up.indicators import latest_reading, reading_due
from tracker.theory.follow_up.milestones import MilestoneAssessment, MilestoneState
from tracker.theory.follow_up.report_age import StatusAssessment
from tracker.theory.kinds import PlanState
from tracker.theory.pathway import Indicator, Pathway, id_key
from tracker.theory.plan_states import is_final

FOLLOWED_STATES = (PlanState.APPROVED, PlanState.ACTIVE, PlanState.PAUSED)


@dataclass(frozen=True, slots=True)
class Agenda:
    """``overdue``: most days first. ``due_soon``: the nearest first. ``statuses``: the oldest first, then
    those that nobody has reported on. ``readings``: the longest unmeasured first."""

    overdue: tuple[MilestoneAssessment, ...] = ()
    due_soon: tuple[MilestoneAssessment, ...] = ()
    statuses: tuple[StatusAssessment, ...] = ()
    readings: tuple[Indicator, ...] = ()

    def __len__(self) -> int:
        return len(self.overdue) + len(self.due_soon) + len(self.statuses) + len(self.readings)


def agenda(plans: Iterable[tuple[PlanState, Pathway]], today: date) -> Agenda:
    """What needs an answer in these plans; equal ones stay in the order of the plans."""
    going = [(state, pathway) for state, pathway in plans if not is_final(state)]
    followed = [pathway for state, pathway in going if state in FOLLOWED_STATES]
    promised = [milestone for _, pathway in going for milestone in pathway.milestones]
    assessed = [milestones.assess(milestone, today) for milestone in promised]
    soon = [found for found in assessed if found.state is MilestoneState.DUE_SOON]
    stale = [found for pathway in followed for found in status.stale(pathway, today)]
    never = [found for pathway in followed for found in status.never_reported(pathway, today)]
    unread = [one for pathway in followed for one in pathway.indicators if reading_due(one, today)]
    return Agenda(
        overdue=milestones.overdue(promised, today),
        due_soon=tuple(sorted(soon, key=_by_due)),
        statuses=(*sorted(stale, key=lambda found: -(found.age_days or 0)), *never),
        readings=tuple(sorted(unread, key=_last_measured)),
    )


def _by_due(found: MilestoneAssessment) -> tuple[date, str, tuple[int, str]]:
    return (found.milestone.due, found.milestone.code, id_key(found.milestone.id))


def _last_measured(indicator: Indicator) -> date:
    return (latest_reading(indicator) or indicator.baseline).on
