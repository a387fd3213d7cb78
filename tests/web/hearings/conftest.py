"""Rows of the demonstration's hearings, and a hearing on a plan."""

import pytest
import sqlalchemy as sa

from tests.personas import EMAILS, TODAY
from tracker.records.models import HearingRecipient, Organisation, RoleAssignment, User
from tracker.services.people.accounts import grant_role, revoke_role
from tracker.theory.kinds import ElementKind, PlanState, Role


@pytest.fixture
def committee(demo_session):
    """``committee("U-BESK")``: the number of an organisation."""

    def number(code):
        found = demo_session.scalars(sa.select(Organisation.id).where(Organisation.code == code)).one()
        demo_session.rollback()
        return found

    return number


@pytest.fixture
def recipient(demo_session, committee):
    """``recipient(2, "U-BESK")``: the number of a recipient of a hearing of the demonstration."""

    def number(hearing, code):
        query = sa.select(HearingRecipient.id).where(
            HearingRecipient.hearing_id == hearing, HearingRecipient.organisation_id == committee(code)
        )
        found = demo_session.scalars(query).one()
        demo_session.rollback()
        return found

    return number


@pytest.fixture
def draft(make_in_demo, committee):
    """A draft that is heard on, and the hearing's number."""
    make = make_in_demo
    plan = make.plan(state=PlanState.DRAFT)
    make.made["plan"] = plan
    activity = make.element(ElementKind.ACTIVITY, title="Ture om natten", plan_id=plan)
    hearing = make.hearing(
        case_id=make.case(strategy_id=make.the("strategy")),
        plan_id=plan,
        title="Høring om planen",
        opened_on=TODAY,
        deadline=TODAY,
        recipient_ids=[committee("U-SKOLE")],
    )
    make.writer.session.rollback()
    return plan, hearing, activity


@pytest.fixture
def of_one_committee(demo_writer, demo_session, committee):
    """The secretary is now that of one committee alone."""
    person = demo_session.scalars(sa.select(User.id).where(User.email == EMAILS["secretary"])).one()
    held = demo_session.scalars(sa.select(RoleAssignment.id).where(RoleAssignment.user_id == person)).all()
    demo_session.rollback()
    for role in held:
        revoke_role(demo_writer, role_id=role)
    grant_role(demo_writer, user_id=person, role=Role.SECRETARY, organisation_id=committee("U-BESK"))
