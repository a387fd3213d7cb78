"""How the evidence on a link was reckoned up: the findings that decided, and the rule that was applied.

Source: DOMAIN, "Evidence level of a link". ``theory.evidence.levels`` gives the level and state; this module
says why, and a test holds that the two agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.theory.evidence.levels import (
    CONTRARY,
    COUNTS_AGAINST_FROM,
    SUPPORTING,
    LinkAssessment,
    LinkState,
    assess,
    effective_level,
)
from tracker.theory.kinds import Directness, EffectDirection, EvidenceLevel
from tracker.theory.pathway import Attachment, Id, Link, id_key


class Rule(StrEnum):
    """What decided a link's level."""

    DEFINITION = "definition"
    NOTHING_ATTACHED = "nothing_attached"
    NOTHING_COUNTS = "nothing_counts"
    SUPPORT = "support"
    WEAKER_CONTRARY = "weaker_contrary"
    CONTRARY_AS_STRONG = "contrary_as_strong"
    CONTRARY_WITHOUT_SUPPORT = "contrary_without_support"
    MIXED_AS_STRONG = "mixed_as_strong"
    HARM = "harm"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding on a link with the level that it counts as there, after directness."""

    attachment: Attachment
    level: EvidenceLevel

    @property
    def lowered(self) -> bool:
        """Whether being indirect took a level off it."""
        return self.level < self.attachment.finding.level


@dataclass(frozen=True, slots=True)
class Reckoning:
    """``level`` is None for a definition link only. ``supporting``, ``contrary`` and ``mixed`` hold every
    finding of their sort, the strongest first; the first of each decides. ``harmful`` is the strongest
    negative one, which stands among the contrary too. ``contrary_counts`` says that the contrary findings
    reach E2, below which they are shown and not counted; ``mixed_counts`` that the mixed ones are as
    strong as the support."""

    level: EvidenceLevel | None
    state: LinkState
    rule: Rule
    supporting: tuple[Weighed, ...] = ()
    contrary: tuple[Weighed, ...] = ()
    mixed: tuple[Weighed, ...] = ()
    harmful: Weighed | None = None
    contrary_counts: bool = False
    mixed_counts: bool = False


def reckon(link: Link) -> Reckoning | None:
    """The reckoning of a causal link; None for the other kinds, which are no hypotheses."""
    assessed = assess(link)
    if assessed is None:
        return None
    if assessed.level is None:
        return Reckoning(None, assessed.state, Rule.DEFINITION)
    contrary = _weighed(link.attachments, CONTRARY)
    return Reckoning(
        assessed.level,
        assessed.state,
        _rule(link, assessed),
        _weighed(link.attachments, SUPPORTING),
        contrary,
        _weighed(link.attachments, {EffectDirection.MIXED}),
        next((one for one in contrary if _is_harm(one)), None),
        assessed.contrary is not None and assessed.contrary >= COUNTS_AGAINST_FROM,
        assessed.mixed is not None and assessed.mixed >= (assessed.support or EvidenceLevel.E0),
    )


def without(link: Link, finding: Id) -> Link:
    """The link as it would be if the finding did not count."""
    return replace(link, attachments=tuple(one for one in link.attachments if one.finding.id != finding))


def _rule(link: Link, assessed: LinkAssessment) -> Rule:
    match assessed.state:
        case LinkState.HARMFUL:
            return Rule.HARM
        case LinkState.CONTRADICTED:
            return Rule.CONTRARY_WITHOUT_SUPPORT
        case LinkState.MIXED:
            return Rule.MIXED_AS_STRONG
        case LinkState.CONTESTED:
            stronger = (assessed.contrary or 0) >= (assessed.support or 0)
            return Rule.CONTRARY_AS_STRONG if stronger else Rule.WEAKER_CONTRARY
        case LinkState.SUPPORTED:
            return Rule.SUPPORT
        case _:
            return Rule.NOTHING_COUNTS if link.attachments else Rule.NOTHING_ATTACHED


def _weighed(attachments: Iterable[Attachment], directions: Iterable[EffectDirection]) -> tuple[Weighed, ...]:
    found = (Weighed(one, effective_level(one)) for one in attachments if one.finding.direction in directions)
    return tuple(sorted(found, key=_strength))


def _strength(one: Weighed) -> tuple[int, bool, tuple[int, str]]:
    """The strongest first, then the direct ones, then by number: the order of rows never matters."""
    indirect = one.attachment.directness is Directness.INDIRECT
    return (-one.level, indirect, id_key(one.attachment.finding.id))


def _is_harm(one: Weighed) -> bool:
    return one.attachment.finding.direction is EffectDirection.NEGATIVE
