"""What an existing strategy, and what it commits its owner to, say of themselves. Source: DOMAIN, "Catalogue
entry"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from tracker.theory.contents.fields import (
    Code,
    Fault,
    Line,
    LongText,
    NeededText,
    OptionalAddress,
    OptionalLine,
    Reference,
    period_faults,
)
from tracker.theory.kinds import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntryContents:
    """``valid_until`` is its last day, None where it has no end. Without a ``code`` a new entry gets the next
    of the catalogue, and one that is there keeps its own."""

    title: Line
    title_en: OptionalLine = None
    organisation_id: Annotated[int, Reference("organisations", needed=True)]
    valid_from: date | None = None
    valid_until: date | None = None
    goal_ids: Sequence[int] = ()
    url: OptionalAddress = None
    note: LongText = ""
    retrieved_from: LongText = ""
    code: Code = ""

    def faults(self) -> Iterator[Fault]:
        for fault in period_faults(self.valid_from, self.valid_until):
            yield replace(fault, field="valid_until")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentContents:
    sentence: NeededText


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentTieContents:
    """How a commitment stands to the element that it is tied to."""

    relation: Relation
    note: LongText = ""
