"""What an open page asks every few seconds: has the plan changed?"""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.personas import EMAILS
from tracker.records.models import Element, Plan, User
from tracker.services.follow_up.reports import report_no_change
from tracker.theory.kinds import Visibility

NOBODY_S = ["", "x", "eyJ4IjoxfQ.x.y", "..", "\u202e", "9" * 5000]


def marker(page):
    return page.root.one("div", id="plan-edition")


@pytest.fixture
def reported(demo_session):
    """An element of HP1 on which somebody has reported."""
    number = demo_session.scalars(sa.select(Element.id).where(Element.code == "HP1-A2")).one()
    demo_session.rollback()
    return number


@pytest.mark.parametrize(
    "address", ["/plans/1", "/plans/1/outline", "/plans/1/history", "/plans/1/comments", "/elements/1"]
)
def test_every_page_of_a_plan_knows_its_edition_and_where_to_ask(address, as_):
    browser = as_("reader")
    found = marker(browser.page(address))
    answer = browser.get(found["data-address"])
    assert answer.json == {"edition": found["data-edition"]}
    assert answer.headers["ETag"] == f'"{found["data-edition"]}"'


def test_nothing_new_is_answered_304_with_one_query_and_without_the_person(as_, client, count_queries):
    found = marker(as_("reader").page("/plans/1"))
    for browser in (client, as_("reader")):
        with count_queries() as statements:
            answer = browser.get(
                found["data-address"], headers={"If-None-Match": f'"{found["data-edition"]}"'}
            )
        assert (answer.status_code, answer.data) == (304, b"")
        assert len(statements) == 1, statements


def test_a_change_of_the_plan_gives_it_a_new_edition(as_, demo_writer, reported):
    browser = as_("reader")
    found = marker(browser.page("/plans/1"))
    report_no_change(demo_writer, element_id=reported)
    known = {"If-None-Match": f'"{found["data-edition"]}"'}
    answer = browser.get(found["data-address"], headers=known)
    assert answer.status_code == 200
    before, after = found["data-edition"].split("-"), answer.json["edition"].split("-")
    assert int(after[0]) > int(before[0])
    assert after[1] == before[1]


def test_a_change_of_another_plan_does_not(as_, demo_writer, demo_session):
    browser = as_("reader")
    found = marker(browser.page("/plans/1"))
    other = demo_session.scalars(sa.select(Element.id).where(Element.code == "HP5-A2")).one()
    report_no_change(demo_writer, element_id=other)
    known = {"If-None-Match": f'"{found["data-edition"]}"'}
    assert browser.get(found["data-address"], headers=known).status_code == 304


@pytest.mark.parametrize("token", NOBODY_S, ids=range(len(NOBODY_S)))
def test_a_token_that_nobody_was_given_opens_nothing(token, as_, client):
    for browser in (client, as_("planner")):
        assert browser.get("/plans/1/edition", query_string={"token": token}).status_code == 404
        assert browser.get("/plans/1/edition").status_code == 404


def test_a_token_opens_its_own_plan_alone(as_, client):
    token = marker(as_("reader").page("/plans/1"))["data-address"].partition("token=")[2]
    assert client.get(f"/plans/1/edition?token={token}").status_code == 200
    for plan in (2, 99999):
        assert client.get(f"/plans/{plan}/edition?token={token}").status_code == 404
    altered = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert client.get(f"/plans/1/edition?token={altered[:10]}x{altered[10:]}").status_code == 404


def test_a_token_lasts_no_longer_than_a_session_may(as_, client):
    with time_machine.travel("2026-01-01T08:00:00Z", tick=False) as clock:
        address = marker(as_("reader").page("/plans/1"))["data-address"]
        clock.shift(timedelta(hours=12))
        assert client.get(address).status_code == 200
        clock.shift(timedelta(seconds=2))
        assert client.get(address).status_code == 404


def test_who_may_not_see_a_plan_is_given_no_token_for_it(as_, make_in_demo, demo_session):
    plan = make_in_demo.plan(visibility=Visibility.ORGANISATION)
    demo_session.rollback()
    answer = as_("manager").get(f"/plans/{plan}")
    assert answer.status_code == 404
    assert "plan-edition" not in answer.get_data(as_text=True)


def test_pages_that_are_of_no_plan_ask_nothing(as_):
    for address in ("/", "/plans", "/my-work"):
        assert "plan-edition" not in as_("planner").get(address).get_data(as_text=True)


def test_that_somebody_has_seen_a_mention_is_no_new_edition(as_, make_in_demo, demo_session, reported):
    reader = demo_session.scalars(sa.select(User.id).where(User.email == EMAILS["reader"])).one()
    comment = make_in_demo.comment(element_id=reported, mentioned=[reader])
    plan = demo_session.scalars(sa.select(Plan.id).where(Plan.code == "HP1")).one()
    demo_session.rollback()
    browser = as_("reader")
    found = marker(browser.page(f"/plans/{plan}"))
    form = browser.page("/my-work").form(f"/comments/{comment}/seen")
    browser.send(form.values(), {}, form.action)
    known = {"If-None-Match": f'"{found["data-edition"]}"'}
    assert browser.get(found["data-address"], headers=known).status_code == 304
