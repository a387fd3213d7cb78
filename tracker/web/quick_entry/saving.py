"""How what was typed is saved: written, or kept as a proposal where the plan is approved."""

from collections.abc import Callable
from typing import TypeVar

from tracker.services.proposals import propose
from tracker.services.verb import Writer
from tracker.web.access import may_build
from tracker.web.writing import writer

Result = TypeVar("Result")


def save(plan_id: int, change: Callable[[Writer], Result], verb_name: str, why: str) -> Result | None:
    """Carries out a verb as the viewer; where they may not change the plan directly it becomes a proposal,
    and None comes back. Raises what the verb raises."""
    if may_build():
        return change(writer())
    propose(writer(), plan_id=plan_id, change=change, verb_name=verb_name, why=why)
    return None
