"""What may be prioritised, plans and ideas alike: whether it passes the gates, and what its theory of change
says of its evidence and of who acts together.

Source: DOMAIN, "Prioritisation"; the gates and derived criteria as the sample strategy words them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from tracker.theory.evidence import levels as evidence
from tracker.theory.evidence.chains import best_chains
from tracker.theory.kinds import EffectDirection, ElementKind, EvidenceLevel, LinkKind, Party
from tracker.theory.pathway import Finding, Id, Pathway
from tracker.theory.structure import reached_goals

FULL = 100
HARM_FROM = EvidenceLevel.E2
"""A harmful finding at this level or above is documented harm."""


class Gate(StrEnum):
    """What must hold before anything is scored."""

    REFERS_TO_GOAL = "refers_to_goal"
    JOINT = "joint"
    NO_HARM = "no_harm"


class Criterion(StrEnum):
    EVIDENCE = "evidence"
    PRACTICABLE = "practicable"
    IMPACT = "impact"
    JOINTNESS = "jointness"
    MEASURABLE = "measurable"
    COST = "cost"

    @property
    def is_derived(self) -> bool:
        """Read off the theory of change; the others are scored by the group, 0–3."""
        return self in (Criterion.EVIDENCE, Criterion.JOINTNESS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """``goals`` are those that it serves; ``harm`` are findings of documented harm. ``derived`` holds points
    (0–100) of the derived criteria, None where there is no theory of change to read them off. ``scores``
    are the group's, 0–3, by criterion; None or not there: not scored."""

    id: Id
    goals: frozenset[Id]
    joint: bool
    harm: tuple[Finding, ...] = ()
    derived: Mapping[Criterion, Fraction | None] = field(default_factory=dict)
    scores: Mapping[Criterion, float | None] = field(default_factory=dict)

    @property
    def failed(self) -> tuple[Gate, ...]:
        """The gates that it doesn't pass, in their order."""
        passed = {Gate.REFERS_TO_GOAL: bool(self.goals), Gate.JOINT: self.joint, Gate.NO_HARM: not self.harm}
        return tuple(gate for gate in Gate if not passed[gate])


def of_plan(
    pathway: Pathway, scores: Mapping[Criterion, float | None], *, has_partner: bool = False
) -> Candidate:
    """A plan with a theory of change. It serves the goals that it declares and an output reaches.

    ``has_partner`` where a partner outside police and municipality takes part without an activity of its own.
    """
    parties = _acting(pathway)
    return Candidate(
        pathway.id,
        pathway.goals.intersection(reached_goals(pathway)),
        joint={Party.POLICE, Party.MUNICIPALITY} <= parties.keys(),
        harm=_harm_to(pathway),
        derived={
            Criterion.EVIDENCE: _evidence(pathway),
            Criterion.JOINTNESS: _jointness(parties, has_partner=has_partner),
        },
        scores=scores,
    )


def of_idea(
    idea: Id,
    goals: Iterable[Id],
    key_evidence: Iterable[Finding],
    scores: Mapping[Criterion, float | None],
    *,
    joint: bool,
) -> Candidate:
    """What is no plan yet: the goals that it names and its key evidence are taken at their word."""
    harm = tuple(finding for finding in key_evidence if _is_harm(finding, finding.level))
    return Candidate(idea, frozenset(goals), joint, harm, scores=scores)


def _acting(pathway: Pathway) -> dict[Party, set[Id]]:
    """The organisations that are responsible for an activity, by the side they stand on."""
    acting: dict[Party, set[Id]] = {}
    for element in pathway.elements:
        if element.kind is ElementKind.ACTIVITY and element.organisation:
            acting.setdefault(element.organisation.party, set()).add(element.organisation.id)
    return acting


def _jointness(acting: Mapping[Party, set[Id]], *, has_partner: bool) -> Fraction:
    """Police and one administration are half of the way, two or a partner three quarters, a partner with
    activities of its own all of it; without police or municipality there is nothing joint."""
    if not {Party.POLICE, Party.MUNICIPALITY} <= acting.keys():
        return Fraction(0)
    if Party.PARTNER in acting:
        return Fraction(FULL)
    several = has_partner or len(acting[Party.MUNICIPALITY]) > 1
    return Fraction(FULL * 3, 4) if several else Fraction(FULL, 2)


def _evidence(pathway: Pathway) -> Fraction | None:
    """The weakest link of the best chain to the primary goal; None where no output reaches it."""
    if pathway.primary_goal is None:
        return None
    chain = best_chains(pathway).get(pathway.primary_goal)
    if chain is None or chain.strength is None:
        return None
    return Fraction(chain.strength * FULL, EvidenceLevel.E4)


def _harm_to(pathway: Pathway) -> tuple[Finding, ...]:
    """Each harmful finding on the plan's causal links once, in reading order; indirect evidence counts one
    level lower."""
    found = {
        attachment.finding.id: attachment.finding
        for link in sorted(pathway.links, key=lambda link: link.order)
        if link.kind is LinkKind.CAUSAL
        for attachment in link.attachments
        if _is_harm(attachment.finding, evidence.effective_level(attachment))
    }
    return tuple(found.values())


def _is_harm(finding: Finding, level: EvidenceLevel) -> bool:
    return finding.direction is EffectDirection.NEGATIVE and level >= HARM_FROM
