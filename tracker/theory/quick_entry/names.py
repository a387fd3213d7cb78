"""The boxes that a quick entry may name, found by code or title, whichever way letters are written."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Id, Organisation, Pathway

ELLIPSES = ("...", "…")


@dataclass(frozen=True, slots=True)
class GoalName:
    """A goal of the strategy. ``title`` is what a new box gets; ``names`` are its titles in all languages."""

    id: Id
    code: str
    title: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """An organisation by its code and its names in all languages."""

    organisation: Organisation
    names: tuple[str, ...]


@dataclass(eq=False, slots=True)
class Box:
    """A box that is there, or comes of the text. ``number`` is None until the new ones are counted; ``line``
    is 0 for what no line has made."""

    kind: ElementKind
    title: str
    number: Id | None = None
    line: int = 0
    goal: Id | None = None
    organisation: Id | None = None


def same(text: str) -> str:
    """Equal for texts that people take for the same."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


class Names:
    """Every box by its names. A goal of the strategy that the plan has no box for stands ready as one."""

    def __init__(self, pathway: Pathway, goals: Iterable[GoalName]) -> None:
        self._codes: dict[str, list[Box]] = {}
        self._titles: dict[str, list[Box]] = {}
        goal_boxes: dict[Id, Box] = {}
        for element in pathway.ordered:
            box = Box(element.kind, element.title, element.id, goal=element.goal)
            if element.goal is not None:
                goal_boxes.setdefault(element.goal, box)
            self._file(self._titles, element.title, box)
            self._file(self._codes, element.code, box)
            if pathway.code and element.code.startswith(f"{pathway.code}-"):
                self._file(self._codes, element.code.removeprefix(f"{pathway.code}-"), box)
        for goal in goals:
            box = goal_boxes.get(goal.id) or Box(ElementKind.GOAL, goal.title, goal=goal.id)
            self._file(self._codes, goal.code, box)
            for name in (goal.title, *goal.names):
                self._file(self._titles, name, box)

    def coded(self, text: str) -> list[Box]:
        """Boxes with this code, with or without the plan's code before it."""
        return self._codes.get(same(text), [])

    def titled(self, text: str) -> list[Box]:
        """Boxes with this title; all that begin so where it ends in dots."""
        if not text.endswith(ELLIPSES):
            return self._titles.get(same(text), [])
        beginning = same(text.rstrip(".…"))
        if not beginning:
            return []
        return list(dict.fromkeys(self._beginning(beginning)))

    def add(self, box: Box) -> None:
        """A new box that later lines may name."""
        self._file(self._titles, box.title, box)

    def _beginning(self, beginning: str) -> Iterator[Box]:
        for title, boxes in self._titles.items():
            if title.startswith(beginning):
                yield from boxes

    @staticmethod
    def _file(index: dict[str, list[Box]], name: str, box: Box) -> None:
        found = index.setdefault(same(name), [])
        if name and box not in found:
            found.append(box)
