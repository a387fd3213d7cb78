"""Plans of the demonstration as they are stored, and plans made for a test."""

import pytest
import sqlalchemy as sa

from tests import databases
from tests.factories import Maker
from tests.personas import NOW, TODAY
from tracker.records.models import Event, Plan
from tracker.services.verb import Writer

OWNER = 6
"""The persona ``owner``, who owns HP5."""


@pytest.fixture
def stored(demo_session):
    """``stored(plan_id)``: the plan as it is stored now; ``stored()``: the newest one."""

    def found(plan_id=None):
        demo_session.rollback()
        demo_session.expire_all()
        query = sa.select(Plan).order_by(Plan.id.desc())
        return demo_session.scalars(query if plan_id is None else query.where(Plan.id == plan_id)).first()

    return found


@pytest.fixture
def last_event(demo_session):
    """The newest event of the log."""

    def found():
        demo_session.rollback()
        return demo_session.scalars(sa.select(Event).order_by(Event.id.desc())).first()

    return found


@pytest.fixture
def made(demo_url):
    """Makes rows in the demonstration's database; they belong to its strategy."""
    with databases.opened(demo_url) as session:
        maker = Maker(Writer(session, NOW, TODAY))
        maker.made.update(strategy=1, organisation=1, goal=1)
        yield maker


@pytest.fixture
def planner(as_):
    return as_("planner")


@pytest.fixture
def owner(as_):
    return as_("owner")
