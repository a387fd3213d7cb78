"""The matrices as tables to download."""

from collections.abc import Iterator

from flask_babel import gettext

from tracker.exchange.tables import Cell
from tracker.web.gaps.matrix_labels import SIDES, part_words, standing_words
from tracker.web.gaps.overview import Board
from tracker.web.wording import word


def organisation_headings(board: Board) -> list[str]:
    return [gettext("Party"), gettext("Organisation"), *_goals(board)]


def organisation_rows(board: Board) -> Iterator[list[Cell]]:
    """An organisation a line; a cell names the plans with the part in each, and is empty where there is
    none."""
    for party, lines in board.sides:
        for line in lines:
            yield [
                str(SIDES[party]),
                line.name,
                *(
                    "; ".join(
                        f"{board.plans[share.plan].code} ({part_words(share.part)})"
                        for share in board.coverage.shares.get((goal.id, line.id), ())
                    )
                    for goal in board.goals
                ),
            ]


def plan_headings(board: Board) -> list[str]:
    return [gettext("Code"), gettext("Action plan"), gettext("State"), *_goals(board)]


def plan_rows(board: Board) -> Iterator[list[Cell]]:
    """A plan a line; a cell says how it stands to the goal, and is empty where it neither declares nor
    reaches it."""
    for plan in board.plans.values():
        standings = (board.coverage.standings.get((goal.id, plan.id)) for goal in board.goals)
        yield [
            plan.code,
            plan.title,
            word(plan.state),
            *("" if found is None else standing_words(found) for found in standings),
        ]


def _goals(board: Board) -> list[str]:
    return [f"{goal.code} {goal.title}" for goal in board.goals]
