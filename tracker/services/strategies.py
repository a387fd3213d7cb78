"""The strategy that is followed: its definitions of safety and its goals."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Definition, Goal, Strategy
from tracker.services.checks import rows, values
from tracker.services.verb import Writer, verb
from tracker.theory.contents.strategy import DefinitionContents, GoalContents, StrategyContents


@verb
def add_strategy(writer: Writer, *, contents: StrategyContents, illustrative: bool = False) -> int:
    """Raises Invalid, Duplicate."""
    strategy = Strategy(illustrative=illustrative)
    rows.fill(writer, strategy, contents)
    return rows.write(writer, strategy)


@verb
def add_definition(writer: Writer, *, strategy_id: int, contents: DefinitionContents) -> int:
    """Makes a definition of the strategy, behind those it has. Raises Invalid, Duplicate."""
    values.referred(writer, "strategy_id", Strategy, strategy_id)
    place = values.next_position(writer, Definition.position, Definition.strategy_id == strategy_id)
    definition = Definition(strategy_id=strategy_id, position=place)
    rows.fill(writer, definition, contents)
    return rows.write(writer, definition)


@verb
def add_goal(writer: Writer, *, contents: GoalContents) -> int:
    """Makes a goal under a definition, behind those that its strategy has. Raises Invalid, Duplicate."""
    goal = Goal()
    rows.fill(writer, goal, contents)
    goal.strategy_id = writer.session.get_one(Definition, goal.definition_id).strategy_id
    goal.position = values.next_position(writer, Goal.position, Goal.strategy_id == goal.strategy_id)
    return rows.write(writer, goal)


def any_strategy(session: Session) -> bool:
    """Whether the database holds a strategy already."""
    return session.scalar(sa.select(Strategy.id).limit(1)) is not None


def has_tables(session: Session) -> bool:
    """Whether the database was migrated at all."""
    return sa.inspect(session.connection()).has_table(Strategy.__tablename__)
