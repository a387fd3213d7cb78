"""What these tests change in the demo."""

import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from tracker.extensions import db
from tracker.records.eventlog import ACT, Act
from tracker.records.models import Plan


@pytest.fixture
def change_plan_state(app):
    """Puts a plan into another state, recorded as a verb would."""

    def change(code, state):
        with app.app_context():
            session = db.session()
            session.info[ACT] = Act(uuid.uuid4().hex, None, "change_plan_state", "", datetime.now(UTC))
            session.scalars(sa.select(Plan).where(Plan.code == code)).one().state = state
            session.commit()
            session.info.pop(ACT)

    return change
