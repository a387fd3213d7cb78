"""The matrices as tables to download."""

from collections.abc import Iterator
from functools import partial

from flask_babel import gettext

from tracker.records.queries.strategies.coverage import GoalColumn, OrganisationLine, PlanOfParties
from tracker.theory.kinds import Party
from tracker.web.gaps.matrix_labels import SIDES, part_words, standing_words
from tracker.web.gaps.overview import Board
from tracker.web.lists import Columns
from tracker.web.wording import word


def organisation_rows(board: Board) -> Iterator[tuple[Party, OrganisationLine]]:
    """An organisation a line."""
    return ((party, line) for party, lines in board.sides for line in lines)


def organisation_columns(board: Board) -> Columns[tuple[Party, OrganisationLine]]:
    """A goal a column: a cell names the plans with the part in each, and is empty where there is none."""
    return (
        (gettext("Party"), lambda of: str(SIDES[of[0]])),
        (gettext("Organisation"), lambda of: of[1].name),
        *((_name(goal), partial(_parts, board, goal)) for goal in board.goals),
    )


def plan_columns(board: Board) -> Columns[PlanOfParties]:
    """A goal a column: a cell says how the plan stands to it, and is empty where it neither declares nor
    reaches it."""
    return (
        (gettext("Code"), lambda plan: plan.code),
        (gettext("Action plan"), lambda plan: plan.title),
        (gettext("State"), lambda plan: word(plan.state)),
        *((_name(goal), partial(_standing, board, goal)) for goal in board.goals),
    )


def _parts(board: Board, goal: GoalColumn, of: tuple[Party, OrganisationLine]) -> str:
    shares = board.coverage.shares.get((goal.id, of[1].id), ())
    return "; ".join(f"{board.plans[share.plan].code} ({part_words(share.part)})" for share in shares)


def _standing(board: Board, goal: GoalColumn, plan: PlanOfParties) -> str:
    found = board.coverage.standings.get((goal.id, plan.id))
    return "" if found is None else standing_words(found)


def _name(goal: GoalColumn) -> str:
    return f"{goal.code} {goal.title}"
