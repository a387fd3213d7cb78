"""What a plan's structure lacks, each with the way to its place on the workbench."""

from dataclasses import dataclass

from flask import url_for

from tracker.theory.pathway import Element, Pathway
from tracker.theory.structure import Problem, ProblemKind, Severity, problems
from tracker.web.plans.problems import SENTENCES

ENDS = " → "


@dataclass(frozen=True, slots=True)
class Place:
    """``words`` name the elements that a problem is about; ``address`` is where it can be mended."""

    words: str
    address: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One sentence with all the places that it is said of."""

    kind: ProblemKind
    sentence: str
    is_error: bool
    count: int
    places: tuple[Place, ...]


def found_problems(pathway: Pathway) -> tuple[Found, ...]:
    """Errors first, each kind once."""
    of_kind: dict[ProblemKind, list[Problem]] = {}
    for problem in problems(pathway):
        of_kind.setdefault(problem.kind, []).append(problem)
    return tuple(
        Found(
            kind,
            str(SENTENCES[kind]),
            kind.severity is Severity.ERROR,
            len(found),
            tuple(place for problem in found if (place := _place(pathway, problem)) is not None),
        )
        for kind, found in of_kind.items()
    )


def _place(pathway: Pathway, problem: Problem) -> Place | None:
    elements = tuple(pathway.element[number] for number in problem.elements if number in pathway.element)
    words = ENDS.join(element.title for element in elements)
    if problem.kind is ProblemKind.CYCLE:
        # the loop ends where it began
        words = ENDS.join((words, elements[0].title))
    if problem.links:
        return Place(words, url_for("building.edit_link", link_id=problem.links[0]), elements)
    if elements:
        return Place(words, url_for("building.edit_element", element_id=elements[0].id), elements)
    return None
