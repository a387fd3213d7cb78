"""The risk view: where risk comes from, the links that carry it, and what it reaches; the rest recedes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext, ngettext

from tracker.diagrams.drawing import Arrow, Badge, Box, Drawing, LegendMark, LegendWords, SignMark, Source
from tracker.diagrams.palette import CAUTION, RISK_MARK, Sign, Stress
from tracker.theory.follow_up.milestones import MilestoneAssessment, MilestoneState
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Assumption, Element, Id, Milestone, Pathway
from tracker.theory.risk import sources as theory
from tracker.theory.risk.downstream import Risk, RiskCause
from tracker.theory.risk.sources import AssumptionSource, MilestoneSource, RiskSources, risk_sources
from tracker.web.i18n import day, days
from tracker.web.plans.drawing import short_code
from tracker.web.plans.overlay_status import quiet, quiet_marks
from tracker.web.wording import word


@dataclass(frozen=True, slots=True)
class RiskLine:
    """What one source puts at risk: the element, its moved day in words, and the chain to it."""

    element: Element
    words: str
    chain: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source of risk with all that it reaches, for the outline. ``places`` are the element of a milestone,
    or the ends of each link that rests on an assumption; ``cause`` is the milestone or the assumption."""

    badge: Badge
    cause: Milestone | Assumption
    sentence: str
    places: tuple[tuple[Element, ...], ...]
    risks: tuple[RiskLine, ...]


def show_risk(drawing: Drawing, pathway: Pathway, today: date) -> Drawing:
    """Sources at their elements and links, and in a list; days as the delay moves them."""
    found = risk_sources(pathway, today)
    drawn = {source.number: _source(pathway, found, source) for source in found.sources}
    return replace(
        drawing,
        boxes=tuple(_box(box, found, drawn) for box in drawing.boxes),
        arrows=tuple(_arrow(arrow, found, drawn) for arrow in drawing.arrows),
        legend=LegendWords(gettext("Risk"), marks=tuple(_marks(drawing, found))),
        sources_heading=_heading(found),
        sources=tuple(drawn.values()),
    )


def risk_in_words(pathway: Pathway, today: date) -> tuple[str, tuple[SourceEntry, ...]]:
    """The same in words: what stands above the list of sources, and each with all that it reaches."""
    found = risk_sources(pathway, today)
    entries = tuple(
        SourceEntry(
            _badge(source),
            source.delayed.milestone if isinstance(source, MilestoneSource) else source.assumption,
            _source(pathway, found, source).sentence,
            _places(pathway, source),
            tuple(
                RiskLine(pathway.element[risk.element], risk_words(risk), _chain(pathway, risk))
                for risk in found.risks[source.number]
            ),
        )
        for source in found.sources
    )
    return _heading(found), entries


def _heading(found: RiskSources) -> str:
    """What stands above the list, or instead of it."""
    if not found.sources:
        return str(gettext("No milestone is delayed and no critical assumption is in doubt."))
    if not found.complete:
        return str(gettext("Where the risk comes from (each element names its worst source only)"))
    return str(gettext("Where the risk comes from"))


def risk_words(risk: Risk) -> str:
    """ "At risk: 14.12.2017 (+167 days)"; "earliest" where a lag on the way is not known."""
    if risk.cause is RiskCause.ASSUMPTION:
        return str(gettext("At risk (assumption)"))
    later = days(risk.delay_days)
    if risk.moved_to is None:
        return str(gettext("At risk: +%(days)s", days=later))
    if not risk.lags_known:
        return str(
            gettext("At risk: %(day)s at the earliest (+%(days)s)", day=day(risk.moved_to), days=later)
        )
    return str(gettext("At risk: %(day)s (+%(days)s)", day=day(risk.moved_to), days=later))


def _badge(source: theory.Source) -> Badge:
    return Badge(source.number, source.cause)


def _box(box: Box, found: RiskSources, drawn: dict[int, Source]) -> Box:
    own = tuple(drawn[source.number] for source in found.starting_at(box.id))
    reached = found.at_risk.get(box.id, ())
    return replace(
        box,
        status=None,
        status_word="",
        overdue="",
        risk=risk_words(reached[0][1]) if reached else "",
        sources=own,
        badges=tuple(_badge(source) for source, _ in reached),
        quiet=not own and not reached,
    )


def _arrow(arrow: Arrow, found: RiskSources, drawn: dict[int, Source]) -> Arrow:
    plain = quiet(arrow)
    doubted = found.doubted_on(arrow.id)
    return replace(
        plain,
        stress=Stress.RISK if arrow.id in found.carrying else Stress.QUIET,
        sources=tuple(drawn[source.number] for source in doubted),
        tags=(word(doubted[0].assumption.state).lower(),) if doubted else (),
        notes=tuple(drawn[source.number].sentence for source in doubted),
    )


def _source(pathway: Pathway, found: RiskSources, source: theory.Source) -> Source:
    if isinstance(source, MilestoneSource):
        mark = str(gettext("%(days)s late", days=days(source.delayed.delay_days)))
        sentence = _milestone_sentence(pathway, source.delayed)
    else:
        mark = word(source.assumption.state)
        sentence = _assumption_sentence(pathway, source)
    if found.complete:
        reached = [risk.element for risk in found.risks[source.number]]
        sentence = f"{sentence} {_reach(pathway, reached)}"
    return Source(_badge(source), mark, sentence)


def _milestone_sentence(pathway: Pathway, delayed: MilestoneAssessment) -> str:
    milestone = delayed.milestone
    element = pathway.element.get(milestone.element)
    words = {
        "title": milestone.title,
        "element": _named(pathway, element) if element else "",
        "days": days(delayed.delay_days),
        "day": day(milestone.baseline_due),
    }
    if delayed.state.is_open and delayed.state is not MilestoneState.OVERDUE:
        sentence = gettext(
            "Delayed milestone: %(title)s (%(element)s), moved %(days)s from its first promise, %(day)s.",
            **words,
        )
    elif delayed.state.is_open:
        sentence = gettext(
            "Delayed milestone: %(title)s (%(element)s), %(days)s behind its first promise, %(day)s.", **words
        )
    else:
        sentence = gettext(
            "Delayed milestone: %(title)s (%(element)s), done %(days)s after its first promise, %(day)s.",
            **words,
        )
    return str(sentence)


def _assumption_sentence(pathway: Pathway, source: AssumptionSource) -> str:
    ways = [
        f"{_code(pathway, one.id)} → {_code(pathway, other.id)}" for one, other in _places(pathway, source)
    ]
    state = word(source.assumption.state).lower()
    return str(
        gettext(
            "Critical assumption (%(state)s): %(text)s, behind %(links)s.",
            state=state,
            text=source.assumption.text.rstrip("."),
            links=", ".join(ways) or "–",
        )
    )


def _reach(pathway: Pathway, elements: list[Id]) -> str:
    """How many elements, and which goals."""
    goals = [e for e in elements if pathway.element[e].kind is ElementKind.GOAL]
    said = ngettext("Puts %(num)s element at risk", "Puts %(num)s elements at risk", len(elements))
    if not elements:
        return str(gettext("Nothing lies after it."))
    if not goals:
        return f"{said}."
    names = ", ".join(_code(pathway, goal) for goal in goals)
    return str(gettext("%(elements)s, goals: %(goals)s.", elements=said, goals=names))


def _places(pathway: Pathway, source: theory.Source) -> tuple[tuple[Element, ...], ...]:
    if isinstance(source, MilestoneSource):
        return ((pathway.element[source.element],),) if source.element in pathway.element else ()
    ends = (pathway.link[link] for link in source.links)
    return tuple(
        (pathway.element[link.source], pathway.element[link.target])
        for link in ends
        if link.source in pathway.element and link.target in pathway.element
    )


def _named(pathway: Pathway, element: Element) -> str:
    return " ".join(filter(None, (short_code(pathway, element), element.title)))


def _code(pathway: Pathway, element: Id) -> str:
    found = pathway.element[element]
    return short_code(pathway, found) or found.title


def _chain(pathway: Pathway, risk: Risk) -> tuple[Element, ...]:
    return tuple(pathway.element[element] for element in risk.chain if element in pathway.element)


def _marks(drawing: Drawing, found: RiskSources) -> Iterator[tuple[LegendMark, str]]:
    for cause, said in cause_words().items():
        numbers = [source.number for source in found.sources if source.cause is cause]
        if numbers:
            yield Badge(numbers[0], cause), said
    if found.at_risk:
        yield SignMark(Sign.TRIANGLE, CAUTION), at_risk_words()
        yield RISK_MARK, carrying_words()
    yield from quiet_marks(drawing)


def cause_words() -> dict[RiskCause, str]:
    """What the numbered badges mean."""
    return {
        RiskCause.MILESTONE: str(gettext("Source: a delayed milestone")),
        RiskCause.ASSUMPTION: str(gettext("Source: a critical assumption in doubt")),
    }


def at_risk_words() -> str:
    """What the triangle means."""
    return str(gettext("At risk: the moved day, and the sources"))


def carrying_words() -> str:
    """What the strong line means."""
    return str(gettext("Carries the risk on"))
