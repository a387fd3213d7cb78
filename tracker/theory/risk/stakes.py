"""Which delayed milestones come first by what they have at stake: how much lies downstream of each.

Source: DOMAIN, "Delay impact". It says where to look first, and is no measure of importance: goals and
elements are counted, not weighed. What they are is told by ``risk.impact``.
"""

from datetime import date
from typing import TypeAlias

StakeKey: TypeAlias = tuple[int, int, date, int]
"""Goals and elements, both negative, then ``due``, then the number of the row."""


def most_first(goals: int, elements: int, due: date, number: int) -> StakeKey:
    """Sort key of overdue milestones: most goals at risk first, then most elements, then longest overdue."""
    return (-goals, -elements, due, number)
