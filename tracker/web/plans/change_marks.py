"""Marks what is new, changed or gone in a diagram: by a word in the box, and by an outline of its own."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext
from markupsafe import Markup

from tracker.theory.difference import Parts, PathwayDifference
from tracker.theory.pathway import Id

NEW, CHANGED, GONE = "new", "changed", "gone"

_OUTLINES = {
    NEW: "stroke:#19713f;stroke-width:3",
    CHANGED: "stroke:#0059b3;stroke-width:3",
    GONE: "stroke:#a3160f;stroke-width:2.5;stroke-dasharray:7 4",
}
"""Of boxes, as static/css/comparison.css explains them beside the diagrams."""

_LINES = {NEW: "#19713f", CHANGED: "#0059b3", GONE: "#a3160f"}

Marked = Mapping[str, frozenset[Id]]


def words() -> dict[str, str]:
    """The word for each mark."""
    return {
        NEW: str(gettext("New")),
        CHANGED: str(gettext("Changed")),
        GONE: str(gettext("Goes out")),
    }


def before(parts: Parts) -> Marked:
    """The marks of the earlier diagram."""
    return {CHANGED: parts.changed, GONE: parts.gone}


def after(parts: Parts) -> Marked:
    """The marks of the later diagram."""
    return {NEW: parts.new, CHANGED: parts.changed}


def notes(marked: Marked) -> dict[Id, str]:
    """The word that stands in each marked box."""
    said = words()
    return {number: said[mark] for mark, numbers in marked.items() for number in numbers}


def used(found: PathwayDifference) -> tuple[str, ...]:
    """The marks that the two diagrams have, for their key."""
    parts = (found.elements, found.links)
    return tuple(mark for mark in (NEW, CHANGED, GONE) if any(getattr(part, mark) for part in parts))


def style(boxes: Marked, links: Marked, view: str, prefix: str) -> Markup:
    """Rules for the diagram in the element with the id ``view``, whose own ids begin with ``prefix``.
    Numbers only: nothing that people wrote comes in."""
    rules = []
    for mark, numbers in boxes.items():
        for number in _ordered(numbers):
            box = f"#{prefix}n{number}"
            rules.append(f"{box}>rect:first-of-type,{box}>g:first-of-type>rect{{{_OUTLINES[mark]}}}")
    for mark, numbers in links.items():
        for number in _ordered(numbers):
            line = f'#{view} .link[data-link="{number}"]'
            rules.append(f"{line} path{{stroke:{_LINES[mark]}}}{line} polygon{{fill:{_LINES[mark]}}}")
    return Markup("".join(rules))  # noqa: S704 - numbers and words of ours


def _ordered(numbers: Iterable[Id]) -> list[int]:
    return sorted(map(int, numbers))
