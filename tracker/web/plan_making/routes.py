"""Puts the subjects together."""

from tracker.web.plan_making import archive, editing, making, states
from tracker.web.plan_making.blueprint import blueprint

__all__ = ["archive", "blueprint", "editing", "making", "states"]
