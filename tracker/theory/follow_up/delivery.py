"""Whether outputs are delivered, and what is late before them.

Source: DOMAIN, "What may be inferred": a finished activity says nothing of its output, so an output
is judged by its own report and its own readings; a delivered output meets a precondition, nothing more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.theory.follow_up import indicators
from tracker.theory.follow_up.indicators import IndicatorState
from tracker.theory.follow_up.milestones import MilestoneState, assess
from tracker.theory.kinds import DeliveryStatus, ElementKind, LinkKind
from tracker.theory.pathway import Element, Id, Indicator, Pathway, id_key
from tracker.theory.reach import closure


class OutputDelivery(StrEnum):
    AS_PLANNED = "as_planned"
    PARTLY = "partly"
    UNDELIVERED = "undelivered"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """``outputs`` by id. ``late`` are the activities and outputs that are late by their own milestones,
    report or end date; ``overdue`` the ids of overdue milestones by element."""

    outputs: dict[Id, OutputDelivery]
    late: frozenset[Id]
    overdue: dict[Id, tuple[Id, ...]]


def assess_delivery(pathway: Pathway, today: date) -> DeliveryFacts:
    """How far each output is delivered.

    As planned: reported completed, or its target reached; or reported on track, no indicator of its own
    behind or without progress, and nothing late: neither itself nor an activity that carries it out.
    Partly: its readings show progress, or it has none and is reported on track or with minor issues.
    Not known: neither readings nor a report that knows. Undelivered: the rest.
    """
    overdue = _overdue(pathway, today)
    late = frozenset(
        element.id
        for element in pathway.elements
        if element.kind.is_delivery and (element.id in overdue or _is_late(element, today))
    )

    def carries_out(here: Id) -> Iterable[Id]:
        return (link.target for link in pathway.leaving[here] if link.kind is LinkKind.IMPLEMENTATION)

    held_up = closure(late, carries_out)
    measured = indicators.by_element(pathway)
    outputs = {
        element.id: _judge(element, measured.get(element.id, ()), element.id in held_up)
        for element in pathway.elements
        if element.kind is ElementKind.OUTPUT
    }
    return DeliveryFacts(outputs, late, overdue)


def _judge(output: Element, own: Iterable[Indicator], held_up: bool) -> OutputDelivery:
    reported = output.report.status if output.report else None
    states = [found.state for found in map(indicators.assess, own)]
    measured = [state for state in states if state is not IndicatorState.NOT_MEASURED]
    lagging = {IndicatorState.BEHIND, IndicatorState.NO_PROGRESS}
    if reported == DeliveryStatus.COMPLETED or (
        measured and set(measured) == {IndicatorState.TARGET_REACHED}
    ):
        return OutputDelivery.AS_PLANNED
    if reported == DeliveryStatus.ON_TRACK and not held_up and lagging.isdisjoint(measured):
        return OutputDelivery.AS_PLANNED
    if measured:
        moved = set(measured) != {IndicatorState.NO_PROGRESS}
        return OutputDelivery.PARTLY if moved else OutputDelivery.UNDELIVERED
    if reported in (DeliveryStatus.ON_TRACK, DeliveryStatus.MINOR_ISSUES):
        return OutputDelivery.PARTLY
    unknown = reported is None or reported == DeliveryStatus.NOT_KNOWN
    return OutputDelivery.NOT_KNOWN if unknown else OutputDelivery.UNDELIVERED


def _is_late(element: Element, today: date) -> bool:
    status = element.report.status if element.report else None
    if status in (DeliveryStatus.MAJOR_ISSUES, DeliveryStatus.ABANDONED):
        return True
    return element.ends_on is not None and element.ends_on < today and status != DeliveryStatus.COMPLETED


def _overdue(pathway: Pathway, today: date) -> dict[Id, tuple[Id, ...]]:
    found: dict[Id, list[Id]] = {}
    for milestone in pathway.milestones:
        if assess(milestone, today).state is MilestoneState.OVERDUE:
            found.setdefault(milestone.element, []).append(milestone.id)
    return {element: tuple(sorted(ids, key=id_key)) for element, ids in found.items()}
