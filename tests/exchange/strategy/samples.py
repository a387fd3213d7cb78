"""The sample with a fault put into it, and the line that the fault stands in."""

import re

from tracker.cli import SAMPLE
from tracker.exchange.errors import StrategyFileError
from tracker.exchange.strategy.reading import read_strategy

TEXT = SAMPLE.read_text(encoding="utf-8")

_TWO_PLANS = re.sub(r", ties: \[\{[^\]]*\}\]", "", TEXT[: TEXT.index("- id: HP3")])
BEGINNING = (
    _TWO_PLANS.replace("priorities: [HP4, HP5]", "priorities: [HP1, HP2]")
    .replace('forældreinddragelse", plan: HP5', 'forældreinddragelse", plan: HP1')
    .replace("plan: HP4", "plan: HP2")
)
"""The sample with its first two plans, which the points of a decision concern too, and without ties to
others: enough for most faults, and quicker read."""


def with_fault(old: str, new: str) -> tuple[bytes, int]:
    """The beginning of the sample with the first ``old`` replaced, and the line in which that stands."""
    place = BEGINNING.index(old)
    return BEGINNING.replace(old, new, 1).encode(), BEGINNING.count("\n", 0, place) + 1


def fault_in(data: bytes) -> StrategyFileError:
    """The fault for which the file is refused."""
    try:
        read_strategy(data)
    except StrategyFileError as error:
        return error
    raise AssertionError("the file was read")
