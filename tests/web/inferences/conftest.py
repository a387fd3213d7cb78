"""What these tests change in the demonstration."""

import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from tests.web.strategies.conftest import change_plan_state as change_plan_state
from tracker.extensions import db
from tracker.records.eventlog import ACT, Act
from tracker.records.models import Organisation, Plan
from tracker.theory.kinds import Visibility


@pytest.fixture
def hide_plan(app):
    """Leaves a plan to an organisation that no reader belongs to, recorded as a verb would."""

    def hide(code):
        with app.app_context():
            session = db.session()
            session.info[ACT] = Act(uuid.uuid4().hex, None, "change_plan", "", datetime.now(UTC))
            plan = session.scalars(sa.select(Plan).where(Plan.code == code)).one()
            plan.visibility = Visibility.ORGANISATION
            plan.lead_organisation_id = session.scalars(
                sa.select(Organisation.id).where(Organisation.code == "BOL")
            ).one()
            session.commit()
            session.info.pop(ACT)

    return hide
