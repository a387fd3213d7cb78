"""Rules that a plan in a file has to keep as a whole."""

from itertools import pairwise

from tracker.exchange.strategy.contents import IndicatorEntry, PlanEntry
from tracker.exchange.strategy.fields import Fields, refuse
from tracker.theory import structure
from tracker.theory.contents.indicator import day_faults, value_faults
from tracker.theory.kinds import ElementKind, PlanState
from tracker.theory.pathway import Assumption, Element, Id, Link, Pathway
from tracker.theory.structure import Problem, ProblemKind

PAST_APPROVAL = (PlanState.APPROVED, PlanState.ACTIVE, PlanState.PAUSED, PlanState.COMPLETED)

REASONS = {
    ProblemKind.NO_GOAL: "it has no goal",
    ProblemKind.DECLARED_GOAL_NOT_REACHED: "no chain reaches the goal {goals}",
    ProblemKind.REACHED_GOAL_NOT_DECLARED: "a chain reaches {goals}, a goal the plan does not declare",
    ProblemKind.CYCLE: "links form a cycle: {elements}",
    ProblemKind.BACKWARD_LINK: "the link runs to an earlier column",
    ProblemKind.LINK_NOT_ALLOWED: "a link of this kind cannot run between {elements}",
    ProblemKind.MISPLACED_DEFINITION: "only a causal link from an outcome to a goal holds by definition",
    ProblemKind.ACTIVITY_WITHOUT_OUTPUT: "the activity {elements} reaches no output",
    ProblemKind.OUTPUT_WITHOUT_GOAL: "the output {elements} reaches no goal",
}


def check_structure(plan: PlanEntry) -> None:
    """Refuses errors of structure in a plan that must have been approved; a draft may hold them
    (DOMAIN, Structure). Raises StrategyFileError."""
    if plan.state not in PAST_APPROVAL:
        return
    for problem in structure.errors(_pathway(plan)):
        reason = REASONS[problem.kind].format(
            goals=", ".join(map(str, problem.goals)), elements=", ".join(map(str, problem.elements))
        )
        refuse(_line(plan, problem), f"plan {plan.code} is {plan.state}, but {reason}")


def check_indicator(row: Fields, indicator: IndicatorEntry) -> None:
    """Direction agrees with baseline → target, dates ascend, readings come after the baseline (DOMAIN,
    Indicator). Raises StrategyFileError."""
    (began, first), (ends, last) = indicator.baseline, indicator.target
    if any(day_faults(began, ends)):
        row.refuse("target", "the target's date has to come after the baseline's")
    if any(value_faults(first, last, indicator.direction)):
        row.refuse("direction", "it does not agree with the way from baseline to target")
    days = [began, *(on for on, _ in indicator.readings)]
    for place, (before, after) in enumerate(pairwise(days)):
        if after <= before:
            line = row.items("series")[place].line
            refuse(line, f"{row.what}, series: {after} does not come after {before}")


def _pathway(plan: PlanEntry) -> Pathway:
    boxes = [
        Element(entry.code, entry.kind, entry.title, entry.code, place)
        for place, entry in enumerate(plan.elements)
    ]
    goals = [Element(code, ElementKind.GOAL, code, code, goal=code) for code in plan.goals]
    return Pathway(
        id=plan.code,
        title=plan.title,
        goals=frozenset(plan.goals),
        primary_goal=plan.primary_goal,
        elements=(*boxes, *goals),
        links=tuple(
            Link(
                entry.code,
                entry.kind,
                entry.source,
                entry.target,
                position=place,
                basis=entry.basis,
                assumptions=entry.assumptions,
            )
            for place, entry in enumerate(plan.links)
        ),
        assumptions=tuple(Assumption(entry.code, entry.title) for entry in plan.assumptions),
    )


def _line(plan: PlanEntry, problem: Problem) -> int:
    lines: dict[Id, int] = {element.code: element.line for element in plan.elements}
    lines |= {link.code: link.line for link in plan.links}
    # the last link of a loop is the one that closes it
    places = [*reversed(problem.links), *problem.elements]
    return next((lines[place] for place in places if place in lines), plan.line)
