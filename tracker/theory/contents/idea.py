"""What an idea for prioritisation says of itself. Source: DOMAIN, "Prioritisation"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.theory.contents.fields import Code, Fault, Line, LongText, OptionalLine


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaContents:
    """``joint`` says that police and municipality would both act, ``finding_ids`` are its key evidence. One
    that is ``rejected`` says why in ``decision``; for another one that text says nothing."""

    code: Code = ""
    title: Line
    title_en: OptionalLine = None
    description: LongText = ""
    goal_ids: Sequence[int] = ()
    finding_ids: Sequence[int] = ()
    joint: bool = False
    rejected: bool = False
    decision: LongText = ""

    def faults(self) -> Iterator[Fault]:
        if self.rejected and not self.decision:
            yield Fault("decision", "required")
