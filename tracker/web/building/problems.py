"""What a plan's structure lacks, each with the way to its place on the workbench."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Element, Pathway
from tracker.theory.structure import Problem, ProblemKind, Severity, problems
from tracker.web.access import may_build
from tracker.web.plans.problems import SENTENCES

ENDS = " → "


@dataclass(frozen=True, slots=True)
class Place:
    """``words`` name the elements that a problem is about, or what to do where there are none; ``address`` is
    where it can be mended."""

    words: str
    address: str
    elements: tuple[Element, ...] = ()
    is_in_panel: bool = True


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
    if problem.kind is ProblemKind.LINK_WITHOUT_ASSUMPTION:
        address = url_for("building.new_assumption", plan_id=pathway.id, link=problem.links[0])
        return Place(words, address, elements)
    if problem.kind is ProblemKind.OUTCOME_WITHOUT_INDICATOR:
        address = url_for("building.new_indicator", element_id=elements[0].id)
        return Place(words, address, elements)
    if problem.links:
        return Place(words, url_for("building.edit_link", link_id=problem.links[0]), elements)
    if elements:
        return Place(words, url_for("building.edit_element", element_id=elements[0].id), elements)
    return _way_out(pathway, problem)


def _way_out(pathway: Pathway, problem: Problem) -> Place | None:
    """Where to mend what is said of no element."""

    def new(kind: ElementKind, **preset: Any) -> str:
        return url_for("building.new_element", plan_id=pathway.id, kind=kind.value, **preset)

    if problem.kind is ProblemKind.DECLARED_GOAL_NOT_REACHED:
        return Place(gettext("Put the goal into the diagram"), new(ElementKind.GOAL, goal=problem.goals[0]))
    if problem.kind in (ProblemKind.NO_POLICE_ACTIVITY, ProblemKind.NO_MUNICIPAL_ACTIVITY):
        return Place(gettext("Add an activity"), new(ElementKind.ACTIVITY))
    if problem.kind is ProblemKind.NO_GOAL and may_build():
        address = url_for("plan_making.edit", plan_id=pathway.id, _anchor="goal_ids")
        return Place(gettext("Choose the plan's goals"), address, is_in_panel=False)
    return None
