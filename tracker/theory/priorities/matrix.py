"""The whole matrix of a round: every candidate's points, place and what they rest on, how far the first three
hang on the weights, and what has changed since it was decided on.

Source: DOMAIN, "Prioritisation" ("show the whole matrix, who scored and when"); docs/decisions/0010.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from tracker.theory.evidence.chains import best_chains
from tracker.theory.kinds import ElementKind, EntryDecision, EvidenceLevel, Party, PlanState
from tracker.theory.pathway import Id, Pathway
from tracker.theory.priorities.candidates import Candidate, Criterion
from tracker.theory.priorities.scoring import Assessment, Variant, Weights, group_score, ranking, sensitivity

Text: TypeAlias = Mapping[str, str]
"""A text by language ("da", "en"); a page that is read in one language needs only that one."""

Anchors: TypeAlias = Mapping[Criterion, tuple[str | None, ...]]
"""In words what 0, 1, 2 and 3 mean; None for a score without words."""


@dataclass(frozen=True, slots=True)
class WeakLink:
    """A link at the strength of its chain."""

    link: Id
    source: Text
    target: Text


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation that is responsible for an activity."""

    name: Text
    party: Party


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the derived criteria of a plan are read off. ``level`` and ``weakest`` are those of the best chain
    to the primary goal; None and empty without one. ``has_theory`` where anything is linked at all."""

    has_theory: bool
    level: EvidenceLevel | None
    weakest: tuple[WeakLink, ...]
    acting: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What one member gave, and when."""

    member: Id
    criterion: Criterion
    score: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan or an idea in the round; ``candidate.id`` is the entry's own. ``grounds`` are a plan's.

    ``turned_down`` says why an idea was rejected before, empty for all others. ``decision`` and ``reason``
    are the round's.
    """

    candidate: Candidate
    code: str
    title: Text
    plan_id: int | None
    candidate_id: int | None
    goals: tuple[str, ...] = ()
    grounds: Grounds | None = None
    given: tuple[Given, ...] = ()
    state: PlanState | None = None
    archived: bool = False
    turned_down: str = ""
    decision: EntryDecision | None = None
    reason: str = ""

    def spread(self, criterion: Criterion) -> tuple[int, int] | None:
        """The lowest and the highest score where the members disagree; None where they don't."""
        scores = [one.score for one in self.given if one.criterion is criterion]
        return (min(scores), max(scores)) if len(set(scores)) > 1 else None


@dataclass(frozen=True, slots=True)
class Scorer:
    """A member who gave scores: to how many candidates, and when last."""

    member: Id
    name: Text
    entries: int
    last: datetime


@dataclass(frozen=True)
class Matrix:
    """``ranked`` holds every candidate once, the ranked first; ``entries`` tell of each by its id."""

    weights: Weights
    anchors: Anchors
    entries: Mapping[Id, Entry]
    members: Mapping[Id, Text]
    ranked: tuple[Assessment, ...]
    variants: tuple[Variant, ...]

    @property
    def changing(self) -> tuple[Variant, ...]:
        """The variants in which another candidate comes among the first three."""
        return tuple(one for one in self.variants if one.changes_top)

    @cached_property
    def scorers(self) -> tuple[Scorer, ...]:
        """Who scored, in the order of the members."""
        found = []
        for member, name in self.members.items():
            own = [
                (entry.candidate.id, one.at)
                for entry in self.entries.values()
                for one in entry.given
                if one.member == member
            ]
            if own:
                found.append(Scorer(member, name, len({entry for entry, _ in own}), max(at for _, at in own)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Change:
    """A derived criterion that has other points now than when the round was decided."""

    entry: Entry
    criterion: Criterion
    then: Fraction | None
    now: Fraction | None


def matrix(
    entries: Iterable[Entry], weights: Weights, anchors: Anchors, members: Mapping[Id, Text]
) -> Matrix:
    """Raises ``scoring.CannotRank``."""
    known = {entry.candidate.id: entry for entry in entries}
    candidates = [entry.candidate for entry in known.values()]
    return Matrix(
        weights, anchors, known, members, ranking(candidates, weights), sensitivity(candidates, weights)
    )


def narrowed(whole: Matrix, seen: Collection[Id]) -> Matrix:
    """The matrix of those that a reader may see: others are neither named nor counted, so that places and
    variants are found anew among the rest."""
    if all(entry in seen for entry in whole.entries):
        return whole
    entries = [entry for number, entry in whole.entries.items() if number in seen]
    return matrix(entries, whole.weights, whole.anchors, whole.members)


def changes(then: Matrix, now: Matrix) -> tuple[Change, ...]:
    """What has other points now on a derived criterion, in the order of the ranking then."""
    present = {one.candidate.id: one for one in now.ranked}
    return tuple(
        Change(then.entries[one.candidate.id], criterion, one.points[criterion], after.points[criterion])
        for one in then.ranked
        if (after := present.get(one.candidate.id)) is not None
        for criterion in Criterion
        if criterion.is_derived and one.points[criterion] != after.points[criterion]
    )


def medians(given: Iterable[Given]) -> dict[Criterion, float | None]:
    """The group's score by criterion."""
    rows = tuple(given)
    return {
        criterion: group_score(one.score for one in rows if one.criterion is criterion)
        for criterion in Criterion
        if not criterion.is_derived
    }


def grounds(pathways: Mapping[str, Pathway]) -> Grounds:
    """What the derived criteria of one plan rest on; ``pathways`` are the same plan by language."""
    plan = next(iter(pathways.values()))
    chain = None if plan.primary_goal is None else best_chains(plan).get(plan.primary_goal)
    return Grounds(
        has_theory=bool(plan.links),
        level=None if chain is None else chain.strength,
        weakest=() if chain is None else tuple(_weak_link(pathways, link) for link in chain.weakest_links),
        acting=_acting(pathways),
    )


def with_decision(entry: Entry, decision: EntryDecision, reason: str) -> Entry:
    """The entry as the round decides on it."""
    return replace(entry, decision=decision, reason=reason)


def needs_reason(decision: EntryDecision, one: Assessment) -> bool:
    """Whether a decision has to say why: a candidate with a place that goes ahead has its reason in the
    matrix."""
    return decision is not EntryDecision.GO_AHEAD or one.place is None


def _weak_link(pathways: Mapping[str, Pathway], link: Id) -> WeakLink:
    ends = next(iter(pathways.values())).link[link]
    return WeakLink(
        link,
        {language: plan.element[ends.source].title for language, plan in pathways.items()},
        {language: plan.element[ends.target].title for language, plan in pathways.items()},
    )


def _acting(pathways: Mapping[str, Pathway]) -> tuple[Actor, ...]:
    """Each organisation once, police before municipality before partners."""
    names: dict[Id, dict[str, str]] = {}
    parties: dict[Id, Party] = {}
    for language, plan in pathways.items():
        for element in plan.elements:
            if element.kind is ElementKind.ACTIVITY and element.organisation:
                names.setdefault(element.organisation.id, {})[language] = element.organisation.name
                parties[element.organisation.id] = element.organisation.party
    found = (Actor(names[one], party) for one, party in parties.items())
    return tuple(sorted(found, key=lambda actor: list(Party).index(actor.party)))
