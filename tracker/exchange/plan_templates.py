"""Plan templates: quick-entry lines in two languages, from the file that comes with the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "samples" / "plan_templates.yaml"
GOAL = "{goal}"
"""Stands in the lines for the plan's goal."""


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """``titles``, ``about`` and ``lines`` by language: "da" and "en"."""

    key: str
    titles: Mapping[str, str]
    about: Mapping[str, str]
    lines: Mapping[str, str]

    def lines_towards(self, goal: str, language: str) -> str:
        """The lines with the code of a goal; without one, what leads to it is left out."""
        text = self.lines[language]
        if goal:
            return text.replace(GOAL, goal)
        return "\n".join(line for line in text.splitlines() if GOAL not in line)


@cache
def plan_templates() -> tuple[PlanTemplate, ...]:
    """All templates, in the order in which they are offered."""
    entries: list[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))
    return tuple(
        PlanTemplate(entry["key"], entry["title"], entry["about"], entry["lines"]) for entry in entries
    )
