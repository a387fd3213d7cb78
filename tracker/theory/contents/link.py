"""What an arrow of the diagram, and an assumption under it, say of themselves. Source: DOMAIN, "Link" and
"Assumption"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from tracker.theory.contents.fields import Fault, Line, LongText, OptionalLine, Reference, Whole
from tracker.theory.kinds import AssumptionState, Directness, LinkBasis, LinkKind

LONGEST_LAG = 36_525
"""Days; a hundred years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkContents:
    """From one element to another of the same plan; ``lag_days`` is how long the effect takes to show."""

    kind: LinkKind
    source_id: Annotated[int, Reference("elements", needed=True, own=True)]
    target_id: Annotated[int, Reference("elements", needed=True, own=True)]
    basis: LinkBasis = LinkBasis.HYPOTHESIS
    lag_days: Annotated[int | None, Whole(0, LONGEST_LAG)] = None
    rationale: LongText = ""

    def faults(self) -> Iterator[Fault]:
        if self.source_id == self.target_id:
            yield Fault("target_id", "links_to_itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionContents:
    """``test`` says how one finds out whether it holds; ``review_on`` when it is looked at again."""

    title: Line
    title_en: OptionalLine = None
    state: AssumptionState = AssumptionState.UNTESTED
    critical: bool = False
    test: LongText = ""
    owner_id: Annotated[int | None, Reference("users")] = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentContents:
    """How a finding speaks of the link that it is attached to."""

    directness: Directness = Directness.DIRECT
    note: LongText = ""
