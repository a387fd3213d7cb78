"""A page's queries are few, and no more with 200 plans than with 10."""

import pytest

from tests.many_plans import copy_plans
from tracker.extensions import db

PAGES = {
    "/plans/1": ("planner", 12),
    "/strategies/1/map": ("planner", 12),
    "/plans/1?overlay=risk": ("planner", 12),
    "/plans/1/outline": ("planner", 12),
    "/plans/1/outline?overlay=risk": ("planner", 12),
    "/plans": ("planner", 12),
    "/milestones?state=overdue": ("manager", 8),
    "/my-work": ("owner", 10),
    "/": ("manager", 12),
    # a goal: its page also lists the plans that serve it
    "/elements/1": ("planner", 13),
    "/plans/1/comments": ("planner", 8),
    "/elements/5/comments": ("planner", 9),
    "/plans/1/history": ("planner", 12),
    "/plans/new": ("planner", 12),
    "/plans/new/copy": ("planner", 12),
    "/plans/1/edit": ("planner", 12),
    "/plans/1/state": ("planner", 12),
    "/plans/1/copy": ("planner", 12),
    "/plans/1/archive": ("planner", 12),
}


@pytest.fixture(params=[10, 200])
def plans(request, app):
    with app.app_context(), db.engine.begin() as connection:
        copy_plans(connection, request.param)
    return request.param


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_as_often_with_many_plans_as_with_few(address, as_, count_queries):
    persona, most = PAGES[address]
    browser = as_(persona)
    browser.get(address)
    with count_queries() as statements:
        assert browser.get(address).status_code == 200
    assert len(statements) <= most, "\n\n".join(statements)
