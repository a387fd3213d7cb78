"""What an element's panel shows: the rows and the rules on them, put together for the template."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from tracker.diagrams.charts.indicator_chart import Chart, Words, chart
from tracker.records.queries.plans.element_trail import DocumentLink, Entered, Ground, Trail
from tracker.records.queries.plans.elements import ElementRecord, ServingPlan
from tracker.theory.evidence.chains import best_chain_to
from tracker.theory.follow_up import indicators, milestones
from tracker.theory.follow_up import report_age as status
from tracker.theory.follow_up.grounds import Explanation, OutputExplanation, explain, explain_output
from tracker.theory.follow_up.indicators import IndicatorAssessment, expected_value, reading_due
from tracker.theory.follow_up.inference import claims_without_measurement
from tracker.theory.follow_up.milestones import MilestoneAssessment
from tracker.theory.follow_up.report_age import StatusAssessment, is_followed
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Assumption, Element, Id, Indicator, Milestone, Pathway, Reading
from tracker.theory.risk.downstream import Risk, doubts, worst_risks
from tracker.web.elements.connections import Connections, connections
from tracker.web.i18n import day, number


@dataclass(frozen=True, slots=True)
class MilestoneView:
    milestone: Milestone
    assessment: MilestoneAssessment
    documents: tuple[DocumentLink, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """``expected`` is the height of the expected line on that day."""

    reading: Reading
    expected: float
    entered: Entered | None
    documents: tuple[DocumentLink, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """``chart`` is None where nothing can be drawn; ``due`` where a new reading is called for."""

    indicator: Indicator
    assessment: IndicatorAssessment
    chart: Chart | None
    readings: tuple[ReadingView, ...]
    due: bool


@dataclass(frozen=True, slots=True)
class RiskView:
    """``milestone`` or ``assumption`` is the cause; ``way`` runs from the cause's element to this one."""

    risk: Risk
    milestone: Milestone | None
    assumption: Assumption | None
    way: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """``inference`` is set for outcomes, ``delivery`` for outputs; ``claimed`` where a result is reported
    that no reading shows. ``risk`` is the worst; ``doubts`` are all critical assumptions in doubt that put
    the element at risk, behind a delay too. ``delay_days`` is the longest delay of the element's own
    milestones; ``reached`` is False for a goal that no chain leads to."""

    element: Element
    record: ElementRecord
    followed: bool
    status: StatusAssessment
    milestones: tuple[MilestoneView, ...]
    indicators: tuple[IndicatorView, ...]
    inference: Explanation | None
    delivery: OutputExplanation | None
    claimed: bool
    risk: RiskView | None
    doubts: tuple[RiskView, ...]
    delay_days: int
    connections: Connections
    documents: tuple[DocumentLink, ...]
    report_documents: dict[int, tuple[DocumentLink, ...]]
    serving: tuple[ServingPlan, ...]
    reached: bool


def panel(
    pathway: Pathway,
    record: ElementRecord,
    ground: Ground,
    trail: Trail,
    serving: tuple[ServingPlan, ...],
    today: date,
) -> Panel:
    """The panel of an element of the pathway."""
    element = pathway.element[record.id]
    own = tuple(
        _milestone(found, trail, today) for found in pathway.milestones if found.element == element.id
    )
    measured = indicators.by_element(pathway).get(element.id, ())
    return Panel(
        element=element,
        record=record,
        followed=is_followed(element),
        status=status.assess(element, today),
        milestones=tuple(sorted(own, key=lambda view: (view.milestone.due, str(view.milestone.code)))),
        indicators=tuple(_indicator(found, trail, today) for found in measured),
        inference=explain(pathway, today).get(element.id),
        delivery=explain_output(pathway, element.id, today),
        claimed=element in claims_without_measurement(pathway),
        risk=_risk(pathway, worst_risks(pathway, today).get(element.id)),
        doubts=tuple(_risk_view(pathway, risk) for risk in doubts(pathway).get(element.id, ())),
        delay_days=max((view.assessment.delay_days for view in own), default=0),
        connections=connections(pathway, element, ground),
        documents=trail.of_element,
        report_documents=trail.of_report,
        serving=serving,
        reached=element.kind is not ElementKind.GOAL or best_chain_to(pathway, element.id) is not None,
    )


def _milestone(milestone: Milestone, trail: Trail, today: date) -> MilestoneView:
    documents = trail.of_milestone.get(milestone.id, ())
    return MilestoneView(milestone, milestones.assess(milestone, today), documents)


def _indicator(indicator: Indicator, trail: Trail, today: date) -> IndicatorView:
    words = Words(number, day, gettext("today"))
    readings = []
    for reading in reversed(indicator.readings):
        where = (indicator.id, reading.on)
        readings.append(
            ReadingView(
                reading,
                round(expected_value(indicator, reading.on), 2),
                trail.readings.get(where),
                trail.of_reading.get(where, ()),
            )
        )
    return IndicatorView(
        indicator,
        indicators.assess(indicator),
        chart(indicator, today, words),
        tuple(readings),
        reading_due(indicator, today),
    )


def _risk(pathway: Pathway, risk: Risk | None) -> RiskView | None:
    return None if risk is None else _risk_view(pathway, risk)


def _risk_view(pathway: Pathway, risk: Risk) -> RiskView:
    cause = next((found for found in pathway.milestones if found.id == risk.milestone), None)
    doubted = None if risk.assumption is None else pathway.assumption[risk.assumption]
    return RiskView(risk, cause, doubted, _elements(pathway, risk.chain))


def _elements(pathway: Pathway, ids: tuple[Id, ...]) -> tuple[Element, ...]:
    return tuple(pathway.element[one] for one in ids)
