"""What a plan's structure lacks, in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext

from tracker.theory.pathway import Element, Pathway
from tracker.theory.structure import Problem, ProblemKind, Severity, problems

_ = lazy_gettext

SENTENCES: dict[ProblemKind, Any] = {
    ProblemKind.NO_GOAL: _("The plan declares no goal of the strategy."),
    ProblemKind.DECLARED_GOAL_NOT_REACHED: _("The plan declares a goal that none of its outputs leads to."),
    ProblemKind.REACHED_GOAL_NOT_DECLARED: _("The plan leads to a goal that it does not declare."),
    ProblemKind.CYCLE: _("The links form a loop."),
    ProblemKind.BACKWARD_LINK: _("A link runs back to an earlier column and is not marked as feedback."),
    ProblemKind.LINK_NOT_ALLOWED: _("A link is of a kind that its two ends do not allow."),
    ProblemKind.MISPLACED_DEFINITION: _("Only a link from an outcome to its goal can hold by definition."),
    ProblemKind.ACTIVITY_WITHOUT_OUTPUT: _("An activity leads to no output."),
    ProblemKind.OUTPUT_WITHOUT_GOAL: _("An output leads to no goal."),
    ProblemKind.LINK_WITHOUT_ASSUMPTION: _("A link from output to outcome states no assumption."),
    ProblemKind.CHAIN_WITHOUT_OUTCOME: _("An output is linked straight to a goal, without any outcome."),
    ProblemKind.OUTCOME_WITHOUT_INDICATOR: _("Nothing measures this outcome: it has no indicator."),
    ProblemKind.NO_POLICE_ACTIVITY: _("The plan is not joint: the police have no activity in it."),
    ProblemKind.NO_MUNICIPAL_ACTIVITY: _("The plan is not joint: the municipality has no activity in it."),
    ProblemKind.ORPHAN: _("An element has no links."),
}


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """One sentence with all that it is said of; ``places`` are elements, or the ends of a link or loop."""

    kind: ProblemKind
    sentence: str
    is_error: bool
    count: int
    places: tuple[tuple[Element, ...], ...]


def problem_groups(
    pathway: Pathway, problems_found: Iterable[Problem] | None = None
) -> tuple[ProblemGroup, ...]:
    """Errors first, each kind once; all of the pathway's problems where none are given."""
    found: dict[ProblemKind, list[tuple[Element, ...]]] = {}
    for problem in problems(pathway) if problems_found is None else problems_found:
        elements = (pathway.element.get(number) for number in problem.elements)
        found.setdefault(problem.kind, []).append(tuple(e for e in elements if e is not None))
    return tuple(
        ProblemGroup(
            kind,
            str(SENTENCES[kind]),
            kind.severity is Severity.ERROR,
            len(places),
            tuple(place for place in places if place),
        )
        for kind, places in found.items()
    )
