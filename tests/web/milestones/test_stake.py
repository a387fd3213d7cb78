"""The overdue list by what is at stake."""

import csv
import io
from datetime import date

import pytest

from tests.many_plans import copy_plans
from tests.theory.reader import pathways
from tracker.extensions import db
from tracker.records.queries.follow_up import milestones as query
from tracker.records.queries.follow_up.milestone_filters import Filters
from tracker.records.viewer import Viewer
from tracker.theory.follow_up.milestones import overdue
from tracker.theory.kinds import Role
from tracker.theory.risk.impact import impact
from tracker.theory.risk.stakes import most_first

pytestmark = pytest.mark.both

TODAY = date(2015, 9, 15)
MANAGER = Viewer(0, "", "", "da", frozenset({(Role.MANAGER, 1)}))
BY_STAKE = ["HP1-m2", "HP1-m3", "HP6-m2", "HP2-m3", "HP6-m5", "HP5-m2", "HP4-m2", "HP3-m3"]


def codes(app, filters=Filters(), **paging):  # noqa: B008 - frozen
    with app.app_context():
        found = query.overdue_by_stake(db.session(), MANAGER, filters, TODAY, "da", **paging)
    return [row.milestone.code for row in found]


def test_most_goals_come_first_then_most_elements_then_the_longest_overdue(app):
    assert codes(app) == BY_STAKE


def test_the_order_is_the_one_that_the_rule_gives(app):
    keys = {}
    for pathway in pathways():
        for late in overdue(pathway.milestones, TODAY):
            found = impact(pathway, late.milestone, TODAY)
            keys[late.milestone.id] = most_first(len(found.goals), found.elements, late.milestone.due, 0)
    assert [keys[code][:3] for code in codes(app)] == [key[:3] for key in sorted(keys.values())]


def test_paging_shows_every_milestone_once_in_order(app):
    seen, after = [], None
    while True:
        with app.app_context():
            found = query.overdue_by_stake(
                db.session(), MANAGER, Filters(), TODAY, "da", after=after, limit=3
            )
        if not found:
            break
        seen += [row.milestone.code for row in found]
        after = query.stake_key(found[-1])
    assert seen == BY_STAKE


def test_filters_hold_for_the_order_too(app):
    assert codes(app, Filters(goal=2)) == ["HP1-m2", "HP1-m3", "HP2-m3"]


def test_only_the_longest_overdue_are_put_in_order(app):
    assert codes(app, most=3) == ["HP1-m2", "HP6-m2", "HP5-m2"]


def test_the_page_shows_goals_and_elements_and_leads_to_the_impact(as_):
    page = as_("manager").page("/milestones?state=overdue&sort=stake")
    first = page.main.one("tbody").all("a", class_="stake")[0]
    assert first.text == "Udbud af belysning offentliggjort: G1 G2 4 elementer"
    assert first["href"] == "/milestones/2/impact"
    assert "Mål og elementer er talt, ikke vægtet." in page.text


def test_the_order_is_kept_by_filters_and_left_by_other_states(as_):
    page = as_("manager").page("/milestones?state=overdue&sort=stake&goal=2")
    [form] = [form for form in page.forms if form.action == "/milestones"]
    assert form.values()["sort"] == ["stake"]
    tabs = [node["href"] for node in page.main.one("nav", class_="state-tabs").all("a")]
    assert [("sort=stake" in address) for address in tabs] == [True, False, False, False, False]


def test_the_downloads_are_in_the_order_of_the_page(as_):
    body = as_("manager").get("/milestones.csv?state=overdue&sort=stake").get_data()
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert lines[0][4:6] == ["Mål, der trues", "Elementer, der trues"]
    assert [line[1] for line in lines[1:]] == BY_STAKE
    assert lines[1][4:6] == ["G1, G2", "4"]


@pytest.mark.parametrize(
    "after", ["x", "1.2", "1.2.2015-99-99.4", "1.2.2015-01-01.x", "-1.-1.2015-01-01.-1", "%00"]
)
def test_a_place_with_nonsense_in_it_begins_at_the_top(as_, after):
    page = as_("manager").page(f"/milestones?state=overdue&sort=stake&after={after}")
    assert len(page.rows()) == len(BY_STAKE)


def test_what_is_due_later_than_first_promised_has_nothing_at_stake_yet(app, demo_writer):
    """Overdue since it was brought forward: its first promise has not passed."""
    from tracker.services.follow_up.milestones import move_milestone

    move_milestone(demo_writer, milestone_id=4, version=1, due=date(2015, 9, 1), reason="Fremrykket")
    assert codes(app) == [*BY_STAKE, "HP1-m4"]


def test_where_there_are_more_than_are_counted_the_page_says_so(as_, monkeypatch):
    monkeypatch.setattr(query, "COUNT_CAP", 5)
    query._counts.cache_clear()
    text = as_("manager").page("/milestones?state=overdue&sort=stake").text
    query._counts.cache_clear()
    assert "Kun de 5 længst overskredne er sat i denne rækkefølge her" in text


def test_the_next_page_goes_on_where_the_first_ended(app, as_):
    with app.app_context(), db.engine.begin() as connection:
        copy_plans(connection, 60)
    manager = as_("manager")
    first = manager.page("/milestones?state=overdue&sort=stake")
    [further] = [link for link in first.links if "after=" in link]
    second = manager.page(further)
    shown = [row[1] + row[2] for page in (first, second) for row in page.rows()]
    assert len(shown) == len(set(shown)) == 80


def test_the_order_costs_no_more_queries_than_the_rule_allows(as_, count_queries):
    manager = as_("manager")
    with count_queries() as counted:
        manager.get("/milestones?state=overdue&sort=stake")
    assert len(counted) <= 9
