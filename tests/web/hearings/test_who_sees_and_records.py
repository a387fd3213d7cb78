"""Who sees a hearing and a point, who records a reply, and what two of them see."""

import pytest

from tests.personas import TODAY
from tracker.records.models import Plan
from tracker.services.plans.elements import edit_element
from tracker.services.verb import fetch, verb
from tracker.theory.contents.element import ElementContents
from tracker.theory.kinds import ElementKind, Visibility


@verb
def hide(writer, *, plan_id):
    fetch(writer, Plan, plan_id).visibility = Visibility.ORGANISATION


def test_of_two_who_record_the_same_reply_the_second_sees_both_versions(as_, recipient):
    here = f"/hearings/recipients/{recipient(2, 'U-BESK')}/reply"
    secretary = as_("secretary")
    form = secretary.page(here).form(here)
    mine = {**form.values(), "met_on": "14.09.2015", "outcome": "noted", "decision": "Til efterretning."}
    secretary.submit(here, {"met_on": "11.09.2015", "outcome": "discussed", "decision": "Drøftedes."})
    answer = secretary.post(here, data={**mine, "idempotency_key": "another"})
    page = secretary.checked(answer, here, 409)
    assert "Til efterretning." in page.text
    assert "Drøftedes." in page.text
    kept = page.form(here)
    assert kept.values()["decision"] == ["Til efterretning."]
    # sent again it is a correction now, which says why
    again = secretary.send(kept.values(), {}, here)
    refused = secretary.checked(again, here, 422)
    assert refused.form(here).values()["decision"] == ["Til efterretning."]
    sent = secretary.send(refused.form(here).values(), {"reason": "Læst i referatet"}, here)
    assert "Til efterretning." in secretary.follow(sent).text
    history = secretary.page(here.replace("/reply", "/history"))
    assert "Læst i referatet" in history.text
    assert "Drøftedes." in history.text


def test_the_plan_that_is_heard_on_is_read_as_it_was(as_, draft, demo_writer):
    plan, hearing, activity = draft
    contents = ElementContents(kind=ElementKind.ACTIVITY, title="Ture om dagen")
    edit_element(demo_writer, element_id=activity, version=1, contents=contents)
    reader = as_("reader")
    page = reader.page(f"/hearings/{hearing}/plan")
    assert "Ture om natten" in page.text
    assert "Ture om dagen" not in page.source
    assert f"/elements/{activity}" not in page.source
    assert "Ture om dagen" in reader.page(f"/plans/{plan}/outline").text
    now = reader.page(f"/plans/{plan}")
    assert "I høring" in now.text
    assert "1 høring om planen" in now.text


def test_a_hearing_on_a_plan_that_somebody_does_not_see_is_not_there_for_them(
    as_, draft, demo_writer, make_in_demo
):
    plan, hearing, activity = draft
    replied = make_in_demo.replied(make_in_demo.recipient(hearing), met_on=TODAY)
    point = make_in_demo.point(replied, element_id=activity, quote="flere ture")
    hide(demo_writer, plan_id=plan)
    reader, planner = as_("reader"), as_("planner")
    for address in (
        f"/hearings/{hearing}",
        f"/hearings/{hearing}/plan",
        f"/hearings/{hearing}/history",
        f"/hearings/recipients/{replied}",
    ):
        assert reader.get(address).status_code == 404, address
        assert planner.get(address).status_code == 200, address
    assert as_("secretary").get(f"/hearings/points/{point}/edit").status_code == 404
    for address in ("/hearings", "/hearings.csv", "/hearings/points?state=all", "/hearings/cases"):
        assert "Høring om planen" not in reader.get(address).get_data(as_text=True)
        assert "flere ture" not in reader.get(address).get_data(as_text=True)


def test_a_point_on_a_plan_that_somebody_does_not_see_is_neither_counted_nor_named(
    as_, make_in_demo, demo_writer, recipient
):
    plan = make_in_demo.plan()
    point = make_in_demo.point(
        recipient(1, "U-SKOLE"), quote="SSP-arbejdet", plan_id=plan, done="Lukket land"
    )
    hide(demo_writer, plan_id=plan)
    assert "Lukket land" in as_("planner").page("/hearings/1").text
    for address in ("/hearings/1", "/hearings/1/summary", "/hearings/recipients/1", "/hearings/points"):
        assert "Lukket land" not in as_("reader").page(address).text
    assert as_("secretary").get(f"/hearings/points/{point}/edit").status_code == 404


def test_nobody_but_a_secretary_is_led_to_a_form(as_):
    for persona in ("reader", "manager", "owner", "planner"):
        for address in (
            "/hearings",
            "/hearings/1",
            "/hearings/cases",
            "/hearings/cases/1",
            "/hearings/recipients/1",
        ):
            browser = as_(persona)
            for link in browser.page(address).links:
                if link.startswith("/hearings"):
                    assert browser.get(link).status_code in (200, 303), (persona, address, link)


@pytest.mark.usefixtures("of_one_committee")
def test_a_secretary_records_for_their_own_committee_and_is_offered_no_other(as_, recipient):
    secretary = as_("secretary")
    own, other = recipient(2, "U-BESK"), recipient(2, "U-SUND")
    links = secretary.page("/hearings/2").links
    assert f"/hearings/recipients/{own}/reply" in links
    assert f"/hearings/recipients/{other}/reply" not in links
    assert secretary.get(f"/hearings/recipients/{own}/reply").status_code == 200
    for page in ("reply", "documents/new"):
        assert secretary.get(f"/hearings/recipients/{other}/{page}").status_code == 403
    shown = secretary.page(f"/hearings/recipients/{other}").links
    assert not [link for link in shown if link.endswith(("/reply", "/documents/new"))]


def test_a_frozen_plan_asks_as_often_whatever_stands_in_it(
    as_, draft, make_in_demo, count_queries, committee
):
    plan, hearing, _activity = draft
    for _ in range(15):
        output = make_in_demo.element(ElementKind.OUTPUT, plan_id=plan)
        make_in_demo.milestone(element_id=output)
    larger = make_in_demo.hearing(
        case_id=make_in_demo.case(strategy_id=make_in_demo.the("strategy")),
        plan_id=plan,
        opened_on=TODAY,
        deadline=TODAY,
        recipient_ids=[committee("U-SKOLE")],
    )
    make_in_demo.writer.session.rollback()
    reader, costs = as_("reader"), []
    for number in (hearing, larger):
        reader.get(f"/hearings/{number}/plan")
        with count_queries() as statements:
            assert reader.get(f"/hearings/{number}/plan").status_code == 200
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 22
