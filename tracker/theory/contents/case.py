"""What a case of the municipality says of itself. Source: DOMAIN, "Hearing"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.theory.contents.fields import Code, Fault, Line, LongText, OptionalLine


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseContents:
    """``code`` is its number in the journal. ``origin`` is what it began with, ``deliverable`` what has to
    come of it, and by when."""

    code: Code
    title: Line
    title_en: OptionalLine = None
    origin: LongText = ""
    origin_on: date | None = None
    deliverable: LongText = ""
    deliverable_due: date | None = None
    delivered_on: date | None = None

    def faults(self) -> Iterator[Fault]:
        if not self.deliverable and (self.deliverable_due or self.delivered_on):
            yield Fault("deliverable", "required")
