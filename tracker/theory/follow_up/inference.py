"""What may be inferred about each outcome, and on what grounds.

Source: DOMAIN, "What may be inferred" (Mayne, contribution analysis). An outcome may be claimed only by a
reading after the baseline, and the most that follows is a plausible contribution, never an effect.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.theory.evidence import levels as evidence
from tracker.theory.evidence.chains import best_chain_to, causal_links_from, causal_links_into
from tracker.theory.evidence.levels import LinkState
from tracker.theory.follow_up import indicators
from tracker.theory.follow_up.delivery import DeliveryFacts, OutputDelivery, assess_delivery
from tracker.theory.follow_up.indicators import IndicatorAssessment
from tracker.theory.kinds import LinkKind, ResultStatus
from tracker.theory.pathway import Element, Id, Indicator, Link, Pathway
from tracker.theory.reach import closure, in_order

CLAIMS = frozenset({ResultStatus.ON_TRACK, ResultStatus.PARTIALLY_ACHIEVED, ResultStatus.ACHIEVED})
"""Reported results that say that the outcome is coming about."""


class Conclusion(StrEnum):
    """``MOVED_UNSUPPORTED``: measured change, but too little delivered or too weak links for a
    contribution to be plausible; neither confirmed nor excluded."""

    TOO_EARLY = "too_early"
    NOT_KNOWN = "not_known"
    MOVED_NOT_THROUGH_CHAIN = "moved_not_through_chain"
    MOVED_UNSUPPORTED = "moved_unsupported"
    QUESTION_DELIVERY = "question_delivery"
    QUESTION_THEORY = "question_theory"
    PLAUSIBLE_CONTRIBUTION = "plausible_contribution"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a conclusion rests on, in reading order.

    ``elements``: the outputs; for a question to the delivery those not delivered as planned, the late
    activities before them, and in ``milestones`` what is overdue there. ``links``: of the supported
    way for a plausible contribution, else of the strongest chain to the outcome. ``indicators``:
    the outcome's own that were measured."""

    elements: tuple[Id, ...] = ()
    links: tuple[Id, ...] = ()
    indicators: tuple[Id, ...] = ()
    milestones: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Inference:
    """``claim_without_reading``: the reported result claims what no reading after the baseline shows."""

    element: Id
    conclusion: Conclusion
    grounds: Grounds
    claim_without_reading: bool


def infer(pathway: Pathway, today: date) -> dict[Id, Inference]:
    """What may be inferred about every outcome, by id, in reading order.

    - Measured change while every output before the outcome is undelivered: moved, but not through this
      chain.
    - Before ``expected_from`` otherwise: too early. From that day on, without a reading: not known.
    - Measured change, with an output delivered as planned and supported links from it: plausible
      contribution; without one of these: moved, unsupported.
    - No change, and not every output before the outcome delivered as planned: question the delivery. No
      change, all of them delivered as planned, and the time passed: question the theory.
    - No change, and no output before the outcome or no ``expected_from``: not known.
    """
    reasoner = _Reasoner(pathway, today)
    return {element.id: reasoner.infer(element) for element in pathway.ordered if element.kind.is_outcome}


def claims_without_measurement(pathway: Pathway) -> tuple[Element, ...]:
    """Outcomes and goals reported as coming about without a reading after the baseline, in order."""
    measured = indicators.by_element(pathway)
    return tuple(
        element
        for element in pathway.ordered
        if element.kind.is_result and _claims_without_reading(element, measured.get(element.id, ()))
    )


def _claims_without_reading(element: Element, own: Iterable[Indicator]) -> bool:
    claimed = element.report is not None and element.report.status in CLAIMS
    return claimed and all(indicators.latest_reading(indicator) is None for indicator in own)


def _is_supported(link: Link) -> bool:
    assessment = evidence.assess(link)
    return assessment is not None and assessment.state in (LinkState.SUPPORTED, LinkState.DEFINITION)


class _Reasoner:
    """One pathway on one day; what every outcome's conclusion needs is worked out once."""

    def __init__(self, pathway: Pathway, today: date) -> None:
        self.pathway = pathway
        self.today = today
        self.delivery: DeliveryFacts = assess_delivery(pathway, today)
        self.indicators = indicators.by_element(pathway)
        as_planned = self._outputs(lambda delivery: delivery is OutputDelivery.AS_PLANNED)
        possible = self._outputs(lambda delivery: delivery is not OutputDelivery.UNDELIVERED)
        self.after_output = closure(self.delivery.outputs, self._causes)
        self.after_possible = closure(possible, self._causes)
        self.after_unfinished = closure(self.delivery.outputs.keys() - as_planned, self._causes)
        self.after_support = closure(as_planned, self._causes_with_support)

    def infer(self, outcome: Element) -> Inference:
        own = self.indicators.get(outcome.id, ())
        measured = [found for found in map(indicators.assess, own) if found.progress is not None]
        conclusion = self._conclude(outcome, measured)
        return Inference(
            outcome.id,
            conclusion,
            self._grounds(outcome, conclusion, measured),
            _claims_without_reading(outcome, own),
        )

    def _conclude(self, outcome: Element, measured: list[IndicatorAssessment]) -> Conclusion:
        moved = any(found.has_moved for found in measured)
        if moved and outcome.id not in self.after_possible:
            return Conclusion.MOVED_NOT_THROUGH_CHAIN
        if outcome.expected_from is not None and self.today < outcome.expected_from:
            return Conclusion.TOO_EARLY
        if moved:
            supported = outcome.id in self.after_support
            return Conclusion.PLAUSIBLE_CONTRIBUTION if supported else Conclusion.MOVED_UNSUPPORTED
        if not measured or outcome.id not in self.after_output:
            return Conclusion.NOT_KNOWN
        if outcome.id in self.after_unfinished:
            return Conclusion.QUESTION_DELIVERY
        return Conclusion.NOT_KNOWN if outcome.expected_from is None else Conclusion.QUESTION_THEORY

    def _grounds(
        self, outcome: Element, conclusion: Conclusion, measured: list[IndicatorAssessment]
    ) -> Grounds:
        own = tuple(found.indicator.id for found in measured)
        if conclusion in (Conclusion.TOO_EARLY, Conclusion.NOT_KNOWN):
            return Grounds(indicators=own)
        if conclusion is Conclusion.PLAUSIBLE_CONTRIBUTION:
            output, links = self._supported_way(outcome.id)
            return Grounds((output,), tuple(link.id for link in links), own)
        outputs = self._outputs_before(outcome.id)
        if conclusion is Conclusion.QUESTION_DELIVERY:
            late = self._late_before(outputs)
            overdue = (milestone for element in late for milestone in self.delivery.overdue.get(element, ()))
            return Grounds(late, (), own, tuple(overdue))
        chain = best_chain_to(self.pathway, outcome.id)
        return Grounds(in_order(self.pathway, outputs), chain.links if chain else (), own)

    def _outputs(self, wanted: Callable[[OutputDelivery], bool]) -> set[Id]:
        return {output for output, delivery in self.delivery.outputs.items() if wanted(delivery)}

    def _causes(self, here: Id) -> Iterable[Id]:
        return (link.target for link in causal_links_from(self.pathway, here))

    def _causes_with_support(self, here: Id) -> Iterable[Id]:
        return (link.target for link in causal_links_from(self.pathway, here) if _is_supported(link))

    def _outputs_before(self, outcome: Id) -> set[Id]:
        def caused_by(here: Id) -> Iterable[Id]:
            return (link.source for link in causal_links_into(self.pathway, here))

        return {found for found in closure([outcome], caused_by) if found in self.delivery.outputs}

    def _late_before(self, outputs: set[Id]) -> tuple[Id, ...]:
        """Outputs not delivered as planned, and the late activities that carry them out."""

        def carried_out_by(here: Id) -> Iterable[Id]:
            return (
                link.source for link in self.pathway.arriving[here] if link.kind is LinkKind.IMPLEMENTATION
            )

        behind = {o for o in outputs if self.delivery.outputs[o] is not OutputDelivery.AS_PLANNED}
        carried_out = closure(behind, carried_out_by)
        return in_order(self.pathway, behind | (carried_out & self.delivery.late))

    def _supported_way(self, outcome: Id) -> tuple[Id, tuple[Link, ...]]:
        """The nearest output delivered as planned that supported links lead from, and these links."""
        onwards: dict[Id, Link] = {}
        waiting = deque([outcome])
        while True:
            here = waiting.popleft()
            if self.delivery.outputs.get(here) is OutputDelivery.AS_PLANNED:
                break
            for link in causal_links_into(self.pathway, here):
                if link.source not in onwards and _is_supported(link):
                    onwards[link.source] = link
                    waiting.append(link.source)
        links = [onwards[here]]
        while links[-1].target != outcome:
            links.append(onwards[links[-1].target])
        return here, tuple(links)
