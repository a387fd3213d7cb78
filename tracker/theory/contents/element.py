"""What a box of the diagram says of itself. Source: DOMAIN, "Element"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from tracker.theory.contents.fields import (
    TITLE_LENGTH,
    Fault,
    LongText,
    OptionalLine,
    Reference,
    Text,
    period_faults,
)
from tracker.theory.kinds import ElementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementContents:
    """Days belong to their kinds: start and end to activities, ``expected_from`` to outcomes. A goal element
    names the strategy's goal, and nothing else does; it is called what that goal is called."""

    kind: ElementKind
    title: Annotated[str, Text(TITLE_LENGTH)] = ""
    title_en: OptionalLine = None
    description: LongText = ""
    organisation_id: Annotated[int | None, Reference("organisations")] = None
    goal_id: Annotated[int | None, Reference("goals")] = None
    starts_on: date | None = None
    ends_on: date | None = None
    expected_from: date | None = None

    def faults(self) -> Iterator[Fault]:
        for field in ("starts_on", "ends_on"):
            if self.kind is not ElementKind.ACTIVITY and getattr(self, field) is not None:
                yield Fault(field, "only_on_activities")
        if not self.kind.is_outcome and self.expected_from is not None:
            yield Fault("expected_from", "only_on_outcomes")
        yield from period_faults(self.starts_on, self.ends_on)
        stands_for_goal = self.kind is ElementKind.GOAL
        if stands_for_goal is not (self.goal_id is not None):
            yield Fault("goal_id", "required" if stands_for_goal else "only_on_goals")
        if not self.title:
            yield Fault("title", "required")
