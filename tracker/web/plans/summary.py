"""What stands above a plan's diagram: what is overdue, what the plan lacks, and how strong its chains are."""

from dataclasses import dataclass
from datetime import date

from tracker.theory.evidence.chains import best_chain_to
from tracker.theory.follow_up import milestones
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Pathway
from tracker.theory.structure import Severity, problems


@dataclass(frozen=True, slots=True)
class GoalSummary:
    """``level`` is that of the best chain, None where it holds by definition; ``weakest`` names the ends of
    its weakest links. No chain leads to a goal that is not ``reached``."""

    code: str
    title: str
    is_primary: bool
    reached: bool
    level: int | None = None
    weakest: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """``longest_overdue`` in days, 0 where nothing is overdue."""

    overdue: int
    longest_overdue: int
    errors: int
    warnings: int
    goals: tuple[GoalSummary, ...]


def summarise(pathway: Pathway, today: date) -> Summary:
    """The plan in a few figures; goals with the primary one first."""
    late = milestones.overdue(pathway.milestones, today)
    found = problems(pathway)
    errors = sum(problem.severity is Severity.ERROR for problem in found)
    goals = [element for element in pathway.ordered if element.kind is ElementKind.GOAL]
    goals.sort(key=lambda element: element.goal != pathway.primary_goal)
    return Summary(
        len(late),
        late[0].days_overdue if late else 0,
        errors,
        len(found) - errors,
        tuple(_goal(pathway, goal.id) for goal in goals),
    )


def _goal(pathway: Pathway, number: int | str) -> GoalSummary:
    element = pathway.element[number]
    chain = best_chain_to(pathway, number)
    primary = element.goal is not None and element.goal == pathway.primary_goal
    code = element.code.removeprefix(f"{pathway.code}-")
    if chain is None:
        return GoalSummary(code, element.title, primary, reached=False)
    weakest = (pathway.link[link] for link in chain.weakest_links)
    return GoalSummary(
        code,
        element.title,
        primary,
        True,
        None if chain.strength is None else int(chain.strength),
        tuple((pathway.element[link.source].title, pathway.element[link.target].title) for link in weakest),
    )
