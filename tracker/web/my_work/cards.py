"""What an owner is asked for, as cards with their forms, and everything that they may report on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.records.queries.follow_up.my_work import OwnPlan, OwnWork
from tracker.records.queries.follow_up.reporting import FollowedElement, FollowedIndicator, FollowedMilestone
from tracker.theory.follow_up import indicators, milestones
from tracker.theory.follow_up.agenda import Agenda
from tracker.theory.follow_up.indicators import IndicatorAssessment
from tracker.theory.follow_up.milestones import MilestoneAssessment
from tracker.theory.follow_up.report_age import StatusAssessment
from tracker.web.follow_up.forms import MilestoneForm, NoChangeForm, ReadingForm, StatusForm

MOST_CARDS = 10
"""So many cards of one kind have their form in place; the others come up as these are answered."""

MOST_PLANS = 5
"""So many plans are listed with all their elements; the others are chosen one by one."""


@dataclass(frozen=True, slots=True)
class MilestoneCard:
    found: FollowedMilestone
    assessed: MilestoneAssessment
    form: MilestoneForm


@dataclass(frozen=True, slots=True)
class StatusCard:
    """``no_change`` is None where nobody has reported yet."""

    found: FollowedElement
    assessed: StatusAssessment
    form: StatusForm
    no_change: NoChangeForm | None


@dataclass(frozen=True, slots=True)
class ReadingCard:
    found: FollowedIndicator
    assessed: IndicatorAssessment
    form: ReadingForm


@dataclass(frozen=True, slots=True)
class Cards:
    """The first of each kind; the agenda knows how many there are."""

    overdue: tuple[MilestoneCard, ...]
    due_soon: tuple[MilestoneCard, ...]
    statuses: tuple[StatusCard, ...]
    readings: tuple[ReadingCard, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One element with what hangs on it and can be answered for at any time."""

    found: FollowedElement
    milestones: tuple[MilestoneAssessment, ...]
    indicators: tuple[IndicatorAssessment, ...]


@dataclass(frozen=True, slots=True)
class PlanLines:
    plan: OwnPlan
    lines: tuple[Line, ...]


def cards(asked: Agenda, work: OwnWork, today: date, back: str) -> Cards:
    """The cards of an agenda. ``back`` is the page that each form comes back to."""
    return Cards(
        overdue=_milestone_cards(asked.overdue, work, today, back),
        due_soon=_milestone_cards(asked.due_soon, work, today, back),
        statuses=tuple(_status_card(found, work, back) for found in asked.statuses[:MOST_CARDS]),
        readings=tuple(
            _reading_card(work.indicators[one.id], today, back) for one in asked.readings[:MOST_CARDS]
        ),
    )


def next_promise(plans: Iterable[OwnPlan], today: date) -> MilestoneAssessment | None:
    """The open milestone that falls due next, after those that are due soon."""
    assessed = (milestones.assess(one, today) for plan in plans for one in plan.pathway.milestones)
    later = [found for found in assessed if found.state is milestones.MilestoneState.PLANNED]
    return min(later, key=lambda found: found.milestone.due, default=None)


def plan_lines(plans: Sequence[OwnPlan], work: OwnWork, today: date) -> tuple[PlanLines, ...]:
    """Every element of the first plans, in reading order."""
    return tuple(PlanLines(plan, _lines(plan, work, today)) for plan in plans[:MOST_PLANS])


def _milestone_cards(
    asked: Sequence[MilestoneAssessment], work: OwnWork, today: date, back: str
) -> tuple[MilestoneCard, ...]:
    made = []
    for assessed in asked[:MOST_CARDS]:
        found = work.milestones[assessed.milestone.id]
        form = MilestoneForm(formdata=None, done_on=today, version=str(found.version), next=back)
        form.with_ids(f"m{found.milestone.id}")
        made.append(MilestoneCard(found, assessed, form))
    return tuple(made)


def _status_card(assessed: StatusAssessment, work: OwnWork, back: str) -> StatusCard:
    found = work.elements[assessed.element.id]
    last = found.element.report
    form = StatusForm(
        found.element.kind, formdata=None, status=last.status.value if last else None, next=back
    )
    form.with_ids(f"e{found.element.id}")
    no_change = NoChangeForm(formdata=None, next=back) if last else None
    return StatusCard(found, assessed, form, no_change)


def _reading_card(found: FollowedIndicator, today: date, back: str) -> ReadingCard:
    form = ReadingForm(formdata=None, read_on=today, next=back)
    form.measured_in(found.indicator.unit)
    form.with_ids(f"i{found.indicator.id}")
    return ReadingCard(found, indicators.assess(found.indicator), form)


def _lines(plan: OwnPlan, work: OwnWork, today: date) -> tuple[Line, ...]:
    pathway = plan.pathway
    measured = indicators.by_element(pathway)
    return tuple(
        Line(
            work.elements[element.id],
            tuple(milestones.assess(one, today) for one in pathway.milestones if one.element == element.id),
            tuple(indicators.assess(one) for one in measured.get(element.id, ())),
        )
        for element in pathway.ordered
    )
