"""The age of what owners reported. Source: DOMAIN, "Status, two sets that never mix"."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.theory.pathway import Element, Pathway

STALE_DAYS = 183
"""Half a year: status is taken twice a year. A status exactly this old is not yet stale."""


class StatusAge(StrEnum):
    CURRENT = "current"
    STALE = "stale"
    NEVER_REPORTED = "never_reported"


@dataclass(frozen=True, slots=True)
class StatusAssessment:
    """``age_days`` since the latest report, None when there is none."""

    element: Element
    state: StatusAge
    age_days: int | None = None


def is_followed(element: Element) -> bool:
    """Owners report on activities, outputs and outcomes; on nothing else."""
    return element.kind.is_delivery or element.kind.is_outcome


def assess(element: Element, today: date, stale_days: int = STALE_DAYS) -> StatusAssessment:
    """A status strictly older than ``stale_days`` is stale, whatever it says."""
    if element.report is None:
        return StatusAssessment(element, StatusAge.NEVER_REPORTED)
    age = (today - element.report.reported_on).days
    return StatusAssessment(element, StatusAge.STALE if age > stale_days else StatusAge.CURRENT, age)


def stale(pathway: Pathway, today: date) -> tuple[StatusAssessment, ...]:
    """Followed elements whose status is stale, in reading order."""
    return _in_state(pathway, today, StatusAge.STALE)


def never_reported(pathway: Pathway, today: date) -> tuple[StatusAssessment, ...]:
    """Followed elements that nobody has reported on, in reading order."""
    return _in_state(pathway, today, StatusAge.NEVER_REPORTED)


def _in_state(pathway: Pathway, today: date, state: StatusAge) -> tuple[StatusAssessment, ...]:
    assessed = (assess(element, today) for element in pathway.ordered if is_followed(element))
    return tuple(found for found in assessed if found.state is state)
