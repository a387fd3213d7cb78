"""The outcomes and goals of many plans as one map: what is shared, what overlaps, which goal nothing reaches.

- *Shared*: outcomes of different plans in the same column with the same title, letter case, spacing and
  punctuation at the ends aside. They are one outcome on the map.
- *Overlap*: outcomes of different plans that lead to the same goal and are not shared, where an indicator has
  the same title and unit, or where the wording is nearly the same: at least two content words in common, and
  at least half of those of the shorter title. Words of direction ("fewer", "more") and small words are no
  content. It is a question to the planning group, not a finding: the words in common are named.
- *Reached*: a chain of causal links leads from an output of some plan to the goal (DOMAIN, "Of a plan towards
  a goal").
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import TypeAlias

from tracker.theory.evidence.chains import Chain, best_chains, causal_links_from
from tracker.theory.evidence.levels import LinkState, assess
from tracker.theory.kinds import ElementKind, EvidenceLevel
from tracker.theory.pathway import Element, Id, Link, Pathway
from tracker.theory.risk.downstream import goals_downstream

_WORD = re.compile(r"\w+")
SMALL_WORDS = frozenset(
    _WORD.findall(
        "af at blandt da de den der deres det en end er et fra få får for gennem har i ikke ind med mod når "
        "og om op på sig som til ud ved vil a an and are as at by for from have in into is it of on or so "
        "that the their to who with flere færre mere mindre større bedre højere lavere øget varigt "
        "more fewer less larger better higher lower increased lasting"
    )
)
_LEAST_COMMON, _LEAST_SHARE = 2, 0.5
MOST_OVERLAPS = 200
"""More than a planning group will look at; the search ends there."""

Key: TypeAlias = tuple[Id, Id]
"""An outcome's first plan and its element there, or ``GOAL`` and the strategy's goal."""

GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an outcome stands: a plan, and its element there."""

    plan: Id
    element: Element


@dataclass(frozen=True, slots=True)
class MapOutcome:
    """``places`` in the order of the plans; more than one plan makes it shared. ``goals`` are those that it
    leads to in any of them, ``indicators`` titles with units."""

    key: Key
    kind: ElementKind
    title: str
    places: tuple[Place, ...]
    goals: frozenset[Id] = frozenset()
    indicators: tuple[tuple[str, str], ...] = ()

    @property
    def plans(self) -> tuple[Id, ...]:
        return tuple(dict.fromkeys(place.plan for place in self.places))

    @property
    def is_shared(self) -> bool:
        return len(self.plans) > 1


@dataclass(frozen=True, slots=True)
class Reach:
    """A plan that reaches a goal, by its best chain there."""

    plan: Id
    chain: Chain


@dataclass(frozen=True, slots=True)
class MapGoal:
    """``declared`` are the plans that name the goal; ``reached`` those with a chain to it, the strongest
    first."""

    goal: Id
    declared: tuple[Id, ...]
    reached: tuple[Reach, ...]

    @property
    def key(self) -> Key:
        return (GOAL, self.goal)


@dataclass(frozen=True, slots=True)
class MapLink:
    """Causal links of one or more plans between the same two: ``level`` and ``state`` are the weakest of
    theirs, definitions last."""

    id: Id
    source: Key
    target: Key
    plans: tuple[Id, ...]
    level: EvidenceLevel | None
    state: LinkState


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two outcomes that may be one: the goals that both lead to, and the indicators or words in common."""

    one: Key
    other: Key
    goals: tuple[Id, ...]
    indicators: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StrategyMap:
    """``complete`` is False where there are more overlaps than these."""

    outcomes: tuple[MapOutcome, ...]
    goals: tuple[MapGoal, ...]
    links: tuple[MapLink, ...]
    overlaps: tuple[Overlap, ...]
    complete: bool = True

    @property
    def shared(self) -> tuple[MapOutcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.is_shared)

    @property
    def unreached(self) -> tuple[MapGoal, ...]:
        return tuple(goal for goal in self.goals if not goal.reached)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcomes of many plans, shared ones once; ``complete`` is False where there are more ``overlaps``
    than these."""

    outcomes: tuple[MapOutcome, ...]
    overlaps: tuple[Overlap, ...]
    complete: bool = True

    @property
    def shared(self) -> tuple[MapOutcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.is_shared)


def outcomes_of(
    pathways: Sequence[Pathway], goals: Sequence[Id], most_overlaps: int = MOST_OVERLAPS
) -> Outcomes:
    """The outcomes of these plans, in this order, with what is shared and what overlaps towards ``goals``."""
    places = [Place(pathway.id, e) for pathway in pathways for e in pathway.ordered if e.kind.is_outcome]
    by_plan = {pathway.id: pathway for pathway in pathways}
    outcomes = tuple(_outcome(group, by_plan) for group in _grouped(places))
    overlaps = tuple(islice(_overlaps(outcomes, [*goals]), most_overlaps + 1))
    return Outcomes(outcomes, overlaps[:most_overlaps], complete=len(overlaps) <= most_overlaps)


def strategy_map(
    pathways: Sequence[Pathway], goals: Sequence[Id], most_overlaps: int = MOST_OVERLAPS
) -> StrategyMap:
    """The map of these plans, in this order, towards the strategy's goals, in theirs."""
    found = outcomes_of(pathways, goals, most_overlaps)
    outcomes = found.outcomes
    keys: dict[tuple[Id, Id], Key] = {
        (place.plan, place.element.id): outcome.key for outcome in outcomes for place in outcome.places
    }
    known = set(goals)
    for pathway in pathways:
        for element in pathway.elements:
            if element.kind is ElementKind.GOAL and element.goal in known and element.goal is not None:
                keys[pathway.id, element.id] = (GOAL, element.goal)
    best = {pathway.id: best_chains(pathway) for pathway in pathways}
    return StrategyMap(
        outcomes,
        tuple(_goal(goal, pathways, best) for goal in goals),
        tuple(_links(pathways, keys)),
        found.overlaps,
        found.complete,
    )


def same_title(title: str) -> str:
    """What titles have in common that only differ in letter case, spacing or punctuation at the ends."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return " ".join(plain.split()).strip(" .,;:!?…-–")


def content_words(title: str) -> frozenset[str]:
    """The words of a title that say what it is about."""
    return frozenset(_WORD.findall(same_title(title))) - SMALL_WORDS


def _grouped(places: Iterable[Place]) -> Iterator[list[Place]]:
    """Places of one outcome together: those of several plans by title and column, each other by itself."""
    titled: dict[tuple[str, ElementKind], list[Place]] = defaultdict(list)
    for place in places:
        titled[same_title(place.element.title), place.element.kind].append(place)
    for (title, _), found in titled.items():
        if title and len({place.plan for place in found}) > 1:
            yield found
        else:
            yield from ([place] for place in found)


def _outcome(places: list[Place], plans: dict[Id, Pathway]) -> MapOutcome:
    first = places[0].element
    goals: set[Id] = set()
    measured: dict[tuple[str, str], None] = {}
    for place in places:
        pathway = plans[place.plan]
        goals.update(goals_downstream(pathway, place.element.id))
        for indicator in pathway.indicators:
            if indicator.element == place.element.id:
                measured[indicator.title, indicator.unit] = None
    return MapOutcome(
        (places[0].plan, first.id), first.kind, first.title, tuple(places), frozenset(goals), tuple(measured)
    )


def _goal(goal: Id, pathways: Sequence[Pathway], best: dict[Id, dict[Id, Chain]]) -> MapGoal:
    reached = [Reach(pathway.id, best[pathway.id][goal]) for pathway in pathways if goal in best[pathway.id]]
    reached.sort(key=lambda reach: reach.chain.cost)
    return MapGoal(goal, tuple(p.id for p in pathways if goal in p.goals), tuple(reached))


def _links(pathways: Iterable[Pathway], keys: dict[tuple[Id, Id], Key]) -> Iterator[MapLink]:
    """Causal links between outcomes, and from them to goals; what runs through an output is left out."""
    between: dict[tuple[Key, Key], list[tuple[Id, Link]]] = defaultdict(list)
    for pathway in pathways:
        for element in pathway.ordered:
            for link in causal_links_from(pathway, element.id):
                source = keys.get((pathway.id, link.source))
                target = keys.get((pathway.id, link.target))
                if source and target and source != target:
                    between[source, target].append((pathway.id, link))
    for (source, target), links in between.items():
        found = [assessment for _, link in links if (assessment := assess(link)) is not None]
        weakest = min(found, key=lambda one: len(EvidenceLevel) if one.level is None else one.level)
        plans = tuple(dict.fromkeys(plan for plan, _ in links))
        yield MapLink(links[0][1].id, source, target, plans, weakest.level, weakest.state)


def _overlaps(outcomes: Sequence[MapOutcome], goals: list[Id]) -> Iterator[Overlap]:
    words = {outcome.key: content_words(outcome.title) for outcome in outcomes}
    measured = {
        outcome.key: {(same_title(title), unit.casefold()): title for title, unit in outcome.indicators}
        for outcome in outcomes
    }
    for one, other in combinations(outcomes, 2):
        together = one.goals & other.goals
        if not together or set(one.plans) & set(other.plans):
            continue
        indicators = [title for name, title in measured[one.key].items() if name in measured[other.key]]
        common = words[one.key] & words[other.key]
        shorter = min(len(words[one.key]), len(words[other.key]))
        alike = len(common) >= _LEAST_COMMON and len(common) >= _LEAST_SHARE * shorter
        if indicators or alike:
            yield Overlap(
                one.key,
                other.key,
                tuple(goal for goal in goals if goal in together),
                tuple(indicators),
                tuple(sorted(common)) if alike else (),
            )
