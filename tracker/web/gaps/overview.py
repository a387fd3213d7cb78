"""The overlaps and gaps of the plans that a person sees, with the names of everything in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from tracker.records.queries.pathway import load_pathways
from tracker.records.queries.strategies.coverage import (
    GoalColumn,
    OrganisationLine,
    PlanOfParties,
    goal_columns,
    organisation_lines,
    plans_of_parties,
)
from tracker.records.queries.strategies.goals import FOLLOWED
from tracker.records.viewer import Viewer
from tracker.theory.kinds import Party
from tracker.theory.pathway import Id
from tracker.theory.strategy.coverage import Body, Coverage, StaffedPlan, StrategyGoal, cover, serves


@dataclass(frozen=True, slots=True)
class Selection:
    """``everything`` counts ideas, drafts and plans in hearing too; ``definition`` leaves out the goals of
    others, and the plans that serve none of the rest."""

    everything: bool = False
    definition: int | None = None


@dataclass(frozen=True)
class Board:
    """``goals`` are the columns and ``offered`` the goals of every definition. ``plans`` count, those
    ``waiting`` do not; ``staffed`` holds the theories of change of both."""

    selection: Selection
    goals: tuple[GoalColumn, ...]
    offered: tuple[GoalColumn, ...]
    plans: Mapping[Id, PlanOfParties]
    waiting: Mapping[Id, PlanOfParties]
    staffed: Mapping[Id, StaffedPlan]
    organisations: Mapping[Id, OrganisationLine]
    coverage: Coverage

    @property
    def goal(self) -> dict[Id, GoalColumn]:
        """The columns by number."""
        return {goal.id: goal for goal in self.goals}

    @property
    def named(self) -> dict[Id, PlanOfParties]:
        """All plans by number, whether they count or not."""
        return {**self.plans, **self.waiting}

    @property
    def definitions(self) -> list[tuple[str, list[GoalColumn]]]:
        """The columns, definition by definition."""
        return [
            (found[0].definition, found)
            for found in (list(group) for _, group in groupby(self.goals, lambda goal: goal.definition_id))
        ]

    @property
    def sides(self) -> list[tuple[Party, list[OrganisationLine]]]:
        """The rows, side by side."""
        rows = (self.organisations[body] for body in self.coverage.organisations)
        return [(party, list(lines)) for party, lines in groupby(rows, lambda line: line.party)]


def board(session: Session, viewer: Viewer, language: str, selection: Selection) -> Board:
    """Everything that the page shows. Ten queries, whatever the number of plans."""
    offered = goal_columns(session, language)
    if selection.definition not in {goal.definition_id for goal in offered}:
        selection = Selection(selection.everything)
    goals = [g for g in offered if selection.definition in (None, g.definition_id)]
    plans = plans_of_parties(session, viewer, language)
    pathways = load_pathways(session, [plan.id for plan in plans], language)
    staffed: dict[Id, StaffedPlan] = {
        plan.id: StaffedPlan(pathways[plan.id], plan.lead, plan.partners)
        for plan in plans
        if plan.id in pathways
    }
    chosen = [plan for plan in plans if plan.id in staffed]
    if selection.definition is not None:
        wanted = [goal.id for goal in goals]
        chosen = [plan for plan in chosen if serves(staffed[plan.id], wanted)]
    counted = [plan for plan in chosen if selection.everything or plan.state in FOLLOWED]
    waiting = [plan for plan in chosen if plan not in counted]
    organisations = organisation_lines(session, language)
    coverage = cover(
        [StrategyGoal(goal.id, goal.definition_id) for goal in goals],
        [Body(line.id, line.kind, in_use=not line.archived) for line in organisations],
        [staffed[plan.id] for plan in counted],
        [staffed[plan.id] for plan in waiting],
    )
    return Board(
        selection,
        tuple(goals),
        tuple(offered),
        {plan.id: plan for plan in counted},
        {plan.id: plan for plan in waiting},
        staffed,
        {line.id: line for line in organisations},
        coverage,
    )
