"""Puts the administration's subjects together."""

from tracker.web.admin import access, faults, organisations, people
from tracker.web.admin.blueprint import blueprint

__all__ = ["access", "blueprint", "faults", "organisations", "people"]
