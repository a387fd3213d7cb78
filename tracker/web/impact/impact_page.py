"""What a milestone puts at risk, put together for the page: today beside what it would be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Element, Id, Indicator, Pathway
from tracker.theory.risk.downstream import Risk
from tracker.theory.risk.impact import Impact, IndicatorAtRisk


@dataclass(frozen=True, slots=True)
class Step:
    """The next element of a chain. ``lag_days`` lie between the element before and it, None where not
    stated."""

    element: Element
    lag_days: int | None


@dataclass(frozen=True, slots=True)
class ElementAtRisk:
    """An element that the milestone puts at risk: ``now``, or ``then``, if it moved; None where it does not.

    ``chain`` runs from the milestone's element. ``expected`` is the day without the delay; ``own_day`` says
    that it is the element's own, else it comes from ``counted_from``, the nearest element of the chain
    that has one, or from the first promise where that is None.
    """

    element: Element
    chain: tuple[Step, ...]
    expected: date | None
    own_day: bool
    counted_from: Element | None
    lags_known: bool
    now: Risk | None
    then: Risk | None


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator of an element at risk, with what the delay means for its target now and then."""

    indicator: Indicator
    element: Element
    now: IndicatorAtRisk | None
    then: IndicatorAtRisk | None


@dataclass(frozen=True, slots=True)
class ImpactView:
    """``goals`` are the goal elements at risk, ``elements`` the others, the nearest first."""

    start: Element
    goals: tuple[ElementAtRisk, ...]
    elements: tuple[ElementAtRisk, ...]
    indicators: tuple[IndicatorView, ...]
    lags_known: bool


def impact_view(pathway: Pathway, now: Impact, then: Impact | None) -> ImpactView:
    """Both impacts side by side; ``then`` is None where nothing is asked."""
    later = {risk.element: risk for risk in then.risks} if then else {}
    today = {risk.element: risk for risk in now.risks}
    lines = tuple(
        _element(pathway, today.get(one), later.get(one)) for one in dict.fromkeys((*today, *later))
    )
    return ImpactView(
        pathway.element[now.assessment.milestone.element],
        tuple(line for line in lines if line.element.kind is ElementKind.GOAL),
        tuple(line for line in lines if line.element.kind is not ElementKind.GOAL),
        _indicators(pathway, now.indicators, then.indicators if then else ()),
        all(line.lags_known for line in lines),
    )


def _element(pathway: Pathway, now: Risk | None, then: Risk | None) -> ElementAtRisk:
    risk = now or then
    if risk is None:
        raise ValueError("an element at risk has a risk")
    links = [pathway.link[link] for link in risk.links]
    dated = [one for one in risk.chain[1:] if _own_day(pathway.element[one])]
    element = pathway.element[risk.element]
    return ElementAtRisk(
        element,
        tuple(Step(pathway.element[link.target], link.lag_days) for link in links),
        risk.expected,
        _own_day(element) is not None,
        pathway.element[dated[-1]] if dated else None,
        risk.lags_known,
        now,
        then,
    )


def _own_day(element: Element) -> date | None:
    return element.expected_from or element.ends_on


def _indicators(
    pathway: Pathway, now: Iterable[IndicatorAtRisk], then: Iterable[IndicatorAtRisk]
) -> tuple[IndicatorView, ...]:
    today: dict[Id, IndicatorAtRisk] = {one.indicator.id: one for one in now}
    later = {one.indicator.id: one for one in then}
    return tuple(
        IndicatorView(
            found.indicator,
            pathway.element[found.risk.element],
            today.get(found.indicator.id),
            later.get(found.indicator.id),
        )
        for found in (later | today).values()
    )
