"""What a strategy, its definitions of safety and its goals say of themselves. Source: DOMAIN, "Strategy"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from tracker.theory.contents.fields import Code, Fault, Line, LongText, OptionalLine, Reference, period_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyContents:
    """``timezone`` decides which day it is there."""

    code: Code
    title: Line
    title_en: OptionalLine = None
    starts_on: date | None = None
    ends_on: date | None = None
    timezone: str = "Europe/Copenhagen"

    def faults(self) -> Iterator[Fault]:
        yield from period_faults(self.starts_on, self.ends_on)
        if not _is_zone(self.timezone):
            yield Fault("timezone", "not_there")


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionContents:
    code: Code
    title: Line
    title_en: OptionalLine = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalContents:
    """``needs_precision``: the strategy itself says that the goal may be made more precise."""

    definition_id: Annotated[int, Reference("definitions", needed=True)]
    code: Code
    title: Line
    title_en: OptionalLine = None
    note: LongText = ""
    needs_precision: bool = False


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True
