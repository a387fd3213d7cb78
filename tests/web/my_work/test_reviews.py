"""Assumptions to look at again come up in the work of whoever looks after them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.page import Page
from tests.personas import EMAILS, TODAY
from tracker.records.models import User
from tracker.services.plans.states import archive_plan
from tracker.theory.kinds import AssumptionState, PlanState, Role, Visibility

OF_NOBODY = "Der er midler og ejer til hvert udpeget forhold"
"""The demonstration's assumption that nobody looks after and whose review is due."""


def asked(page: Page) -> list[str]:
    """The titles of the assumptions to review."""
    sections = [one for one in page.main.all("section") if one.get("aria-labelledby") == "assumption-reviews"]
    return [title.text for section in sections for title in section.all("h3")]


@pytest.fixture
def person(demo_session: Session) -> Callable[[str], int]:
    def number(persona: str) -> int:
        found = demo_session.scalars(sa.select(User.id).where(User.email == EMAILS[persona])).one()
        demo_session.rollback()
        return found

    return number


def assume(make: Maker, title: str, left: int, **given: object) -> int:
    """An assumption to be reviewed ``left`` days from today."""
    number = make.assumption(title=title, review_on=TODAY + timedelta(days=left), **given)
    make.writer.session.rollback()
    return number


def test_whoever_looks_after_an_assumption_is_asked_within_30_days_of_its_review(as_, make_in_demo, person):
    mine = person("owner")
    for title, left in (("I dag", 0), ("For sent", -3), ("Sidste dag", 30), ("Senere", 31)):
        assume(make_in_demo, title, left, owner_id=mine)
    assume(make_in_demo, "En andens", -3, owner_id=person("manager"))
    assume(make_in_demo, "Ingens", -3)
    page = as_("owner").page("/my-work")
    assert asked(page) == ["For sent", "I dag", "Sidste dag"]
    assert "Gennemsyn overskredet 3 dage" in page.text
    assert "Gennemses i dag" in page.text
    assert "8 ting venter på dit svar." in page.text


def test_what_nobody_looks_after_comes_up_with_the_planning_group(as_, make_in_demo, person):
    assume(make_in_demo, "Ingens", -3)
    assume(make_in_demo, "En andens", -3, owner_id=person("owner"))
    page = as_("planner").page("/my-work")
    assert asked(page) == ["Ingens", OF_NOBODY]
    assert "ingen passer den" in page.text
    assert asked(as_("manager").page("/my-work")) == []


def test_a_keeper_without_a_plan_of_their_own_is_asked_too_and_told_whom_to_tell(as_, make_in_demo, person):
    assume(make_in_demo, "Lederens", -3, owner_id=person("manager"))
    page = as_("manager").page("/my-work")
    assert asked(page) == ["Lederens"]
    assert "Fortæl planens tovholdere eller planlægningsgruppen" in page.text


def test_answering_takes_the_card_away(as_, make_in_demo):
    number = assume(make_in_demo, "Ingens", -3)
    browser = as_("planner")
    assert f"/assumptions/{number}/edit" in browser.page("/my-work").links
    answer = browser.submit(
        f"/assumptions/{number}/edit", {"state": "holds", "test": "Optælling", "review_on": "01.06.2016"}
    )
    assert answer.status_code == 303
    assert asked(browser.page("/my-work")) == [OF_NOBODY]


@pytest.mark.parametrize("state", [PlanState.COMPLETED, PlanState.REJECTED])
def test_a_plan_that_has_ended_asks_for_no_review(state, as_, make_in_demo):
    assume(make_in_demo, "Ingens", -3, plan_id=make_in_demo.plan(state=state))
    assert asked(as_("planner").page("/my-work")) == [OF_NOBODY]


def test_an_archived_plan_asks_for_no_review(as_, make_in_demo):
    plan = make_in_demo.plan()
    assume(make_in_demo, "Ingens", -3, plan_id=plan)
    archive_plan(make_in_demo.writer, plan_id=plan, version=1, reason="Nedlagt")
    make_in_demo.writer.session.rollback()
    assert asked(as_("planner").page("/my-work")) == [OF_NOBODY]


def test_an_assumption_of_a_plan_that_one_may_no_longer_see_does_not_come_up(as_, make_in_demo, person):
    plan = make_in_demo.plan(visibility=Visibility.ORGANISATION)
    assume(make_in_demo, "Fortroligt", -3, plan_id=plan, owner_id=person("reader"))
    assert "Fortroligt" not in as_("reader").page("/my-work").source


def test_the_page_narrowed_to_a_plan_shows_only_its_reviews(as_, make_in_demo):
    keeper = make_in_demo.person(Role.OWNER, email="ny@example.org")
    one, other = (make_in_demo.plan(owner_ids=[keeper], state=PlanState.ACTIVE) for _ in range(2))
    assume(make_in_demo, "I den første", -3, plan_id=one, owner_id=keeper)
    assume(make_in_demo, "I den anden", -3, plan_id=other, owner_id=keeper)
    browser = as_("ny@example.org")
    assert len(asked(browser.page("/my-work"))) == 2
    assert asked(browser.page(f"/my-work?plan={one}")) == ["I den første"]


def test_many_reviews_cost_one_query_and_are_cut_at_ten_cards(as_, make_in_demo, count_queries):
    browser = as_("planner")
    browser.get("/my-work")
    with count_queries() as few:
        browser.get("/my-work")
    for place in range(13):
        assume(make_in_demo, f"Nr. {place}", -place, state=AssumptionState.AT_RISK)
    with count_queries() as many:
        page = browser.page("/my-work")
    assert len(asked(page)) == 10
    assert "Yderligere 4 kommer frem her" in page.text
    assert "/assumptions?review=due" in page.links
    assert len(many) == len(few)
