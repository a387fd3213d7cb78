"""Puts the administration's subjects together."""

from tracker.web.admin import access, organisations, people
from tracker.web.admin import refusals as faults
from tracker.web.admin.blueprint import blueprint

__all__ = ["access", "blueprint", "faults", "organisations", "people"]
