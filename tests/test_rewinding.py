"""What a test wrote on PostgreSQL is gone before the next test."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests import databases, rewinding
from tests.factories import Maker
from tests.personas import NOW, TODAY
from tracker.records.models import Milestone
from tracker.records.queries.history.log import last_event, state_now
from tracker.services.follow_up.milestones import complete_milestone
from tracker.services.verb import Writer

pytestmark = [
    pytest.mark.both,
    pytest.mark.skipif(not databases.ON_POSTGRESQL, reason="elsewhere a test has its own file"),
]


@pytest.fixture
def connection(demo_url: str) -> Iterator[rewinding.Connection]:
    with databases.connection(sa.make_url(demo_url).database) as opened:
        yield opened


@pytest.fixture
def first(request: pytest.FixtureRequest) -> rewinding.Standing:
    """How the template stands."""
    found: rewinding.Standing = request.getfixturevalue("_demo_template").standing
    return found


def standing(url: str) -> tuple[Any, ...]:
    with databases.opened(url) as session:
        return state_now(session), last_event(session)


def write(session: Session) -> None:
    """A new row and a changed one, each with its event."""
    writer = Writer(session, NOW, TODAY)
    milestone = session.scalars(sa.select(Milestone).where(Milestone.code == "HP1-m2")).one()
    complete_milestone(writer, milestone_id=milestone.id, version=milestone.version, done_on=TODAY)
    Maker(writer).organisation()


def test_rows_that_a_test_added_changed_or_removed_are_as_they_were(
    demo_url: str, connection: rewinding.Connection, first: rewinding.Standing
) -> None:
    before = standing(demo_url)
    for _ in range(2):
        now = rewinding.rewind(connection, first, first)
        with databases.opened(demo_url) as session:
            write(session)
        connection.execute("DELETE FROM plan_partners WHERE id > 2")
        assert standing(demo_url) != before
        assert now is not None
        assert rewinding.rewind(connection, now, first) is not None
        assert standing(demo_url) == before


def test_a_new_row_gets_the_number_that_it_got_before(
    demo_url: str, connection: rewinding.Connection, first: rewinding.Standing
) -> None:
    numbers = set()
    for _ in range(2):
        now = rewinding.rewind(connection, first, first)
        with databases.opened(demo_url) as session:
            numbers.add(Maker(Writer(session, NOW, TODAY)).organisation())
        assert now is not None
        assert rewinding.rewind(connection, now, first) is not None
    assert len(numbers) == 1


def test_a_database_whose_tables_were_changed_is_not_used_again(
    connection: rewinding.Connection, first: rewinding.Standing
) -> None:
    connection.execute("ALTER TABLE plans ADD COLUMN colour text")
    assert rewinding.rewind(connection, first, first) is None
