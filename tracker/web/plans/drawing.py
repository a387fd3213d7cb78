"""One plan's theory of change as a drawing, every word in the reader's language."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from flask import url_for
from flask_babel import gettext, ngettext

from tracker.diagrams.drawing import Arrow, Box, Drawing, Heading, LegendWords
from tracker.theory.evidence import levels as evidence
from tracker.theory.evidence.levels import LinkAssessment, LinkState
from tracker.theory.follow_up import milestones
from tracker.theory.follow_up import report_age as status
from tracker.theory.follow_up.inference import claims_without_measurement
from tracker.theory.follow_up.report_age import StatusAge, is_followed
from tracker.theory.kinds import (
    AssumptionState,
    DeliveryStatus,
    ElementKind,
    EvidenceLevel,
    LinkKind,
    ResultStatus,
)
from tracker.theory.pathway import Element, Id, Link, Pathway
from tracker.theory.through import Chains
from tracker.web.i18n import day, days, language
from tracker.web.wording import word

ALWAYS_HEADED = (ElementKind.ACTIVITY, ElementKind.OUTPUT, ElementKind.OUTCOME_SHORT, ElementKind.GOAL)
"""Columns that stay in sight when they are empty: a theory of change without them has a hole."""


NO_NOTES: Mapping[Id, str] = MappingProxyType({})


def draw(
    pathway: Pathway,
    today: date,
    subtitle: str = "",
    focus: Chains | None = None,
    notes: Mapping[Id, str] = NO_NOTES,
) -> Drawing:
    """The whole plan; ``focus`` is what stays strong while the rest fades, ``notes`` are words that stand in
    the boxes of these elements."""
    kinds = {element.kind for element in pathway.elements}
    overdue = _overdue(pathway, today)
    claimed = {element.id for element in claims_without_measurement(pathway)}
    return Drawing(
        title=f"{pathway.code} {pathway.title}".strip(),
        subtitle=subtitle,
        language=language(),
        headings=tuple(
            Heading(kind, heading(kind)) for kind in ElementKind if kind in kinds or kind in ALWAYS_HEADED
        ),
        external_heading=heading(ElementKind.EXTERNAL),
        boxes=tuple(
            _box(pathway, element, today, overdue.get(element.id, ()), element.id in claimed, notes)
            for element in pathway.elements
        ),
        arrows=tuple(_arrow(pathway, link) for link in pathway.links),
        legend=LegendWords(
            gettext("Evidence of the links"),
            tuple((level, f"E{level:d} {word(level)}") for level in EvidenceLevel),
            tuple((state, word(state)) for state in LinkState),
            tuple((kind, word(kind)) for kind in LinkKind),
        ),
        focus_boxes=focus.elements if focus else None,
        focus_arrows=focus.links if focus else None,
    )


def heading(kind: ElementKind) -> str:
    """The name of a column."""
    match kind:
        case ElementKind.INPUT:
            return str(gettext("Inputs"))
        case ElementKind.ACTIVITY:
            return str(gettext("Activities"))
        case ElementKind.OUTPUT:
            return str(gettext("Outputs"))
        case ElementKind.OUTCOME_SHORT:
            return str(gettext("Short-term outcomes"))
        case ElementKind.OUTCOME_MEDIUM:
            return str(gettext("Medium-term outcomes"))
        case ElementKind.OUTCOME_LONG:
            return str(gettext("Long-term outcomes"))
        case ElementKind.GOAL:
            return str(gettext("Goals"))
        case ElementKind.EXTERNAL:
            return str(gettext("External factors"))


def shown_status(element: Element, today: date) -> DeliveryStatus | ResultStatus | None:
    """What was reported; where nobody has, "not yet" of an outcome before its day, else not known. None for
    what is not followed."""
    if element.report is not None:
        return element.report.status
    if not is_followed(element):
        return None
    if element.kind.is_delivery:
        return DeliveryStatus.NOT_KNOWN
    early = element.expected_from is not None and today < element.expected_from
    return ResultStatus.NOT_YET if early else ResultStatus.NOT_KNOWN


def status_words(element: Element, today: date) -> str:
    """The status, and how old it is where it is out of date."""
    shown = shown_status(element, today)
    if shown is None:
        return ""
    if element.report is None:
        return str(word(shown) if shown is ResultStatus.NOT_YET else gettext("No report yet"))
    found = status.assess(element, today)
    if found.state is StatusAge.STALE and found.age_days is not None:
        return str(gettext("%(status)s, %(days)s old", status=word(shown), days=days(found.age_days)))
    return word(shown)


def evidence_words(assessment: LinkAssessment) -> str:
    """Level and state: "E1 Practice knowledge, contested"."""
    if assessment.level is None:
        return word(assessment.state)
    level = f"E{assessment.level:d} {word(assessment.level)}"
    if assessment.state is LinkState.SUPPORTED:
        return level
    return f"{level}, {word(assessment.state).lower()}"


def _overdue(pathway: Pathway, today: date) -> dict[Id, tuple[int, ...]]:
    """Days overdue of each element's milestones, the longest first."""
    found: dict[Id, tuple[int, ...]] = {}
    for late in milestones.overdue(pathway.milestones, today):
        element = late.milestone.element
        found[element] = (*found.get(element, ()), late.days_overdue)
    return found


def _box(
    pathway: Pathway,
    element: Element,
    today: date,
    late: tuple[int, ...],
    claimed: bool,
    notes: Mapping[Id, str],
) -> Box:
    overdue = ""
    if late:
        overdue = ngettext("Overdue by %(num)s day", "Overdue by %(num)s days", late[0])
    if len(late) > 1:
        overdue = ngettext(
            "%(count)s overdue, the longest by %(num)s day",
            "%(count)s overdue, the longest by %(num)s days",
            late[0],
            count=len(late),
        )
    return Box(
        id=element.id,
        kind=element.kind,
        title=element.title,
        kind_word=word(element.kind),
        code=" · ".join(filter(None, (notes.get(element.id), short_code(pathway, element)))),
        position=element.position,
        organisation=element.organisation.name if element.organisation else "",
        status=shown_status(element, today),
        status_word=status_words(element, today),
        overdue=str(overdue),
        risk=str(gettext("Claimed without a reading")) if claimed else "",
        href=_page(pathway, element),
    )


def _page(pathway: Pathway, element: Element) -> str:
    """The element's page; one that is only proposed has a negative number, and no page yet."""
    if isinstance(element.id, int) and element.id < 0:
        return url_for("plans.show", plan_id=pathway.id)
    return url_for("elements.show", element_id=element.id)


def short_code(pathway: Pathway, element: Element) -> str:
    """An element's code without the plan's, which stands above: "A2" of "HP1-A2"."""
    return element.code.removeprefix(f"{pathway.code}-") if pathway.code else element.code


def _arrow(pathway: Pathway, link: Link) -> Arrow:
    assessment = evidence.assess(link)
    return Arrow(
        id=link.id,
        kind=link.kind,
        source=link.source,
        target=link.target,
        kind_word=word(link.kind),
        position=link.position,
        level=assessment.level if assessment else None,
        state=assessment.state if assessment else None,
        evidence_word=evidence_words(assessment) if assessment else "",
        notes=tuple(_notes(pathway, link)),
    )


def _notes(pathway: Pathway, link: Link) -> list[str]:
    notes = [link.rationale] if link.rationale else []
    if link.lag_days is not None:
        notes.append(str(gettext("Expected after %(days)s.", days=days(link.lag_days))))
    for number in link.assumptions:
        found = pathway.assumption.get(number)
        if found is None:
            continue
        sentence = (
            gettext("Critical assumption: %(text)s (%(state)s)", text=found.text, state=_state(found.state))
            if found.critical
            else gettext("Assumption: %(text)s (%(state)s)", text=found.text, state=_state(found.state))
        )
        notes.append(str(sentence))
    return notes


def _state(state: AssumptionState) -> str:
    return word(state).lower()


def period_words(starts_on: date | None, ends_on: date | None) -> str:
    """ "01.10.2014 – 31.12.2017"; empty where neither is known."""
    if starts_on is None and ends_on is None:
        return ""
    return f"{day(starts_on) or '…'} – {day(ends_on) or '…'}"


def evidence_word(level: int) -> str:
    """The word for an evidence level by its number."""
    return word(EvidenceLevel(level))
