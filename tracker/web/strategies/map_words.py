"""A strategy's map in words: what reaches each goal, what is shared, what overlaps, and every link."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext

from tracker.records.queries.strategies.goals import GoalLine
from tracker.records.queries.strategies.strategy_map import MapPlan
from tracker.theory.evidence.chains import Chain
from tracker.theory.kinds import OUTCOME_KINDS, ElementKind
from tracker.theory.pathway import Id
from tracker.theory.strategy.outcome_map import Key, MapOutcome, Overlap
from tracker.web.plans.drawing import heading
from tracker.web.strategies.map_drawing import NamedMap, level_words, map_name


@dataclass(frozen=True, slots=True)
class Step:
    """A link as seen from one end: the other's name on the page and title, and what the link says."""

    name: str
    title: str
    words: str
    plans: str


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    name: str
    outcome: MapOutcome
    places: tuple[tuple[MapPlan, Id, str], ...]
    """Plan, element and the element's code."""
    comes_from: tuple[Step, ...]
    leads_to: tuple[Step, ...]
    overlaps: tuple["OverlapEntry", ...]


@dataclass(frozen=True, slots=True)
class OverlapEntry:
    """Two outcomes by name, title and plans, and why they may be one, in words."""

    one: tuple[str, str, str]
    other: tuple[str, str, str]
    reason: str
    goals: str


@dataclass(frozen=True, slots=True)
class GoalEntry:
    """``reached``: plan and its best chain; ``only_named``: plans that name the goal without a chain to
    it."""

    name: str
    line: GoalLine
    reached: tuple[tuple[MapPlan, Chain], ...]
    only_named: tuple[MapPlan, ...]
    comes_from: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class MapWords:
    """``columns``: name of the column and its outcomes, from left to right. ``complete`` is false where there
    are more overlaps than these."""

    goals: tuple[GoalEntry, ...]
    unreached: tuple[GoalEntry, ...]
    shared: tuple[OutcomeEntry, ...]
    overlaps: tuple[OverlapEntry, ...]
    complete: bool
    columns: tuple[tuple[ElementKind, str, tuple[OutcomeEntry, ...]], ...]


def in_words(found: NamedMap) -> MapWords:
    """Everything that the map shows."""
    titles = {outcome.key: outcome.title for outcome in found.map.outcomes}
    titles |= {goal.key: found.goals[goal.goal].title for goal in found.map.goals}
    before, after = _steps(found, titles)
    overlaps = [(overlap, _overlap(found, overlap)) for overlap in found.map.overlaps]
    outcomes = [
        OutcomeEntry(
            map_name(outcome.key),
            outcome,
            tuple((found.plans[p.plan], p.element.id, p.element.code) for p in outcome.places),
            tuple(before.get(outcome.key, ())),
            tuple(after.get(outcome.key, ())),
            tuple(entry for overlap, entry in overlaps if outcome.key in (overlap.one, overlap.other)),
        )
        for outcome in found.map.outcomes
    ]
    goals = tuple(_goals(found, before))
    return MapWords(
        goals,
        tuple(goal for goal in goals if not goal.reached),
        tuple(entry for entry in outcomes if entry.outcome.is_shared),
        tuple(entry for _, entry in overlaps),
        found.map.complete,
        tuple(
            (kind, heading(kind), tuple(entry for entry in outcomes if entry.outcome.kind is kind))
            for kind in OUTCOME_KINDS
        ),
    )


def _steps(found: NamedMap, titles: dict[Key, str]) -> tuple[dict[Key, list[Step]], dict[Key, list[Step]]]:
    before: dict[Key, list[Step]] = {}
    after: dict[Key, list[Step]] = {}
    for link in found.map.links:
        said, plans = level_words(link.level, link.state), found.codes(link.plans)
        before.setdefault(link.target, []).append(
            Step(map_name(link.source), titles[link.source], said, plans)
        )
        after.setdefault(link.source, []).append(
            Step(map_name(link.target), titles[link.target], said, plans)
        )
    return before, after


def _goals(found: NamedMap, before: dict[Key, list[Step]]) -> Iterator[GoalEntry]:
    for goal in found.map.goals:
        reaching = {reach.plan for reach in goal.reached}
        yield GoalEntry(
            map_name(goal.key),
            found.goals[goal.goal],
            tuple((found.plans[reach.plan], reach.chain) for reach in goal.reached),
            tuple(found.plans[plan] for plan in goal.declared if plan not in reaching),
            tuple(before.get(goal.key, ())),
        )


def _overlap(found: NamedMap, overlap: Overlap) -> OverlapEntry:
    by_key = {outcome.key: outcome for outcome in found.map.outcomes}
    reasons = []
    if overlap.indicators:
        reasons.append(gettext("Same indicator: %(indicators)s.", indicators=", ".join(overlap.indicators)))
    if overlap.words:
        reasons.append(gettext("Nearly the same wording: %(words)s.", words=", ".join(overlap.words)))
    one, other = (
        (map_name(key), by_key[key].title, found.codes(by_key[key].plans))
        for key in (overlap.one, overlap.other)
    )
    goals = ", ".join(found.goals[goal].code for goal in overlap.goals)
    return OverlapEntry(one, other, " ".join(map(str, reasons)), goals)
