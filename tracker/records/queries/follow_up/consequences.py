"""What is told once something was reported, answered or read: how it stands now, and what waits after it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.records.queries.follow_up.reporting import FollowedIndicator, FollowedMilestone, Place
from tracker.records.queries.pathway import load_pathway
from tracker.theory.follow_up import indicators, milestones
from tracker.theory.follow_up.indicators import IndicatorAssessment
from tracker.theory.follow_up.inference import claims_without_measurement
from tracker.theory.follow_up.milestones import MilestoneAssessment
from tracker.theory.follow_up.report_age import is_followed
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Element, Id, Pathway
from tracker.theory.reach import downstream


@dataclass(frozen=True, slots=True)
class Consequences:
    """``element`` is what it is about, None where it was archived meanwhile. ``later`` is everything after it
    but the goals, ``next`` what it leads to directly."""

    element: Element | None
    is_followed: bool
    claims_without_measurement: bool
    next: tuple[Element, ...]
    later: tuple[Element, ...]
    goals: tuple[Element, ...]


def after_report(session: Session, place: Place, language: str) -> Consequences:
    """After a status was reported on the element of ``place``."""
    return _consequences(load_pathway(session, place.plan_id, language), place.element_id)


def after_answer(
    session: Session, before: FollowedMilestone, language: str, today: date
) -> tuple[MilestoneAssessment, Consequences]:
    """After a milestone was done or moved; it stands as ``before`` where it was archived meanwhile."""
    pathway = load_pathway(session, before.place.plan_id, language)
    now = next((one for one in pathway.milestones if one.id == before.milestone.id), before.milestone)
    return milestones.assess(now, today), _consequences(pathway, now.element)


def after_reading(
    session: Session, before: FollowedIndicator, language: str
) -> tuple[IndicatorAssessment, Consequences]:
    """After a reading was entered; the indicator stands as ``before`` where it was archived meanwhile."""
    pathway = load_pathway(session, before.place.plan_id, language)
    now = next((one for one in pathway.indicators if one.id == before.indicator.id), before.indicator)
    return indicators.assess(now), _consequences(pathway, before.indicator.element)


def _consequences(pathway: Pathway, element_id: Id) -> Consequences:
    element = pathway.element.get(element_id)
    after = downstream(pathway, element_id)
    later = tuple(one for one in after if one.kind is not ElementKind.GOAL)
    nearest = {link.target for link in pathway.leaving.get(element_id, ())}
    return Consequences(
        element,
        element is not None and is_followed(element),
        any(one.id == element_id for one in claims_without_measurement(pathway)),
        tuple(one for one in later if one.id in nearest),
        later,
        tuple(one for one in after if one.kind is ElementKind.GOAL),
    )
