"""Where a plan stands, where it may go and why it went there."""

import pytest

from tracker.services.plans.states import move_plan
from tracker.theory.kinds import ElementKind, LinkKind, PlanState


def steps(page):
    return [(node.text, node.get("aria-current")) for node in page.main.all("li", class_="state-step")]


def offered(page, address):
    return [node["value"] for node in page.form(address).node.all("input", name="to")]


@pytest.fixture
def hearing(made):
    """A plan in hearing with a loop, a lonely activity and a goal that nothing reaches."""
    plan = made.plan(state=PlanState.IN_HEARING, title="Under høring")
    made.element(plan_id=plan, title="Ensom aktivitet")
    one = made.element(ElementKind.OUTCOME_SHORT, plan_id=plan, title="Første virkning")
    two = made.element(ElementKind.OUTCOME_SHORT, plan_id=plan, title="Anden virkning")
    made.link(one, two, LinkKind.CAUSAL, plan_id=plan)
    made.link(two, one, LinkKind.CAUSAL, plan_id=plan)
    return plan


def test_the_page_shows_the_way_and_the_possible_moves(planner):
    page = planner.page("/plans/1/state")
    row = steps(page)
    assert [word.split(" (")[0] for word, _ in row] == [
        "Idé",
        "Udkast",
        "I høring",
        "Godkendt",
        "I gang",
        "Gennemført",
    ]
    assert [current for _, current in row].index("step") == 4
    assert offered(page, "/plans/1/state") == ["paused", "completed"]


def test_a_move_is_told_in_the_history_with_who_when_and_why(planner, stored):
    page = planner.follow(
        planner.submit("/plans/1/state", {"to": "paused", "reason": "Vi venter på <midler>"})
    )
    assert "Planen er flyttet: Sat i bero." in page.text
    assert stored(1).state is PlanState.PAUSED
    history = planner.page("/plans/1/history").text
    assert "Strategikoordinator flyttede handlingsplanen til en anden tilstand" in history
    assert "Vi venter på <midler>" in history
    page = planner.page("/plans/1/state")
    assert "Vi venter på <midler>" in page.text
    assert "Strategikoordinator" in page.text
    [here] = [text for text, current in steps(page) if current == "step"]
    assert here.startswith("Sat i bero (her står planen) ")


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({}, "to", "Vælg, hvor planen skal hen."),
        ({"to": "idea"}, "to", "Vælg, hvor planen skal hen."),
        ({"to": "nonsense"}, "to", "Vælg, hvor planen skal hen."),
        ({"to": "paused"}, "reason", "Skriv hvorfor."),
        ({"to": "paused", "reason": " \n"}, "reason", "Skriv hvorfor."),
        ({"to": "paused", "reason": "a\x00"}, "reason", "kontroltegn"),
    ],
)
def test_a_move_without_aim_or_reason_is_refused_at_its_field(sent, field, sentence, planner, stored):
    values = planner.page("/plans/1/state").form("/plans/1/state").values()
    page = planner.checked(planner.send(values, sent, "/plans/1/state"), "/plans/1/state", 422)
    messages = {node["id"]: node.text for node in page.main.all(class_="form-error-message")}
    assert sentence in messages[f"{field}-error"]
    assert stored(1).state is PlanState.ACTIVE


def test_a_refused_approval_names_each_error_with_a_link_to_its_place(planner, hearing, stored):
    address = f"/plans/{hearing}/state"
    page = planner.checked(
        planner.submit(address, {"to": "approved", "reason": "Alle er enige"}), address, 422
    )
    assert "Planen kan ikke godkendes: 3 fejl i opbygningen skal rettes først." in page.text
    lacks = page.main.all("section", id="lacks")[0]
    for words in (
        "Planen angiver et mål, som ingen af dens ydelser fører til.",
        "En aktivitet fører ikke til nogen ydelse.",
        "Ensom aktivitet",
        "Første virkning → fører til Anden virkning → fører til Første virkning",
    ):
        assert words in lacks.text
    places = [node["href"] for node in lacks.all("a")]
    assert len([place for place in places if place.startswith("/elements/")]) == 4
    assert f"/plans/{hearing}/outline#lacks" in places
    assert page.form(address).values()["reason"] == ["Alle er enige"]
    assert page.form(address).values()["to"] == ["approved"]
    assert stored(hearing).state is PlanState.IN_HEARING


def test_a_plan_without_goals_is_led_to_its_goals(planner, made):
    plan = made.plan(state=PlanState.IN_HEARING, goal_ids=[])
    page = planner.page(f"/plans/{plan}/state")
    assert f"/plans/{plan}/edit#goal_ids" in page.links


def test_whoever_was_overtaken_sees_both_versions_and_keeps_the_reason(planner, made, stored):
    plan = made.plan()
    address = f"/plans/{plan}/state"
    values = planner.page(address).form(address).values()
    move_plan(made.writer, plan_id=plan, version=1, to=PlanState.REJECTED, reason="For dyr")
    sent = {"to": "draft", "reason": "Vi går i gang"}
    page = planner.checked(planner.send(values, sent, address), address, 409)
    assert page.rows()[0] == ["Tilstand", "Udkast", "Afvist"]
    form = page.form(address)
    assert form.values()["reason"] == ["Vi går i gang"]
    page = planner.checked(planner.send(form.values(), {}, address), address, 422)
    assert stored(plan).state is PlanState.REJECTED
    assert "Planen kan ikke flyttes længere." in page.errors[0]
    assert "Vi går i gang" in page.text


def test_a_move_that_is_sent_twice_is_one(planner, owner, made, stored):
    for browser in (planner, owner):
        plan = made.plan(owner_ids=[6])
        address = f"/plans/{plan}/state"
        values = browser.page(address).form(address).values()
        browser.send(values, {"to": "draft"}, address)
        page = browser.follow(browser.send(values, {"to": "draft"}, address))
        assert "intet er gemt to gange" in page.text
        assert (stored(plan).state, stored(plan).version) == (PlanState.DRAFT, 2)


def test_an_owner_makes_their_idea_a_draft_and_no_more(owner, made, stored):
    plan = made.plan(owner_ids=[6])
    address = f"/plans/{plan}/state"
    page = owner.page(address)
    assert offered(page, address) == ["draft"]
    assert address in owner.page(f"/plans/{plan}").links
    values = page.form(address).values()
    refused = owner.send(values, {"to": "rejected", "reason": "Nej"}, address)
    owner.checked(refused, address, 422)
    # nor with the number of the version to come
    sneaky = {"to": "rejected", "reason": "Nej", "version": "2"}
    assert owner.send(values, sneaky, address).status_code == 409
    owner.follow(owner.send(values, {"to": "draft"}, address))
    assert stored(plan).state is PlanState.DRAFT
    page = owner.page(address)
    assert "Herfra er det planlægningsgruppen, der flytter planen." in page.text
    assert address not in owner.page(f"/plans/{plan}").links
    assert owner.get("/plans/5/state").status_code == 403


def test_a_rejected_plans_row_ends_where_it_was_rejected(planner, made):
    plan = made.plan()
    move_plan(made.writer, plan_id=plan, version=1, to=PlanState.REJECTED, reason="For dyr")
    page = planner.page(f"/plans/{plan}/state")
    assert [word.split(" (")[0] for word, _ in steps(page)] == ["Idé", "Afvist"]
    assert "Planen er ved vejs ende" in page.text


def test_the_page_speaks_english(planner):
    with planner.session_transaction() as stored:
        stored["language"] = "en"
    page = planner.page("/plans/1/state")
    assert "Where does the plan go?" in page.text
