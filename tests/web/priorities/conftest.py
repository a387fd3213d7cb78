"""The demonstration's round, and a plan beside it that few may see."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import Candidate, Goal, Organisation, Round, RoundEntry, Strategy
from tracker.records.queries.plans.plan_making import stored_plan
from tracker.services.plans.plans import edit_plan
from tracker.services.priorities.ideas import make_plan_of_idea
from tracker.services.priorities.scoring_rounds import add_entries
from tracker.theory.contents.plan import PlanContents
from tracker.theory.kinds import Visibility


@pytest.fixture
def round_id(demo_session: Session) -> int:
    found = demo_session.scalars(sa.select(Round.id)).one()
    demo_session.rollback()
    return found


@pytest.fixture
def idea(demo_session: Session) -> Callable[[str], int]:
    """``idea("C2")``: the number of the idea with that code."""

    def number(code: str) -> int:
        found = demo_session.scalars(sa.select(Candidate.id).where(Candidate.code == code)).one()
        demo_session.rollback()
        return found

    return number


@pytest.fixture
def entry(demo_session: Session) -> Callable[[str], int]:
    """``entry("C2")``: the number of that idea's place in the round."""

    def number(code: str) -> int:
        query = sa.select(RoundEntry.id).join(Candidate, Candidate.id == RoundEntry.candidate_id)
        found = demo_session.scalars(query.where(Candidate.code == code)).one()
        demo_session.rollback()
        return found

    return number


@pytest.fixture
def in_demo(make_in_demo: Maker, demo_session: Session) -> Maker:
    """Makes rows that belong to the demonstration's strategy."""
    make_in_demo.made.update(
        strategy=demo_session.scalars(sa.select(Strategy.id)).one(),
        goal=demo_session.scalars(sa.select(Goal.id).order_by(Goal.id)).all()[0],
    )
    demo_session.rollback()
    return make_in_demo


@pytest.fixture
def hidden_plan(in_demo: Maker, demo_session: Session, round_id: int) -> int:
    """A plan of one organisation, HP9 Skjult, that takes part in the round."""
    query = sa.select(Organisation.id).where(Organisation.code == "BOL")
    lead = demo_session.scalars(query).one()
    demo_session.rollback()
    plan = in_demo.plan(
        code="HP9", title="Skjult", visibility=Visibility.ORGANISATION, lead_organisation_id=lead
    )
    add_entries(in_demo.writer, round_id=round_id, plan_ids=[plan])
    demo_session.rollback()
    return plan


@pytest.fixture
def hidden_idea(in_demo: Maker, demo_session: Session) -> int:
    """An idea, C9 Hemmelig, that became a plan which few may see."""
    idea = in_demo.idea(code="C9", title="Hemmelig")
    lead = in_demo.the("organisation")
    plan = make_plan_of_idea(
        in_demo.writer, candidate_id=idea, version=1, code="HP8", lead_organisation_id=lead
    )
    held = stored_plan(demo_session, plan)
    assert held is not None
    demo_session.rollback()
    edit_plan(
        in_demo.writer,
        plan_id=plan,
        version=held.version,
        contents=PlanContents(
            code=held.code,
            title=held.title,
            title_en=None,
            visibility=Visibility.ORGANISATION,
            lead_organisation_id=lead,
            goal_ids=held.goal_ids,
            primary_goal_id=held.primary_goal_id,
            owner_ids=(),
            partner_ids=(),
            starts_on=None,
            ends_on=None,
            budget_dkk=None,
            already_in_place="",
            target_group="",
        ),
    )
    demo_session.rollback()
    return idea
