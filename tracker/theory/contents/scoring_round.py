"""What a round of prioritisation says of itself, and each of its criteria.

Source: DOMAIN, "Prioritisation".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.theory.contents.fields import Fault, Line, OptionalLine, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundContents:
    title: Line
    title_en: OptionalLine = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionContents:
    """``weight`` is 0–1. An anchor says in words what a score means; None for one without words."""

    weight: Value
    anchor_0: OptionalLine = None
    anchor_1: OptionalLine = None
    anchor_2: OptionalLine = None
    anchor_3: OptionalLine = None

    @property
    def anchors(self) -> tuple[str | None, str | None, str | None, str | None]:
        """By score, from 0."""
        return self.anchor_0, self.anchor_1, self.anchor_2, self.anchor_3

    def faults(self) -> Iterator[Fault]:
        if not 0 <= self.weight <= 1:
            yield Fault("weight", "out_of_range", {"lowest": 0, "highest": 1})
