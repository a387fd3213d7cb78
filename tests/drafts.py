"""Fixtures: a draft that the owner builds beside the demonstration, and what stands in a plan."""

import pytest
import sqlalchemy as sa

from tracker.records.models import Element, Goal, Link, Plan, User
from tracker.theory.kinds import PlanState


@pytest.fixture
def draft(make_in_demo, demo_session):
    """A new plan of the persona "owner" towards the strategy's goal G1."""
    owner = demo_session.scalars(sa.select(User.id).where(User.email == "owner@example.org")).one()
    goal = demo_session.scalars(sa.select(Goal).where(Goal.code == "G1")).one()
    lead = demo_session.scalars(sa.select(Plan.lead_organisation_id)).first()
    made = make_in_demo.plan(
        code="NY",
        title="Tryg på stationen",
        state=PlanState.DRAFT,
        strategy_id=goal.strategy_id,
        goal_ids=[goal.id],
        owner_ids=[owner],
        lead_organisation_id=lead,
    )
    demo_session.rollback()
    return made


@pytest.fixture
def titles(demo_session):
    """The titles of a plan's elements, in their order."""

    def found(plan):
        demo_session.rollback()
        query = sa.select(Element.title).where(Element.plan_id == plan, Element.archived_at.is_(None))
        return list(demo_session.scalars(query.order_by(Element.id)))

    return found


@pytest.fixture
def arrows(demo_session):
    """A plan's links as (source, target), by title."""

    def found(plan):
        demo_session.rollback()
        source, target = sa.orm.aliased(Element), sa.orm.aliased(Element)
        query = (
            sa.select(source.title, target.title)
            .join(Link, Link.source_id == source.id)
            .join(target, target.id == Link.target_id)
            .where(Link.plan_id == plan)
        )
        return [tuple(row) for row in demo_session.execute(query.order_by(Link.id))]

    return found
