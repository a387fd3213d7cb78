"""Puts the administration's subjects together."""

from tracker.web.admin import access, organisations, people, refusals
from tracker.web.admin.blueprint import blueprint

__all__ = ["access", "blueprint", "organisations", "people", "refusals"]
