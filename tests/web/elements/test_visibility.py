"""Who sees an element, and who may report on it."""

from datetime import date

import pytest

from tests.personas import EMAILS
from tracker.records.models import Goal, User
from tracker.services.documents.documentation import add_document
from tracker.theory.kinds import DeliveryStatus, ElementKind, EvidenceLevel, LinkKind, Visibility

pytestmark = pytest.mark.both

HOSTILE = "\"'><script>alert(1)</script> <b>&evil</b> {{ 7*7 }} 🙂 \u202eשלום %(x)s %"


def reports_on(page, element_id):
    return f"/elements/{element_id}/report" in page.links


@pytest.mark.parametrize("persona", ["manager", "reader", "secretary"])
def test_who_only_looks_gets_no_button_to_report(as_, element, persona):
    number = element("HP1-A2")
    page = as_(persona).page(f"/elements/{number}")
    assert not reports_on(page, number)
    assert not any(address.startswith("/milestones/") and "report" in address for address in page.links)


def test_the_planning_group_reports_on_every_plan(as_, element):
    number = element("HP1-A2")
    assert reports_on(as_("planner").page(f"/elements/{number}"), number)


def test_an_owner_reports_on_the_own_plan_only(as_, element):
    owner = as_("owner")
    own, other = element("HP5-A2"), element("HP1-A2")
    assert reports_on(owner.page(f"/elements/{own}"), own)
    assert not reports_on(owner.page(f"/elements/{other}"), other)


@pytest.mark.parametrize("code", ["HP1-I1", "HP1-X1", "HP1-G1"])
def test_nobody_is_asked_to_report_on_what_is_not_followed(as_, element, code):
    number = element(code)
    assert not reports_on(as_("planner").page(f"/elements/{number}"), number)


def test_an_element_of_a_plan_that_one_may_not_see_is_not_there(as_, make_in_demo):
    plan = make_in_demo.plan(visibility=Visibility.ORGANISATION)
    number = make_in_demo.element(plan_id=plan)
    assert as_("reader").page(f"/elements/{number}", 404).status == 404
    assert as_("reader").get(f"/elements/{number}?panel=1").status_code == 404
    assert as_("planner").page(f"/elements/{number}").status == 200


def test_a_goal_leaves_out_the_plans_that_one_may_not_see(as_, element, make_in_demo, demo_session):
    goal = demo_session.query(Goal).filter(Goal.code == "G1").one()
    make_in_demo.plan(
        title="Kun for egne øjne",
        strategy_id=goal.strategy_id,
        goal_ids=[goal.id],
        visibility=Visibility.ORGANISATION,
    )
    address = f"/elements/{element('HP1-G1')}"
    assert "Kun for egne øjne" not in as_("reader").page(address).text
    assert "Kun for egne øjne" in as_("planner").page(address).text


@pytest.mark.parametrize("number", [0, 999_999, 2**31, 2**63, 10**25])
def test_a_number_that_no_element_has_is_not_there(as_, number):
    assert as_("planner").get(f"/elements/{number}").status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(client, element):
    answer = client.get(f"/elements/{element('HP1-A2')}")
    assert answer.status_code == 303
    assert "/sign-in" in answer.headers["Location"]


def test_hostile_text_is_shown_as_it_was_typed_and_runs_nowhere(as_, make_in_demo, demo_session):
    make, by = make_in_demo, demo_session.query(User.id).filter_by(email=EMAILS["owner"]).scalar()
    activity = make.element(title=HOSTILE, description=HOSTILE)
    output = make.element(ElementKind.OUTPUT, title=HOSTILE)
    outcome = make.element(ElementKind.OUTCOME_SHORT, title=HOSTILE)
    make.link(activity, output)
    link = make.link(output, outcome, LinkKind.CAUSAL, rationale=HOSTILE)
    make.finding(
        link, code="HOSTILE", citation=HOSTILE, sentence=HOSTILE, level=EvidenceLevel.E2, design=HOSTILE[:60]
    )
    make.assumption(link, title=HOSTILE)
    milestone = make.milestone(element_id=output, title=HOSTILE)
    indicator = make.indicator(element_id=output, title=HOSTILE, unit="<b>\"'&</b>")
    make.reading(indicator, date(2015, 6, 30), 14.5, source=HOSTILE)
    make.report(output, DeliveryStatus.MINOR_ISSUES, by, happened=HOSTILE, next_step=HOSTILE)
    add_document(
        make.writer,
        milestone_id=milestone,
        title=HOSTILE,
        url="https://example.org/?a=1&b='",
        dated_on=date(2015, 1, 1),
    )
    for number in (activity, output, outcome):
        page = as_("planner").page(f"/elements/{number}")
        assert "<script>alert(1)</script>" in page.text
        assert "<b>&evil</b> {{ 7*7 }} 🙂 \u202eשלום %(x)s %" in page.text
        assert "alert(1)" not in "".join("".join(map(str, node.parts)) for node in page.root.all("script"))
        assert "<script>alert" not in page.source


def test_a_text_of_twenty_thousand_letters_is_folded_and_whole(as_, make_in_demo):
    long = "Æble " * 3_999 + "slut"
    number = make_in_demo.element()
    make_in_demo.report(number, DeliveryStatus.ON_TRACK, happened=long)
    page = as_("planner").page(f"/elements/{number}")
    [folded] = page.main.all("details", class_="long-text")
    assert folded.one("p").text == long
    assert len(folded.one("summary").text) < 400
