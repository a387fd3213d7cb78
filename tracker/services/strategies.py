"""The strategy that is followed: its definitions of safety and its goals."""

from datetime import date
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Definition, Goal, Strategy
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, verb


@verb
def add_strategy(
    writer: Writer,
    *,
    code: str,
    title: str,
    title_en: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    timezone: str = "Europe/Copenhagen",
    illustrative: bool = False,
) -> int:
    """Makes a strategy; ``timezone`` decides which day it is there. Raises Invalid, Duplicate."""
    values.period(starts_on, ends_on)
    try:
        ZoneInfo(timezone)
    except (KeyError, OSError, ValueError) as error:
        raise Invalid("timezone", "not_there") from error
    strategy = Strategy(
        code=values.code(code),
        title=values.line("title", title),
        title_en=values.optional_line("title_en", title_en),
        starts_on=starts_on,
        ends_on=ends_on,
        timezone=timezone,
        illustrative=illustrative,
    )
    return rows.add(writer, strategy, "code", strategy.code)


@verb
def add_definition(
    writer: Writer, *, strategy_id: int, code: str, title: str, title_en: str | None = None
) -> int:
    """Makes a definition of the strategy, behind those it has. Raises Invalid, Duplicate."""
    values.referred(writer, "strategy_id", Strategy, strategy_id)
    definition = Definition(
        strategy_id=strategy_id,
        code=values.code(code),
        title=values.line("title", title),
        title_en=values.optional_line("title_en", title_en),
        position=values.next_position(writer, Definition.position, Definition.strategy_id == strategy_id),
    )
    return rows.add(writer, definition, "code", definition.code)


@verb
def add_goal(
    writer: Writer,
    *,
    definition_id: int,
    code: str,
    title: str,
    title_en: str | None = None,
    note: str = "",
    needs_precision: bool = False,
) -> int:
    """Makes a goal under a definition of its strategy. Raises Invalid, Duplicate."""
    definition = values.referred(writer, "definition_id", Definition, definition_id)
    goal = Goal(
        strategy_id=definition.strategy_id,
        definition_id=definition_id,
        code=values.code(code),
        title=values.line("title", title),
        title_en=values.optional_line("title_en", title_en),
        note=values.text("note", note),
        needs_precision=needs_precision,
        position=values.next_position(writer, Goal.position, Goal.strategy_id == definition.strategy_id),
    )
    return rows.add(writer, goal, "code", goal.code)


def any_strategy(session: Session) -> bool:
    """Whether the database holds a strategy already."""
    return session.scalar(sa.select(Strategy.id).limit(1)) is not None


def has_tables(session: Session) -> bool:
    """Whether the database was migrated at all."""
    return sa.inspect(session.connection()).has_table(Strategy.__tablename__)
