"""What a status report says beside the status. Source: DOMAIN, "Status"."""

from dataclasses import dataclass
from datetime import date

from tracker.theory.contents.fields import LongText


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContents:
    """``unchanged``: it repeats the report before it, and nothing happened."""

    reported_on: date
    happened: LongText = ""
    next_step: LongText = ""
    unchanged: bool = False
