"""What was read on an indicator. Source: DOMAIN, "Indicator"."""

from dataclasses import dataclass
from datetime import date

from tracker.theory.contents.fields import LongText, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingContents:
    """``value`` is in the indicator's unit; an indicator has one reading a day."""

    read_on: date
    value: Value
    source: LongText = ""
