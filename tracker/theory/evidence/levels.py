"""The evidence level of a causal link, from the findings attached to it.

Source: DOMAIN, "Evidence level of a link": E0 to E4 after the Maryland Scientific Methods Scale, with
contrary, mixed and harmful findings weighed against the support.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tracker.theory.kinds import Directness, EffectDirection, EvidenceLevel, LinkKind
from tracker.theory.pathway import Attachment, Link

SUPPORTING = frozenset({EffectDirection.POSITIVE, EffectDirection.POTENTIALLY_POSITIVE})
CONTRARY = frozenset(
    {EffectDirection.NO_DISCERNIBLE, EffectDirection.POTENTIALLY_NEGATIVE, EffectDirection.NEGATIVE}
)
COUNTS_AGAINST_FROM = EvidenceLevel.E2
"""Contrary findings below this level are shown and don't count."""


class LinkState(StrEnum):
    SUPPORTED = "supported"
    UNTESTED = "untested"
    CONTESTED = "contested"
    CONTRADICTED = "contradicted"
    MIXED = "mixed"
    HARMFUL = "harmful"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class LinkAssessment:
    """``level`` is None for a definition link only. ``support``, ``contrary`` (no discernible effect or
    worse), ``negative`` (harm alone) and ``mixed`` are the strongest attached finding of each
    sort after directness is counted, None where there is none."""

    level: EvidenceLevel | None
    state: LinkState
    support: EvidenceLevel | None = None
    contrary: EvidenceLevel | None = None
    negative: EvidenceLevel | None = None
    mixed: EvidenceLevel | None = None


def effective_level(attachment: Attachment) -> EvidenceLevel:
    """Indirect evidence counts one level lower, never below E0."""
    lowered = attachment.directness is Directness.INDIRECT
    return EvidenceLevel(max(EvidenceLevel.E0, attachment.finding.level - lowered))


def assess(link: Link) -> LinkAssessment | None:
    """Level and state of a causal link; None for the other kinds, which are no hypotheses.

    Where both contrary and mixed findings cap the level, the state names the cap that binds, the
    contrary one on a tie. Findings that lift the link no higher than an assumption leave it untested.
    """
    if link.kind is not LinkKind.CAUSAL:
        return None
    if link.by_definition:
        return LinkAssessment(None, LinkState.DEFINITION)
    support = _strongest(link.attachments, SUPPORTING)
    contrary = _strongest(link.attachments, CONTRARY)
    negative = _strongest(link.attachments, {EffectDirection.NEGATIVE})
    mixed = _strongest(link.attachments, {EffectDirection.MIXED})
    against = _weigh_contrary(support, contrary, negative)
    between = _weigh_mixed(support, mixed)
    level, state = min(
        (found for found in (against, between) if found is not None),
        key=lambda found: found[0],
        default=_supported(support),
    )
    return LinkAssessment(level, state, support, contrary, negative, mixed)


def _strongest(
    attachments: Iterable[Attachment], directions: Iterable[EffectDirection]
) -> EvidenceLevel | None:
    return max(
        (effective_level(found) for found in attachments if found.finding.direction in directions),
        default=None,
    )


def _supported(support: EvidenceLevel | None) -> tuple[EvidenceLevel, LinkState]:
    if not support:
        return EvidenceLevel.E0, LinkState.UNTESTED
    return support, LinkState.SUPPORTED


def _weigh_contrary(
    support: EvidenceLevel | None, contrary: EvidenceLevel | None, negative: EvidenceLevel | None
) -> tuple[EvidenceLevel, LinkState] | None:
    supported = support or EvidenceLevel.E0
    if contrary is None or contrary < COUNTS_AGAINST_FROM:
        return None
    if negative is not None and negative >= max(supported, COUNTS_AGAINST_FROM):
        return EvidenceLevel.E0, LinkState.HARMFUL
    if contrary < supported:
        return min(supported, EvidenceLevel.E2), LinkState.CONTESTED
    if supported < COUNTS_AGAINST_FROM:
        return EvidenceLevel.E0, LinkState.CONTRADICTED
    return EvidenceLevel.E1, LinkState.CONTESTED


def _weigh_mixed(
    support: EvidenceLevel | None, mixed: EvidenceLevel | None
) -> tuple[EvidenceLevel, LinkState] | None:
    if mixed is None or mixed < (support or EvidenceLevel.E0):
        return None
    return min(mixed, EvidenceLevel.E1), LinkState.MIXED
