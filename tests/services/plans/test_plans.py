"""A plan is changed as a whole: its goals with their elements, its people, its code."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker, filled
from tracker.records.models import Element, Event, Plan, PlanGoal, PlanOwner, PlanPartner
from tracker.records.queries.history.log import last_event, logged_changes, state_now
from tracker.records.queries.plans.plan_making import candidates, free_code, stored_plan
from tracker.records.replay import replay
from tracker.services.errors import Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.people.accounts import deactivate_person
from tracker.services.plans.plans import edit_plan
from tracker.services.plans.states import archive_plan, move_plan
from tracker.services.verb import Writer
from tracker.theory.contents.plan import PlanContents
from tracker.theory.kinds import ElementKind, LinkKind, PlanState, Role, Visibility


class Edit:
    """Sends a plan's form as it stands, with some of it changed."""

    def __init__(self, writer: Writer, plan_id: int) -> None:
        self.writer = writer
        self.plan_id = plan_id

    def __call__(self, **changed: Any) -> Any:
        plan = stored_plan(self.writer.session, self.plan_id)
        assert plan is not None
        given = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
        for name in ("id", "strategy_id", "state", "archived_at"):
            del given[name]
        return edit_plan(self.writer, plan_id=self.plan_id, **filled(PlanContents, {**given, **changed}))


@pytest.fixture
def plan(make: Maker) -> int:
    return make.plan(code="HP1")


@pytest.fixture
def edit(writer: Writer, plan: int) -> Edit:
    return Edit(writer, plan)


def goal_elements(session: Session, plan: int) -> dict[int | None, bool]:
    """Whether the element of each goal stands in the diagram."""
    rows = session.scalars(
        sa.select(Element).where(Element.plan_id == plan, Element.kind == ElementKind.GOAL)
    )
    return {row.goal_id: row.archived_at is None for row in rows}


def test_all_of_a_plan_may_be_changed_at_once(edit: Edit, make: Maker, session: Session, plan: int) -> None:
    owner, partner = make.person(Role.OWNER), make.organisation()
    given = {
        "code": "HP9",
        "title": "Tryggere veje",
        "title_en": "Safer roads",
        "visibility": Visibility.ORGANISATION,
        "lead_organisation_id": make.organisation(),
        "owner_ids": (owner,),
        "partner_ids": (partner,),
        "starts_on": date(2015, 1, 1),
        "ends_on": date(2016, 1, 1),
        "budget_dkk": 1_500_000,
        "already_in_place": "Lys",
        "target_group": "Unge",
    }
    edit(**given)
    now = stored_plan(session, plan)
    assert {name: getattr(now, name) for name in given} == given


def test_a_form_that_changes_nothing_leaves_no_trace(edit: Edit, session: Session, plan: int) -> None:
    number = last_event(session)
    edit()
    assert last_event(session) == number
    assert session.get_one(Plan, plan).version == 1


@pytest.mark.parametrize(
    ("given", "field", "fault"),
    [
        ({"title": " "}, "title", "required"),
        ({"code": ""}, "code", "required"),
        ({"code": "k" * 61}, "code", "too_long"),
        ({"title_en": "a\x00"}, "title_en", "control_characters"),
        ({"lead_organisation_id": 404}, "lead_organisation_id", "not_there"),
        ({"owner_ids": [404]}, "owner_ids", "not_there"),
        ({"partner_ids": [404]}, "partner_ids", "not_there"),
        ({"goal_ids": [404]}, "goal_ids", "not_there"),
        ({"primary_goal_id": None}, "primary_goal_id", "required"),
        ({"primary_goal_id": 404}, "primary_goal_id", "not_among_goals"),
        ({"budget_dkk": -1}, "budget_dkk", "out_of_range"),
        ({"starts_on": date(2015, 2, 2), "ends_on": date(2015, 2, 1)}, "ends_on", "ends_before_start"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_nothing_is_written(
    edit: Edit, session: Session, given: dict[str, Any], field: str, fault: str
) -> None:
    number = last_event(session)
    with pytest.raises(Invalid) as error:
        edit(**{"target_group": "Nye", **given})
    assert (error.value.field, error.value.fault) == (field, fault)
    assert last_event(session) == number


def test_the_code_of_another_plan_is_taken(edit: Edit, make: Maker) -> None:
    make.plan(code="HP2")
    with pytest.raises(Duplicate) as error:
        edit(code="HP2")
    assert (error.value.field, error.value.value) == ("code", "HP2")


def test_codes_that_differ_only_in_case_are_one_code(edit: Edit, make: Maker) -> None:
    make.plan(code="ÅR2")
    with pytest.raises(Duplicate) as error:
        edit(code="år2")
    assert (error.value.field, error.value.value) == ("code", "ÅR2")
    edit(code="Hp-egen")
    edit(code="HP-EGEN")
    with pytest.raises(Duplicate):
        make.plan(code="hp-Egen")


def test_a_new_goal_gets_its_element(edit: Edit, make: Maker, session: Session, plan: int) -> None:
    first, second = make.the("goal"), make.goal(code="G9")
    assert edit(goal_ids=[first, second]) == ()
    assert goal_elements(session, plan) == {first: True, second: True}
    assert session.scalars(sa.select(Element.code).where(Element.goal_id == second)).one() == "HP1-G9"


def test_a_goal_that_is_taken_off_leaves_with_its_element_and_says_what_hung_on_it(
    edit: Edit, make: Maker, session: Session, plan: int
) -> None:
    first, second = make.the("goal"), make.goal()
    edit(goal_ids=[first, second])
    element = session.scalars(sa.select(Element.id).where(Element.goal_id == first)).one()
    outcome = make.element(ElementKind.OUTCOME_LONG, plan_id=plan)
    make.link(outcome, element, LinkKind.CAUSAL, plan_id=plan)
    make.indicator(element_id=element)
    [left] = edit(goal_ids=[second], primary_goal_id=second)
    assert (left.goal_id, left.links, left.indicators, left.reports) == (first, 1, 1, 0)
    assert goal_elements(session, plan) == {first: False, second: True}


def test_a_goal_that_is_chosen_again_gets_its_element_back(
    edit: Edit, make: Maker, session: Session, plan: int
) -> None:
    goal = make.the("goal")
    element = session.scalars(sa.select(Element.id).where(Element.goal_id == goal)).one()
    edit(goal_ids=[], primary_goal_id=None)
    edit(goal_ids=[goal], primary_goal_id=goal)
    assert goal_elements(session, plan) == {goal: True}
    assert session.scalars(sa.select(Element.id).where(Element.goal_id == goal)).all() == [element]


def test_the_primary_goal_is_always_one(edit: Edit, make: Maker, session: Session) -> None:
    first, second, third = make.the("goal"), make.goal(), make.goal()
    edit(goal_ids=[first, second], primary_goal_id=second)
    edit(goal_ids=[second, first], primary_goal_id=first)
    edit(goal_ids=[second, third], primary_goal_id=third)
    held = session.execute(sa.select(PlanGoal.goal_id, PlanGoal.is_primary).order_by(PlanGoal.goal_id))
    assert held.all() == [(second, False), (third, True)]


def test_owners_who_stay_keep_their_places(edit: Edit, make: Maker, session: Session) -> None:
    one, two, three = (make.person(Role.OWNER) for _ in range(3))
    edit(owner_ids=[two, one])
    kept = session.scalars(sa.select(PlanOwner.id).where(PlanOwner.user_id == one)).one()
    edit(owner_ids=[one, three])
    rows = session.execute(sa.select(PlanOwner.id, PlanOwner.user_id).order_by(PlanOwner.position)).all()
    assert [user for _, user in rows] == [one, three]
    assert rows[0][0] == kept


def test_somebody_whose_account_is_closed_becomes_no_owner_but_stays_one(
    edit: Edit, make: Maker, writer: Writer
) -> None:
    gone, other = make.person(Role.OWNER), make.person(Role.OWNER)
    edit(owner_ids=[gone])
    for person in (gone, other):
        deactivate_person(writer, user_id=person)
    edit(title="Nyt navn")
    with pytest.raises(Invalid, match="owner_ids: person_is_deactivated"):
        edit(owner_ids=[gone, other])
    assert [one.id for one in candidates(writer.session, "da", [gone])] == [gone]


def test_whoever_edits_at_the_same_time_learns_of_new_owners_too(
    edit: Edit, make: Maker, session: Session, plan: int
) -> None:
    edit(partner_ids=[make.organisation()])
    assert session.get_one(Plan, plan).version == 2
    with pytest.raises(StaleWrite) as error:
        edit(version=1, title="Ældre")
    assert (error.value.entity, error.value.current["version"]) == ("plans", 2)
    assert session.scalar(sa.select(Plan.revision)) == last_event(session)


def test_the_parts_of_a_plan_follow_its_code(edit: Edit, make: Maker, session: Session, plan: int) -> None:
    make.element(plan_id=plan, code="HP1-A1")
    make.element(plan_id=plan, code="egen kode")
    make.element(plan_id=plan, code="HP1-A2")
    make.element(plan_id=plan, code="HP8-A2")
    make.milestone(element_id=make.element(plan_id=plan, code="HP1-A3"), code="HP1-m1")
    edit(code="HP8")
    codes = set(session.scalars(sa.select(Element.code).where(Element.kind == ElementKind.ACTIVITY)))
    assert codes == {"HP8-A1", "egen kode", "HP1-A2", "HP8-A2", "HP8-A3"}


def test_a_finished_plan_stays_as_it_is(edit: Edit, writer: Writer, plan: int) -> None:
    move_plan(writer, plan_id=plan, version=1, to=PlanState.REJECTED, reason="Dyr")
    with pytest.raises(Invalid, match="plan_id: plan_is_final"):
        edit(title="Ny")


def test_an_archived_plan_is_not_edited(edit: Edit, writer: Writer, plan: int) -> None:
    archive_plan(writer, plan_id=plan, version=1, reason="Dublet")
    with pytest.raises(NotThere):
        edit(title="Ny")


def test_the_log_holds_all_that_an_edit_did(edit: Edit, make: Maker, session: Session) -> None:
    edit(
        goal_ids=[goal := make.goal()],
        primary_goal_id=goal,
        owner_ids=[make.person(Role.OWNER)],
        partner_ids=[make.organisation()],
        code="HP3",
    )
    assert replay(logged_changes(session)) == state_now(session)
    changes = session.scalars(sa.select(Event.change).where(Event.verb == "edit_plan")).all()
    assert len(changes) > 5
    assert len(set(changes)) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(PlanPartner)) == 1


@pytest.mark.parametrize(
    ("codes", "suggested"),
    [
        ([], "HP1"),
        (["HP1", "HP6"], "HP7"),
        (["HP9", "HP10"], "HP11"),
        (["HP1", "HP2", "X40"], "HP3"),
        (["uden tal"], "HP1"),
        (["HP3", "HP2-b"], "HP4"),
        (["Plan 7"], "Plan 8"),
    ],
)
def test_the_next_plan_gets_the_next_code(make: Maker, codes: list[str], suggested: str) -> None:
    for code in codes:
        make.plan(code=code)
    assert free_code(make.writer.session, make.the("strategy")) == suggested


def test_the_code_of_an_archived_plan_stays_taken(make: Maker, writer: Writer) -> None:
    plan = make.plan(code="HP4")
    archive_plan(writer, plan_id=plan, version=1, reason="Dublet")
    assert free_code(writer.session, make.the("strategy")) == "HP5"
