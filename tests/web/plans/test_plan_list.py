"""The list of plans: who sees which, filters in the address, pages."""

import pytest

from tests.many_plans import copy_plans
from tracker.extensions import db
from tracker.theory.kinds import PlanState, Visibility

pytestmark = pytest.mark.both


def codes(page):
    return [row[0].split()[0] for row in page.rows()]


def test_the_demo_lists_its_six_plans_in_order(as_):
    assert codes(as_("reader").page("/plans")) == ["HP1", "HP2", "HP3", "HP4", "HP5", "HP6"]


def test_a_row_says_state_goals_strength_delay_lead_owners_and_period(as_):
    plan, state, goals, strength, late, lead, period = as_("reader").page("/plans").rows()[0]
    assert plan == "HP1 Et trygt natteliv"
    assert state == "I gang"
    assert goals.startswith("G1")
    assert "G2" in goals
    assert strength == "E0 Antagelse"
    assert "2 overskred" in late
    assert "længst 137 dage" in late
    assert lead.startswith("Nordjyllands Politi")
    assert "Tovholder natteliv (politi)" in lead
    assert period == "01.10.2014 – 31.12.2017"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("goal=4", ["HP4", "HP5"]),
        ("text=natteliv", ["HP1"]),
        ("text=NATTELIV", ["HP1"]),
        ("text=hp3", ["HP3"]),
        ("text=nightlife", ["HP1"]),
        ("text=samr%C3%A5d", ["HP6"]),
        ("text=SAMR%C3%85D", ["HP6"]),
        ("text=et+natteliv", ["HP1"]),
        ("text=%25", []),
        ("state=draft", []),
        ("state=active&goal=1", ["HP1", "HP6"]),
        ("state=nonsense&goal=x", ["HP1", "HP2", "HP3", "HP4", "HP5", "HP6"]),
    ],
)
def test_filters_stand_in_the_address(as_, query, found):
    page = as_("reader").page(f"/plans?{query}")
    assert codes(page) == found
    if not found:
        assert "Ingen handlingsplan passer til filtrene." in page.text


def test_an_organisation_finds_what_it_leads_and_what_it_takes_part_in(as_, made):
    organisation = made.organisation(name="Havnen")
    made.plan(lead_organisation_id=organisation, code="LED")
    made.plan(partner_ids=[organisation], code="MED")
    page = as_("reader").page(f"/plans?organisation={organisation}")
    assert codes(page) == ["LED", "MED"]
    assert any(option.text == "Havnen" for option in page.main.all("option"))


def test_the_filters_keep_what_was_chosen(as_):
    page = as_("reader").page("/plans?text=natteliv&state=active&goal=1")
    assert page.main.one("input", name="text")["value"] == "natteliv"
    chosen = [option.text for option in page.main.all("option") if "selected" in option.attributes]
    assert chosen[0] == "I gang"
    assert chosen[1].startswith("G1 ")


def test_plans_that_one_may_not_see_are_neither_listed_nor_counted(as_, made):
    made.plan(code="SKJULT", visibility=Visibility.ORGANISATION, lead_organisation_id=made.organisation())
    assert "6 handlingsplaner" in as_("reader").page("/plans").text
    assert "SKJULT" not in as_("reader").page("/plans").text
    assert "7 handlingsplaner" in as_("planner").page("/plans").text
    assert "Ikke delt med alle parter" in as_("planner").page("/plans").text


def test_a_plan_without_goals_is_listed(as_, made):
    made.plan(goal_ids=[], code="IDE", state=PlanState.IDEA)
    row = as_("reader").page("/plans?text=IDE").rows()[0]
    assert row[2] == "Intet mål"
    assert row[3] == "ingen årsagskæde"


def test_a_long_list_has_pages_that_keep_the_filters(app, as_):
    with app.app_context(), db.engine.begin() as connection:
        copy_plans(connection, 60)
    browser = as_("reader")
    first = browser.page("/plans?state=active")
    assert len(first.rows()) == 25
    assert "side 1 af 3" in first.text
    last = browser.page("/plans?page=3&state=active")
    assert len(last.rows()) == 10
    assert "/plans?page=2&state=active" in last.links
    seen = [code for number in (1, 2, 3) for code in codes(browser.page(f"/plans?page={number}"))]
    assert len(set(seen)) == 60


@pytest.mark.parametrize("number", ["2", "10000", "99999999999", "0", "-1", "x"])
def test_a_page_beyond_the_list_is_no_error(as_, number):
    as_("reader").page(f"/plans?page={number}")


def test_an_empty_database_says_what_will_stand_here(as_, app):
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE plans SET archived_at = '2015-01-01 00:00:00'")
    assert "Der er endnu ingen handlingsplaner at se." in as_("reader").page("/plans").text
