"""What further research would lift a chain, link by link, and where contrary findings stand in the way.

Source: DOMAIN, "Evidence level of a link" and "Of a chain" ("what would lift this chain"). What a study
would bring is not guessed: it is the link's own rule (``evidence.levels.assess``) with one more direct
supporting finding.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.theory.evidence.chains import Chain, lift
from tracker.theory.evidence.levels import CONTRARY, COUNTS_AGAINST_FROM, assess, effective_level
from tracker.theory.kinds import Directness, EffectDirection, EvidenceLevel
from tracker.theory.pathway import Attachment, Finding, Id, Link, Pathway


class Study(StrEnum):
    """The least research that gives a link a level by itself, provided that it supports the link directly.
    Source: DOMAIN's levels E1 to E4, after the Maryland Scientific Methods Scale."""

    PRACTICE = "practice"
    CONTROLLED = "controlled"
    FURTHER_CONTROLLED_OR_TRIAL = "further_controlled_or_trial"
    TWO_CONTROLLED_OR_TRIAL = "two_controlled_or_trial"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class LinkLift:
    """What would lift one link from ``level`` to ``wanted``.

    ``study`` is the least research that would bring it to ``reaches``; None where none would lift it at all.
    ``against`` are the contrary, harmful and mixed findings that hold the link down, the strongest first.
    """

    link: Id
    level: EvidenceLevel
    wanted: EvidenceLevel
    reaches: EvidenceLevel
    study: Study | None
    against: tuple[Attachment, ...] = ()

    @property
    def is_held_down(self) -> bool:
        """Contrary findings keep it below ``wanted``, however strong the support."""
        return self.reaches < self.wanted


@dataclass(frozen=True, slots=True)
class ChainLift:
    """A step that would lift a chain from ``level``: all of ``links`` together bring it to ``reaches``,
    which is ``level`` itself where one of them cannot be lifted."""

    level: EvidenceLevel
    reaches: EvidenceLevel
    links: tuple[LinkLift, ...]

    @property
    def is_upward(self) -> bool:
        """False where contrary findings hold one of the links down."""
        return self.reaches > self.level


def study_for(level: EvidenceLevel, support: EvidenceLevel | None = None) -> Study | None:
    """The least research that gives a link ``level``; one controlled study more where its ``support`` is one
    already. None for E0, which takes no research."""
    match level:
        case EvidenceLevel.E1:
            return Study.PRACTICE
        case EvidenceLevel.E2:
            return Study.CONTROLLED
        case EvidenceLevel.E3 if support is EvidenceLevel.E2:
            return Study.FURTHER_CONTROLLED_OR_TRIAL
        case EvidenceLevel.E3:
            return Study.TWO_CONTROLLED_OR_TRIAL
        case EvidenceLevel.E4:
            return Study.REVIEW
    return None


def lift_link(link: Link, wanted: EvidenceLevel) -> LinkLift | None:
    """What would lift a causal link to ``wanted``, or as near as contrary findings let it come. None where it
    stands there already, and for a link that is no hypothesis."""
    now = assess(link)
    if now is None or now.level is None or now.level >= wanted:
        return None
    needed, reached = EvidenceLevel.E0, now.level
    for level in EvidenceLevel:
        then = _with_support(link, level)
        if reached < wanted and then > reached:
            needed, reached = level, then
    return LinkLift(
        link.id,
        now.level,
        wanted,
        min(reached, wanted),
        study_for(needed, now.support),
        _against(link.attachments, now.support or EvidenceLevel.E0),
    )


def lift_chain(pathway: Pathway, chain: Chain) -> tuple[ChainLift, ...]:
    """What would lift the chain, level by level, up to that of its next weakest link. None where nothing
    can: at E4 already, or by definition alone; one step that leads nowhere where contrary findings hold a
    link down."""
    found = lift(chain)
    if found is None:
        return ()
    steps: list[ChainLift] = []
    for level in EvidenceLevel:
        if found.level < level <= found.reaches:
            step = _step(pathway, found.links, found.level, level)
            if not steps or step.reaches > steps[-1].reaches:
                steps.append(step)
    return tuple(steps)


def _step(pathway: Pathway, links: Iterable[Id], level: EvidenceLevel, wanted: EvidenceLevel) -> ChainLift:
    raised = [lift_link(pathway.link[link], wanted) for link in links]
    needed = tuple(one for one in raised if one is not None)
    return ChainLift(level, min(one.reaches for one in needed), needed)


def _with_support(link: Link, level: EvidenceLevel) -> EvidenceLevel:
    """The link's level with one more direct positive finding."""
    further = Finding("", "", EffectDirection.POSITIVE, level)
    then = assess(replace(link, attachments=(*link.attachments, Attachment(further, Directness.DIRECT))))
    return EvidenceLevel.E0 if then is None or then.level is None else then.level


def _against(attachments: Iterable[Attachment], support: EvidenceLevel) -> tuple[Attachment, ...]:
    """Findings that cap the link: contrary ones that count, and mixed ones at least as strong as the
    support."""
    counting = [
        found
        for found in attachments
        if (found.finding.direction in CONTRARY and effective_level(found) >= COUNTS_AGAINST_FROM)
        or (found.finding.direction is EffectDirection.MIXED and effective_level(found) >= support)
    ]
    return tuple(sorted(counting, key=lambda found: -effective_level(found)))
