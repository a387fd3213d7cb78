"""A page's queries are few, and no more with 200 plans than with 10."""

from dataclasses import asdict

import pytest

from tests.conftest import application, counting_queries, signed_in
from tests.decided import decided
from tests.many_plans import copy_plans
from tests.personas import EMAILS
from tracker.extensions import db
from tracker.theory.kinds import ElementKind

__all__ = ["decided"]

PAGES = {
    "/plans/1": ("planner", 12),
    "/strategies/1/map": ("planner", 12),
    "/plans/1?overlay=risk": ("planner", 12),
    "/plans/1/outline": ("planner", 12),
    "/plans/1/outline?overlay=risk": ("planner", 12),
    "/plans": ("planner", 12),
    "/milestones?state=overdue": ("manager", 8),
    "/milestones?state=overdue&sort=stake": ("manager", 9),
    "/milestones/2/impact?due=2015-12-01": ("planner", 12),
    "/strategies/1/inferences": ("manager", 12),
    "/my-work": ("owner", 10),
    "/": ("manager", 13),
    # a goal: its page also lists the plans that serve it; what committees decided of an element is a query
    "/elements/1": ("planner", 14),
    "/catalogue": ("reader", 12),
    "/catalogue?q=politik&goal=4&organisation=1&validity=current": ("planner", 12),
    "/catalogue/1": ("reader", 8),
    "/catalogue/new": ("planner", 6),
    "/catalogue/1/edit": ("planner", 8),
    "/catalogue/1/archive": ("planner", 6),
    "/plans/1/comments": ("planner", 8),
    "/elements/5/comments": ("planner", 9),
    "/elements/5/documents/new": ("planner", 8),
    "/plans/1/history": ("planner", 12),
    "/hearings": ("secretary", 11),
    "/hearings?state=open&missing=2&case=1": ("manager", 9),
    "/hearings/1": ("secretary", 9),
    "/hearings/1/summary": ("reader", 8),
    "/hearings/1/close": ("secretary", 8),
    "/hearings/1/change": ("secretary", 8),
    "/hearings/1/history": ("reader", 8),
    "/hearings/cases": ("reader", 8),
    "/hearings/cases/1": ("secretary", 9),
    "/hearings/cases/1/open": ("secretary", 8),
    "/hearings/cases/1/documents/new": ("secretary", 8),
    "/hearings/recipients/1": ("secretary", 9),
    "/hearings/recipients/1/reply": ("secretary", 9),
    "/hearings/recipients/1/points/new": ("planner", 8),
    "/hearings/points": ("planner", 8),
    "/hearings/points/1/edit": ("planner", 9),
    "/evidence": ("manager", 8),
    "/evidence?state=review&plan=1&q=crime": ("planner", 8),
    "/evidence/6": ("planner", 10),
    "/evidence/6/archive": ("owner", 10),
    "/plans/1/chains": ("planner", 13),
    "/weak-links": ("reader", 10),
    "/assumptions": ("manager", 12),
    "/indicators/1": ("planner", 12),
    "/indicators/1/history": ("planner", 10),
    "/indicators/1/import": ("planner", 8),
    "/indicators/1/breakdowns": ("planner", 8),
    "/readings/1/correct": ("planner", 8),
    "/readings/1/documents/new": ("planner", 8),
    "/evidence/new": ("owner", 8),
    "/evidence/paste": ("owner", 8),
    "/evidence/6/edit": ("owner", 11),
    "/measurements": ("reader", 12),
    "/measurements?sort=suitability&kind=survey&area=kommune": ("planner", 12),
    "/measurements/1": ("reader", 13),
    "/measurements/1/history": ("reader", 8),
    "/index/versions/1/history": ("reader", 8),
    "/catalogue/1/history": ("reader", 10),
    "/hearings/cases/1/history": ("reader", 8),
    "/measurements/1/edit": ("planner", 8),
    "/measurements/1/archive": ("planner", 8),
    "/measurements/1/scores": ("planner", 8),
    "/measurements/1/import": ("planner", 8),
    "/measurements/values/1/correct": ("planner", 8),
    "/plans/1/assumptions": ("reader", 12),
    "/strategies/1": ("reader", 12),
    "/gaps": ("reader", 14),
    "/gaps?plans=all&definition=2": ("planner", 14),
    "/gaps/cells?goal=2&organisation=8": ("reader", 14),
    "/gaps/cells?goal=2&plan=1": ("reader", 14),
    "/priorities": ("reader", 10),
    "/priorities/1": ("reader", 22),
    "/priorities/new": ("planner", 10),
    "/plans/new": ("planner", 12),
    "/plans/new/copy": ("planner", 12),
    "/plans/1/edit": ("planner", 12),
    "/plans/1/state": ("planner", 12),
    "/plans/1/copy": ("planner", 12),
    "/plans/1/archive": ("planner", 12),
    "/index": ("manager", 13),
    "/index?view=base": ("reader", 13),
    "/index.csv": ("reader", 13),
    "/index/years/2015": ("reader", 15),
    "/index/years/2015/publish": ("planner", 13),
    "/index/versions": ("reader", 6),
    "/index/versions/1": ("reader", 12),
    "/index/versions/new": ("planner", 6),
    "/index/compare": ("reader", 6),
}


OF_ONE_PLAN = {
    "/plans/{plan}/build": 16,
    "/plans/{plan}/elements/new": 18,
    "/elements/{element}/edit": 27,
    "/elements/{element}/archive": 18,
    "/elements/{element}/indicators/new": 23,
    "/plans/{plan}/links/new": 22,
    "/plans/{plan}/assumptions": 12,
    "/plans/{plan}/quick-entry": 12,
    "/plans/{plan}/backwards": 12,
    "/plans/{plan}/proposals": 5,
    "/proposals/{waiting}": 29,
    "/proposals/{accepted}": 29,
    "/proposals/{returned}": 29,
    "/plans/{plan}/undo/{change}": 30,
    "/plans/{plan}/restore-to/{earlier}": 31,
}
"""What the pages of building cost at most, whatever stands in the plan."""


@pytest.fixture(
    scope="module",
    # every page with rows to show is asked for on both databases
    params=[pytest.param(10, marks=pytest.mark.both), pytest.param(200, marks=pytest.mark.once)],
)
def crowded(request, _demo_template):
    """The program with so many plans; the pages only read them."""
    with _demo_template.copy() as url:
        app = application(url)
        with app.app_context(), db.engine.begin() as connection:
            copy_plans(connection, request.param)
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_as_often_with_many_plans_as_with_few(address, crowded):
    persona, most = PAGES[address]
    browser = signed_in(crowded, EMAILS[persona])
    browser.get(address)
    with counting_queries(crowded) as statements:
        assert browser.get(address).status_code == 200
    assert len(statements) <= most, "\n\n".join(statements)


@pytest.mark.once
def test_a_page_of_building_asks_as_often_about_a_large_plan_as_about_a_small_one(
    as_, count_queries, decided, make_in_demo
):
    browser = as_("planner")

    def costs():
        found = {}
        for address in OF_ONE_PLAN:
            here = address.format(**asdict(decided))
            browser.get(here)
            with count_queries() as statements:
                assert browser.get(here).status_code == 200, here
            found[address] = len(statements)
        return found

    small = costs()
    for _ in range(30):
        output = make_in_demo.element(ElementKind.OUTPUT, plan_id=decided.plan)
        link = make_in_demo.link(decided.element, output, plan_id=decided.plan)
        make_in_demo.assumption(link, plan_id=decided.plan)
        make_in_demo.indicator(element_id=output)
        make_in_demo.milestone(element_id=output)
    make_in_demo.writer.session.rollback()
    assert costs() == small
    assert {address: cost for address, cost in small.items() if cost > OF_ONE_PLAN[address]} == {}
