"""My work: what an owner is asked for, each with its form in place."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.many_plans import copy_plans
from tests.personas import EMAILS, TODAY
from tracker.extensions import db
from tracker.records.models import User
from tracker.theory.kinds import DeliveryStatus, PlanState, Role

pytestmark = pytest.mark.both


@pytest.fixture
def owner(as_):
    return as_("owner")


def sections(page):
    return page.main.all("section", class_="asked")


def titles(page):
    return {section.one("h2").text: [h3.text for h3 in section.all("h3")] for section in sections(page)}


def own_plan(make, role=Role.OWNER, person="", **given):
    """A plan of a new person with the address ny@example.org; with ``person``, of that one."""
    if person not in make.made:
        make.made["ny@example.org"] = make.person(role, email="ny@example.org")
    return make.plan(owner_ids=[make.made["ny@example.org"]], **{"state": PlanState.ACTIVE, **given})


def test_an_owner_sees_what_is_asked_for_in_the_order_in_which_to_answer(owner):
    page = owner.page("/my-work")
    assert "5 ting venter på dit svar." in page.text
    assert titles(page) == {
        "Overskredne milepæle 1": ["To nye gruppeledere certificeret"],
        "Forfalder inden for 30 dage 1": ["Første hold i læseforløb startet"],
        "Status, der skal ajourføres 2": [
            "Forældretræning i grupper (3-8 år)",
            "Forældre der har gennemført træning",
        ],
        "Indikatorer, der skal aflæses 1": ["15-årige der har været fulde"],
    }
    assert "Overskredet 107 dage" in page.text
    assert "Forfalder om 20 dage" in page.text
    assert "207 dage gammel" in page.text


@pytest.mark.parametrize("persona", ["owner", "planner"])
def test_the_number_of_things_is_that_of_what_is_listed(persona, as_, make_in_demo, demo_session):
    make_in_demo.assumption(title="Ingen passer den", review_on=TODAY + timedelta(days=3))
    make_in_demo.finding(review_by=TODAY + timedelta(days=3))
    demo_session.rollback()
    page = as_(persona).page("/my-work")
    listed = [len(section.all("h3")) for section in sections(page)]
    assert [int(section.one(class_="how-many").text) for section in sections(page)] == listed
    assert f"{sum(listed)} ting venter på dit svar." in page.text


def test_every_card_has_its_form_and_a_status_one_click(owner):
    page = owner.page("/my-work")
    actions = [form.action.rpartition("/")[2] for form in page.forms if form.method == "POST"]
    assert actions == ["report", "report", "no-change", "report", "no-change", "report", "new"]


def test_answering_takes_the_card_away(owner):
    page = owner.page("/my-work")
    click = next(form for form in page.forms if form.action.endswith("no-change"))
    after = owner.follow(owner.send(click.values(), {}, click.action))
    assert "4 ting venter på dit svar." in after.text
    form = next(form for form in after.forms if "answer" in form.names)
    after = owner.follow(owner.send(form.values(), {"answer": "done"}, form.action))
    assert "3 ting venter på dit svar." in after.text
    assert after.address == "/my-work"


def test_when_nothing_is_asked_for_the_next_promise_is_named(as_, make_in_demo, demo_session):
    plan = own_plan(make_in_demo)
    element = make_in_demo.element(plan_id=plan)
    make_in_demo.report(element, DeliveryStatus.ON_TRACK)
    make_in_demo.milestone(element_id=element, title="Aftale på plads", due=date(2016, 2, 1))
    demo_session.rollback()
    page = as_("ny@example.org").page("/my-work")
    assert "Intet venter på dit svar i dag." in page.text
    assert "Næste milepæl forfalder 01.02.2016: Aftale på plads." in page.text


def test_everything_may_be_reported_on_though_nothing_is_due(owner):
    page = owner.page("/my-work")
    everything = page.main.one("section", class_="everything")
    assert len(everything.all("a", class_="line-report")) == 14
    assert "Forældremøder om alkohol" in everything.text
    assert all("next=/my-work" in link["href"] for link in everything.all("a", class_="line-report"))


def test_what_somebody_wrote_last_stands_beside_the_question(owner):
    card = sections(owner.page("/my-work"))[2].all("li", class_="card")[0]
    assert "Senest meldt Mindre problemer, 20.02.2015" in card.text
    assert "Venteliste; status ikke opdateret" in card.text


def test_who_is_in_the_planning_group_and_owns_no_plan_is_shown_where_to_look(
    as_, make_in_demo, demo_session
):
    make_in_demo.person(Role.PLANNER, email="ny@example.org")
    demo_session.rollback()
    page = as_("ny@example.org").page("/my-work")
    assert "Du er ikke tovholder" in page.text
    assert "/milestones?state=overdue" in page.links


def test_a_reader_is_told_that_owners_answer_here(as_):
    page = as_("reader").page("/my-work")
    assert "Du er ikke tovholder" in page.text
    assert not page.forms


def test_without_a_role_there_is_nothing_to_see(as_):
    assert as_("stranger").get("/my-work").status_code in (403, 404)


def test_an_owner_whose_role_was_taken_is_asked_for_nothing(as_, make_in_demo, demo_session):
    own_plan(make_in_demo, Role.READER)
    demo_session.rollback()
    assert "Du er ikke tovholder" in as_("ny@example.org").page("/my-work").text


@pytest.mark.parametrize("state", [PlanState.REJECTED, PlanState.COMPLETED])
def test_a_plan_that_has_ended_asks_for_nothing(state, as_, make_in_demo, demo_session):
    plan = own_plan(make_in_demo, state=state)
    make_in_demo.milestone(element_id=make_in_demo.element(plan_id=plan), due=date(2015, 1, 1))
    demo_session.rollback()
    page = as_("ny@example.org").page("/my-work")
    assert "Intet venter på dit svar i dag." in page.text


def test_the_page_can_be_narrowed_to_one_plan(as_, make_in_demo, demo_session):
    plans = [own_plan(make_in_demo), own_plan(make_in_demo, person="ny@example.org")]
    for plan, title in zip(plans, ("I den første", "I den anden"), strict=True):
        make_in_demo.milestone(
            element_id=make_in_demo.element(plan_id=plan), title=title, due=TODAY - timedelta(days=1)
        )
    demo_session.rollback()
    browser = as_("ny@example.org")
    both, one = browser.page("/my-work"), browser.page(f"/my-work?plan={plans[1]}")
    assert "I den første" in both.text
    assert "I den første" not in one.text
    form = next(form for form in one.forms if "answer" in form.names)
    answered = browser.send(form.values(), {"answer": "done"}, form.action)
    assert answered.headers["Location"] == f"/my-work?plan={plans[1]}"


@pytest.mark.parametrize("plan", ["999999", "x", "-1", "1", "9" * 40])
def test_a_plan_that_is_not_one_s_own_narrows_nothing(plan, owner):
    assert "5 ting venter på dit svar." in owner.page(f"/my-work?plan={plan}").text


def test_ten_cards_of_a_kind_are_shown_and_the_others_counted(as_, make_in_demo, demo_session):
    plan = own_plan(make_in_demo)
    for _ in range(13):
        make_in_demo.element(plan_id=plan)
    demo_session.rollback()
    page = as_("ny@example.org").page("/my-work")
    assert len(sections(page)[0].all("li", class_="card")) == 10
    assert "Yderligere 3 kommer frem her" in page.text


@pytest.mark.parametrize("plans", [10, 200])
def test_the_page_costs_the_same_queries_with_many_own_plans_as_with_few(plans, app, as_, count_queries):
    browser = as_("owner")
    with app.app_context(), db.engine.begin() as connection:
        owner = connection.scalar(sa.select(User.id).where(User.email == EMAILS["owner"]))
        copy_plans(connection, plans, owner)
    browser.get("/my-work")
    with count_queries() as statements:
        page = browser.page("/my-work")
    assert len(page.main.one("select", id="plan").all("option")) == plans - 6 + 2
    assert len(statements) <= 8, "\n\n".join(statements)


def test_the_page_is_there_in_english(owner):
    with owner.session_transaction() as session:
        session["language"] = "en"
    page = owner.page("/my-work")
    assert "5 things need your answer." in page.text
    assert "Overdue by 107 days" in page.text


def test_titles_are_shown_as_typed_and_never_run(as_, make_in_demo, demo_session):
    odd = '<b>&evil</b> "quoted" \u202eomvendt 🙂 {{ 7*7 }} %(s)s'
    plan = own_plan(make_in_demo, title=odd)
    element = make_in_demo.element(plan_id=plan, title=odd)
    make_in_demo.milestone(element_id=element, title=odd, due=date(2015, 1, 1))
    make_in_demo.indicator(element_id=element, title=odd, unit="<i>", baseline_on=date(2014, 1, 1))
    demo_session.rollback()
    page = as_("ny@example.org").page("/my-work")
    assert page.text.count(" ".join(odd.split())) >= 6
    assert page.main.all("b") == []
