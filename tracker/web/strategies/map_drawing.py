"""A strategy's map as a drawing: the outcomes of all plans and the goals, in the reader's language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from flask import url_for
from flask_babel import gettext

from tracker.diagrams.drawing import (
    Arrow,
    Box,
    Drawing,
    Heading,
    Hue,
    LegendMark,
    LegendWords,
    SignMark,
)
from tracker.diagrams.palette import ALARM, CAUTION, Sign
from tracker.records.queries.strategies.goals import GoalLine
from tracker.records.queries.strategies.strategy_map import MapBasis, MapPlan
from tracker.theory.evidence.levels import LinkAssessment, LinkState
from tracker.theory.kinds import OUTCOME_KINDS, ElementKind, EvidenceLevel, LinkKind
from tracker.theory.pathway import Id, Pathway
from tracker.theory.strategy.outcome_map import GOAL, Key, MapGoal, MapLink, MapOutcome, StrategyMap
from tracker.web.i18n import language
from tracker.web.plans.drawing import evidence_words, heading
from tracker.web.wording import word

MOST_HUES = 24
"""Plans that the legend names; beyond, their codes in the boxes have to do."""


@dataclass(frozen=True)
class NamedMap:
    """A map with the names of what it holds, and the plans' theories of change by id."""

    basis: MapBasis
    map: StrategyMap
    goals: Mapping[Id, GoalLine]
    pathways: Mapping[Id, Pathway]

    @cached_property
    def plans(self) -> dict[Id, MapPlan]:
        """Plans by id."""
        return {plan.id: plan for plan in self.basis.plans}

    def codes(self, plans: tuple[Id, ...]) -> str:
        """ "HP1, HP4"."""
        named = self.plans
        return ", ".join(named[plan].code or named[plan].title for plan in plans)


def map_name(key: Key) -> str:
    """What a page calls it: "o12" for an outcome by its first element, "g3" for a goal."""
    return f"g{key[1]}" if key[0] == GOAL else f"o{key[1]}"


def draw_map(found: NamedMap, subtitle: str = "") -> Drawing:
    """All plans' outcomes by column, each with the stripe and code of its plan, and every goal."""
    hues: dict[Id, int] = {plan.id: number for number, plan in enumerate(found.basis.plans)}
    overlaps = overlap_partners(found.map)
    boxes = [
        _outcome(found, outcome, place, hues, overlaps.get(outcome.key, ()))
        for place, outcome in enumerate(found.map.outcomes)
    ]
    boxes += [_goal(found, goal, place) for place, goal in enumerate(found.map.goals)]
    return Drawing(
        title=gettext("Strategy map: %(strategy)s", strategy=found.basis.title),
        subtitle=subtitle,
        language=language(),
        headings=tuple(Heading(kind, heading(kind)) for kind in (*OUTCOME_KINDS, ElementKind.GOAL)),
        boxes=tuple(boxes),
        arrows=tuple(_arrow(found, link, place) for place, link in enumerate(found.map.links)),
        legend=LegendWords(
            gettext("Plans and links"),
            tuple((level, f"E{level:d} {word(level)}") for level in EvidenceLevel),
            tuple((state, word(state)) for state in LinkState),
            marks=tuple(_marks(found, hues)),
        ),
    )


def overlap_partners(found: StrategyMap) -> dict[Key, tuple[Key, ...]]:
    """The outcomes that each overlaps with."""
    partners: dict[Key, tuple[Key, ...]] = {}
    for overlap in found.overlaps:
        for one, other in ((overlap.one, overlap.other), (overlap.other, overlap.one)):
            partners[one] = (*partners.get(one, ()), other)
    return partners


def short_codes(found: NamedMap, outcome: MapOutcome) -> str:
    """ "HP1-K2, HP4-K1"; the plan's code alone where an element has none."""
    return ", ".join(place.element.code or found.plans[place.plan].code for place in outcome.places)


def reached_words(found: NamedMap, goal: MapGoal) -> str:
    """Which plans reach the goal, by the level of their best chain: "Reached by HP1, HP4 (E4); HP3 (E3)"."""
    by_level: dict[str, list[str]] = {}
    for reach in goal.reached:
        level = "=" if reach.chain.strength is None else f"E{reach.chain.strength:d}"
        by_level.setdefault(level, []).append(found.codes((reach.plan,)))
    groups = (f"{', '.join(codes)} ({level})" for level, codes in by_level.items())
    return str(gettext("Reached by %(plans)s", plans="; ".join(groups)))


def level_words(level: EvidenceLevel | None, state: LinkState) -> str:
    """Level and state of a link of the map."""
    return evidence_words(LinkAssessment(level, state))


def _outcome(
    found: NamedMap, outcome: MapOutcome, place: int, hues: dict[Id, int], partners: tuple[Key, ...]
) -> Box:
    codes = found.codes(outcome.plans)
    by_key = {one.key: one for one in found.map.outcomes}
    others = ", ".join(short_codes(found, by_key[key]) for key in partners)
    return Box(
        id=map_name(outcome.key),
        kind=outcome.kind,
        title=outcome.title,
        kind_word=word(outcome.kind),
        position=place,
        tag=gettext("Shared: %(plans)s", plans=codes) if outcome.is_shared else short_codes(found, outcome),
        hues=tuple(hues[plan] for plan in outcome.plans),
        risk=gettext("Overlaps with %(others)s?", others=others) if others else "",
        href=_href(found, outcome.key),
    )


def _goal(found: NamedMap, goal: MapGoal, place: int) -> Box:
    line = found.goals[goal.goal]
    return Box(
        id=map_name(goal.key),
        kind=ElementKind.GOAL,
        title=line.title,
        kind_word=word(ElementKind.GOAL),
        code=line.code,
        position=place,
        note=reached_words(found, goal) if goal.reached else "",
        overdue="" if goal.reached else gettext("No chain reaches the goal"),
        quiet=not goal.reached,
        href=_href(found, goal.key),
    )


def _href(found: NamedMap, key: Key) -> str:
    return url_for("strategy_map.show", strategy_id=found.basis.id, _anchor=map_name(key))


def _arrow(found: NamedMap, link: MapLink, place: int) -> Arrow:
    return Arrow(
        id=link.id,
        kind=LinkKind.CAUSAL,
        source=map_name(link.source),
        target=map_name(link.target),
        kind_word=found.codes(link.plans),
        position=place,
        level=link.level,
        state=link.state,
        evidence_word=level_words(link.level, link.state),
    )


def _marks(found: NamedMap, hues: dict[Id, int]) -> Iterator[tuple[LegendMark, str]]:
    for plan in found.basis.plans[:MOST_HUES]:
        yield Hue(hues[plan.id]), f"{plan.code} {plan.title}".strip()
    if found.map.overlaps:
        yield SignMark(Sign.TRIANGLE, CAUTION), str(gettext("May be the same outcome in two plans"))
    if found.map.unreached:
        yield SignMark(Sign.ALARM, ALARM), str(gettext("No chain reaches the goal"))
