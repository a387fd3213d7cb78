"""What a milestone says of itself. Source: DOMAIN, "Milestone"."""

from dataclasses import dataclass
from typing import Annotated

from tracker.theory.contents.fields import Line, OptionalLine, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneContents:
    """What may be edited. Its days have verbs of their own: the first promise never changes, and another due
    date needs a reason."""

    element_id: Annotated[int, Reference("elements", needed=True, own=True, holder=True)]
    title: Line
    title_en: OptionalLine = None
