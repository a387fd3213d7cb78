"""The grounds of what may be inferred, spelled out: outputs, delays, readings, links and publications.

Source: DOMAIN, "What may be inferred"; the conclusions themselves are those of ``inference``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.theory.evidence import levels as evidence
from tracker.theory.evidence.levels import LinkAssessment
from tracker.theory.follow_up import indicators
from tracker.theory.follow_up.delivery import DeliveryFacts, OutputDelivery, assess_delivery
from tracker.theory.follow_up.indicators import IndicatorAssessment
from tracker.theory.follow_up.inference import Conclusion, Inference, infer
from tracker.theory.follow_up.milestones import MilestoneAssessment, assess
from tracker.theory.kinds import LinkKind
from tracker.theory.pathway import Attachment, Element, Id, Indicator, Pathway, StatusReport
from tracker.theory.reach import closure, in_order


@dataclass(frozen=True, slots=True)
class DeliveryGround:
    """An output, or a late activity before it. ``delivery`` is None for an activity."""

    element: Element
    delivery: OutputDelivery | None
    late: bool


@dataclass(frozen=True, slots=True)
class LinkGround:
    """A link of the chain with what is attached to it; ``assessment`` is None where it is no hypothesis."""

    id: Id
    source: Element
    target: Element
    assessment: LinkAssessment | None
    findings: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One outcome's conclusion with everything that it rests on, in reading order.

    ``milestones`` are the overdue ones of late activities and outputs; ``readings`` the outcome's own
    indicators with their latest reading, ``unread`` those without one that can be compared. ``claim`` is the
    report that claims what no reading shows.
    """

    outcome: Element
    inference: Inference
    deliveries: tuple[DeliveryGround, ...]
    milestones: tuple[MilestoneAssessment, ...]
    readings: tuple[IndicatorAssessment, ...]
    unread: tuple[Indicator, ...]
    links: tuple[LinkGround, ...]
    claim: StatusReport | None

    @property
    def conclusion(self) -> Conclusion:
        return self.inference.conclusion


@dataclass(frozen=True, slots=True)
class OutputExplanation:
    """How far an output is delivered, with what that rests on: its own report and readings, and what is late.

    ``late`` are the output itself and the activities and outputs that carry it out, where they are late, in
    reading order; ``milestones`` their overdue ones; ``unread`` the indicators without a reading to compare.
    """

    output: Element
    delivery: OutputDelivery
    readings: tuple[IndicatorAssessment, ...]
    unread: tuple[Indicator, ...]
    late: tuple[DeliveryGround, ...]
    milestones: tuple[MilestoneAssessment, ...]


def explain_output(pathway: Pathway, output: Id, today: date) -> OutputExplanation | None:
    """How far the output is delivered, with the grounds; None for an element that is no output."""
    return _Teller(pathway, today).tell_output(output)


def explain(pathway: Pathway, today: date) -> dict[Id, Explanation]:
    """What may be inferred about every outcome, with the grounds; by id, in reading order."""
    teller = _Teller(pathway, today)
    return {outcome: teller.tell(found) for outcome, found in infer(pathway, today).items()}


class _Teller:
    """One pathway on one day; what several outcomes rest on is looked up once."""

    def __init__(self, pathway: Pathway, today: date) -> None:
        self.pathway = pathway
        self.facts: DeliveryFacts = assess_delivery(pathway, today)
        self.milestones = {found.id: assess(found, today) for found in pathway.milestones}
        self.indicators = indicators.by_element(pathway)

    def tell(self, found: Inference) -> Explanation:
        outcome, grounds = self.pathway.element[found.element], found.grounds
        own = [indicators.assess(one) for one in self.indicators.get(found.element, ())]
        return Explanation(
            outcome,
            found,
            tuple(self._delivery(one) for one in grounds.elements),
            tuple(self.milestones[one] for one in grounds.milestones),
            tuple(one for one in own if one.indicator.id in grounds.indicators),
            tuple(one.indicator for one in own if one.indicator.id not in grounds.indicators),
            tuple(self._links(grounds.links)),
            outcome.report if found.claim_without_reading else None,
        )

    def tell_output(self, output: Id) -> OutputExplanation | None:
        if output not in self.facts.outputs:
            return None
        carried_out = closure([output], self._carried_out_by)
        late = in_order(self.pathway, carried_out & self.facts.late)
        own = [indicators.assess(one) for one in self.indicators.get(output, ())]
        return OutputExplanation(
            self.pathway.element[output],
            self.facts.outputs[output],
            tuple(one for one in own if one.progress is not None),
            tuple(one.indicator for one in own if one.progress is None),
            tuple(self._delivery(one) for one in late),
            tuple(self.milestones[one] for here in late for one in self.facts.overdue.get(here, ())),
        )

    def _carried_out_by(self, here: Id) -> Iterator[Id]:
        return (link.source for link in self.pathway.arriving[here] if link.kind is LinkKind.IMPLEMENTATION)

    def _delivery(self, element: Id) -> DeliveryGround:
        return DeliveryGround(
            self.pathway.element[element], self.facts.outputs.get(element), element in self.facts.late
        )

    def _links(self, links: tuple[Id, ...]) -> Iterator[LinkGround]:
        for one in links:
            link = self.pathway.link[one]
            yield LinkGround(
                one,
                self.pathway.element[link.source],
                self.pathway.element[link.target],
                evidence.assess(link),
                link.attachments,
            )
