"""The manager's list: what is overdue, in which order, and what it puts at risk."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import yaml
from python_calamine import CalamineWorkbook

from tracker.extensions import db
from tracker.records.queries.follow_up import milestones as query
from tracker.records.queries.follow_up.milestone_filters import Filters
from tracker.records.queries.follow_up.milestones import Selection
from tracker.records.viewer import Viewer
from tracker.theory.follow_up.milestones import MilestoneState
from tracker.theory.kinds import Role

pytestmark = pytest.mark.both

TODAY = date(2015, 9, 15)
SAMPLE = Path(__file__).parents[3] / "tracker/exchange/samples/tryghed_aalborg.yaml"
MANAGER = Viewer(0, "", "", "da", frozenset({(Role.MANAGER, 1)}))


@pytest.fixture(scope="module")
def expected():
    return yaml.safe_load(SAMPLE.read_text("utf-8"))["expected"]


def codes(app, selection=Selection.OVERDUE, filters=Filters(), **paging):  # noqa: B008 - frozen
    with app.app_context():
        found = query.rows(db.session(), MANAGER, selection, filters, TODAY, "da", **paging)
    return [row.milestone.code for row in found]


def test_the_demo_shows_exactly_its_eight_overdue_milestones_longest_first(app, expected):
    assert codes(app) == expected["overdue_list"]


@pytest.mark.parametrize("selection", Selection)
def test_each_state_of_the_list_is_the_state_that_the_rule_gives(app, expected, selection):
    wanted = [code for code, found in expected["milestones"].items() if found["status"] == selection.value]
    assert sorted(codes(app, selection)) == sorted(wanted)


def test_the_states_of_the_list_are_those_of_the_theory():
    assert {selection.value for selection in Selection} == {state.value for state in MilestoneState}


def test_the_counts_are_those_of_the_demo(app, expected):
    with app.app_context():
        found = query.counts(db.session(), MANAGER, Filters(), TODAY)
    assert {state.value: number for state, number in found.items()} == expected["milestone_counts"]


def test_the_page_names_days_goals_and_slippage(as_):
    first = as_("manager").page("/milestones?state=overdue").rows()[0]
    assert "198 dage" in first[0]
    assert "Alle forhold fra efteråret 2014 lukket" in " ".join(first)
    assert "G1" in " ".join(first)
    second = as_("manager").page("/milestones?state=overdue").rows()[1]
    assert "30 dage" in " ".join(second)


def test_overdue_redirects_to_the_list_and_keeps_its_filters(as_):
    answer = as_("manager").get("/overdue?goal=2")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/milestones?state=overdue&goal=2"


def test_a_goal_s_list_holds_the_milestones_that_put_it_at_risk(app):
    assert codes(app, filters=Filters(goal=2)) == ["HP1-m2", "HP2-m3", "HP1-m3"]


def test_an_organisation_stands_for_those_below_it(app):
    municipality = codes(app, filters=Filters(organisation=1))
    assert municipality == ["HP6-m2", "HP1-m2", "HP5-m2", "HP2-m3", "HP4-m2", "HP6-m5"]


def test_paging_shows_every_milestone_once(app):
    seen, after = [], None
    while True:
        with app.app_context():
            found = query.rows(
                db.session(), MANAGER, Selection.OVERDUE, Filters(), TODAY, "da", after=after, limit=3
            )
        if not found:
            break
        seen += [row.milestone.code for row in found]
        after = (found[-1].milestone.due, int(found[-1].milestone.id))
    assert seen == codes(app)


@pytest.mark.parametrize(
    "address",
    [
        "/milestones?state=nonsense",
        "/milestones?organisation=x&goal=99999999999&owner=-1&plan=%00",
        "/milestones?after=2015-99-99.1",
        "/milestones?after=%F0%9F%98%80",
    ],
)
def test_an_address_with_nonsense_in_it_shows_a_list_all_the_same(as_, address):
    as_("manager").page(address)


def test_the_downloads_hold_the_selection_of_the_page(as_):
    manager = as_("manager")
    shown = manager.page("/milestones?state=overdue&goal=2").rows()
    body = manager.get("/milestones.csv?state=overdue&goal=2").get_data()
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == 1 + len(shown) == 4
    answer = manager.get("/milestones.xlsx?state=overdue&goal=2")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.get_data())).get_sheet_by_index(0).to_python()
    assert [row[1] for row in sheet[1:]] == [line[1] for line in lines[1:]] == ["HP1-m2", "HP2-m3", "HP1-m3"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_list_costs_at_most_eight_queries(as_, count_queries):
    manager = as_("manager")
    with count_queries() as counted:
        manager.get("/milestones?state=overdue")
    assert len(counted) <= 8


def test_filters_hold_together_and_for_the_counts_too(app):
    filters = Filters(organisation=1, goal=2, owner=None, plan=1)
    with app.app_context():
        found = query.counts(db.session(), MANAGER, filters, TODAY)
    assert found[Selection.OVERDUE] == 1
    assert codes(app, filters=filters) == ["HP1-m2"]
