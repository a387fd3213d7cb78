"""From the goal back to what must be in place, one question after another."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.hostile import KEPT
from tracker.records.models import Element, Plan, Proposal
from tracker.theory.kinds import ElementKind

QUESTION = "Hvad skal være på plads, for at dette sker?"


@pytest.fixture
def address(draft):
    return f"/plans/{draft}/backwards"


@pytest.fixture
def owner(as_):
    return as_("owner")


@pytest.fixture
def number_of(demo_session):
    """The number of a plan by its code, or of an element by its title."""

    def found(name):
        number = demo_session.scalar(sa.select(Plan.id).where(Plan.code == name))
        number = number or demo_session.scalar(sa.select(Element.id).where(Element.title == name))
        demo_session.rollback()
        return number

    return found


def asked(page):
    return page.main.one(class_="asked-about").text


def answer(browser, page, text, status=303, **fields):
    """Sends an answer to the question of the page: the page of the next one, or that of the refusal."""
    form = next(form for form in page.forms if "text" in form.names)
    response = browser.send(form.values(), {"text": text, **fields}, form.action)
    return browser.follow(response) if status == 303 else browser.checked(response, page.address, status)


def test_the_first_question_is_what_must_be_in_place_for_the_goal(owner, address):
    page = owner.page(address)
    assert page.heading == "Baglæns fra målet"
    assert asked(page).startswith("Mål ")
    assert page.main.one(class_="asked-question").text == QUESTION
    assert page.form(address, "text").values()["kind"] == ["outcome_long"]
    assert "1 spørgsmål tilbage" in page.text


def test_each_answer_is_saved_and_leads_to_the_next_question(owner, address, draft, titles, arrows):
    page = answer(owner, owner.page(address), "Flere er trygge\nFærre hændelser")
    assert "Gemt: 2 elementer og 2 pile er nye." in page.text
    assert titles(draft)[1:] == ["Flere er trygge", "Færre hændelser"]
    assert [source for source, _ in arrows(draft)] == ["Flere er trygge", "Færre hændelser"]
    assert asked(page) == "Virkning på langt sigt Flere er trygge"
    assert page.form(address, "text").values()["kind"] == ["outcome_medium"]
    page = answer(owner, page, "Unge får hjælp")
    assert asked(page) == "Virkning på langt sigt Færre hændelser"
    page = answer(owner, page, "Unge får hjælp")
    assert asked(page) == "Virkning på mellemlangt sigt Unge får hjælp"
    assert len(titles(draft)) == 4
    way = page.main.one(class_="way")
    assert [node.text for node in way.all("li")][-2:] == [
        "← Flere er trygge",
        "← Virkning på mellemlangt sigt",
    ]


def test_the_kind_of_the_lines_can_be_changed_for_all_or_for_one(owner, address, draft, demo_session):
    answer(owner, owner.page(address), "Ture\nK: Unge får hjælp", kind="output")
    rows = sa.select(Element.title, Element.kind).where(Element.plan_id == draft)
    kinds = dict(list(demo_session.execute(rows)))
    assert kinds["Ture"] is ElementKind.OUTPUT
    assert kinds["Unge får hjælp"] is ElementKind.OUTCOME_SHORT


def test_something_in_the_plan_can_be_picked(owner, address, draft, make_in_demo, number_of, arrows, titles):
    make_in_demo.element(ElementKind.OUTCOME_LONG, plan_id=draft, title="Flere er trygge")
    make_in_demo.element(ElementKind.ACTIVITY, plan_id=draft, title="Rekruttere")
    page = owner.page(address)
    offered = [node.text for node in page.main.one(class_="offered").all("label")]
    assert offered == ["Flere er trygge Virkning på langt sigt"]
    before = titles(draft)
    page = answer(owner, page, "", picked=[str(number_of("Flere er trygge"))])
    assert titles(draft) == before
    assert [source for source, _ in arrows(draft)] == ["Flere er trygge"]
    assert asked(page) == "Virkning på langt sigt Flere er trygge"


def test_a_question_is_skipped_for_now_and_comes_last(owner, address):
    page = answer(owner, owner.page(address), "Et\nTo\nTre")
    for title in ("Et", "To", "Tre", "Et"):
        assert asked(page).endswith(title)
        page = owner.page(_link(page, "Spring over for nu"))
    assert "sprunget over" in page.text
    assert "3 spørgsmål tilbage" in page.text


def test_enough_here_ends_a_question_for_this_time(owner, address):
    page = answer(owner, owner.page(address), "Et\nTo")
    page = owner.page(_link(page, "Nok her"))
    assert asked(page).endswith("To")
    page = owner.page(_link(page, "Nok her"))
    assert "Der er ikke flere spørgsmål til dette mål" in page.text
    assert "Forladt med »Nok her«: Et ; To" in page.text
    assert asked(owner.page(address)).endswith("Et")


def test_it_is_resumed_where_the_plan_has_nothing_before(owner, as_, address):
    page = answer(owner, owner.page(address), "Flere er trygge")
    answer(owner, page, "Færre hændelser")
    assert asked(as_("planner").page(address)) == "Virkning på mellemlangt sigt Færre hændelser"


def test_outputs_and_activities_are_asked_about_in_their_words(owner, address):
    page = answer(owner, owner.page(address), "Y: Ture")
    assert page.main.one(class_="asked-question").text == "Hvad skal gøres, for at dette bliver leveret?"
    page = answer(owner, page, "Rekruttere [NP]")
    assert page.main.one(class_="asked-question").text == "Hvad kræver det?"
    page = answer(owner, page, "En koordinator")
    assert "Der er ikke flere spørgsmål til dette mål" in page.text
    assert "Planens struktur har ingen fejl." in page.text
    assert page.main.one(class_="counted").text == (
        "Ressourcer 1 Aktiviteter 1 Ydelser 1 Virkninger på kort sigt 0 "
        "Virkninger på mellemlangt sigt 0 Virkninger på langt sigt 0"
    )


def test_an_answer_that_cannot_be_read_is_named_and_kept(owner, address, draft, titles):
    text = "Flere er trygge\nA: Rekruttere\n  Ukendt -> <b>G9</b>"
    page = answer(owner, owner.page(address), text, 422)
    assert page.root.all("title")[0].text.startswith("Fejl: ")
    assert "Linje 2: Ingen pil kan gå fra aktivitet til mål." in page.errors[0]
    assert "Linje 3: " in page.errors[0]
    kept = page.form(address, "text").values()["text"][0]
    assert kept.splitlines() == text.splitlines()
    assert len(titles(draft)) == 1


def test_an_empty_answer_is_refused(owner, address):
    assert "Her er intet nyt" in answer(owner, owner.page(address), " \n", 422).errors[0]


@pytest.mark.parametrize("fields", [{"kind": "activity"}, {"kind": "nonsense"}, {"picked": ["1"]}])
def test_what_was_not_offered_is_refused(fields, owner, address, draft, titles):
    page = answer(owner, owner.page(address), "Flere er trygge", 422, **fields)
    assert page.errors
    assert len(titles(draft)) == 1


@pytest.mark.parametrize("title", KEPT.values(), ids=KEPT)
def test_any_title_is_kept_as_it_was_typed(title, owner, address, draft, titles):
    answer(owner, owner.page(address), title)
    assert titles(draft)[1:] == [title]


def test_a_form_that_is_sent_twice_is_saved_once(owner, address, draft, titles):
    page = owner.page(address)
    answer(owner, page, "Flere er trygge")
    assert "intet er gemt to gange" in answer(owner, page, "Flere er trygge").text
    assert len(titles(draft)) == 2


def test_an_answer_about_what_no_longer_leads_to_the_goal_is_not_saved_elsewhere(
    owner, address, draft, titles
):
    page = owner.page(address)
    form = next(form for form in page.forms if "text" in form.names)
    response = owner.send(form.values(), {"text": "Flere er trygge"}, f"{address}?at=999999")
    page = owner.checked(response, address, 409)
    assert "fører ikke længere til dette mål" in page.errors[0]
    assert page.form(address, "text").values()["text"] == ["Flere er trygge"]
    assert len(titles(draft)) == 1


def test_each_goal_of_the_plan_can_be_begun_at(as_, number_of):
    page = as_("planner").page(f"/plans/{number_of('HP1')}/backwards")
    goals = page.main.one(class_="goal-choice").all("a")
    assert [goal.get("aria-current") for goal in goals] == ["true", ""]
    other = as_("planner").page(goals[1]["href"])
    assert [goal.get("aria-current") for goal in other.main.one(class_="goal-choice").all("a")] == [
        "",
        "true",
    ]


def test_a_plan_without_a_goal_says_what_to_do(as_, make_in_demo, draft, demo_session):
    strategy = demo_session.scalar(sa.select(Plan.strategy_id).where(Plan.id == draft))
    demo_session.rollback()
    plan = make_in_demo.plan(code="TOM", goal_ids=[], strategy_id=strategy)
    page = as_("planner").page(f"/plans/{plan}/backwards")
    assert "Giv først planen et mål" in page.text


def test_what_an_owner_answers_about_an_approved_plan_is_a_proposal(
    owner, as_, number_of, titles, demo_session
):
    plan = number_of("HP5")
    address, before = f"/plans/{plan}/backwards", titles(plan)
    for person in (owner, as_("planner")):
        assert address in person.page(f"/plans/{plan}/build").links
    goal = demo_session.scalar(
        sa.select(Element.id).where(Element.plan_id == plan, Element.kind == ElementKind.GOAL)
    )
    first = owner.page(f"{address}?at={goal}")
    assert "et forslag, som planlægningsgruppen afgør" in first.text
    page = answer(owner, first, "Flere har en ven", why="Det kom frem på mødet")
    assert "Din ændring er foreslået." in page.text
    assert titles(plan) == before
    # nothing has been added to ask about: the next question is another
    assert asked(page) != asked(first)
    [row] = demo_session.scalars(sa.select(Proposal).where(Proposal.plan_id == plan)).all()
    assert (row.verb, row.why) == ("answer_backwards", "Det kom frem på mødet")
    demo_session.rollback()
    planner = as_("planner")
    proposal = f"/proposals/{row.id}"
    planner.follow(planner.submit(proposal, {"decision": "accept"}, action=f"{proposal}/decide"))
    assert set(titles(plan)) == {*before, "Flere har en ven"}


def test_an_answer_that_an_owner_cannot_propose_is_named_and_kept(owner, number_of, demo_session):
    address = f"/plans/{number_of('HP5')}/backwards"
    goal = demo_session.scalar(
        sa.select(Element.id).where(Element.plan_id == number_of("HP5"), Element.kind == ElementKind.GOAL)
    )
    text = "A: Rekruttere\nFlere har en ven"
    page = answer(owner, owner.page(f"{address}?at={goal}"), text, 422, why="Derfor")
    assert "Linje 1: " in page.errors[0]
    kept = page.form(address, "text").values()
    assert (kept["text"][0].splitlines(), kept["why"]) == (text.splitlines(), ["Derfor"])
    assert not demo_session.scalars(sa.select(Proposal)).all()


def test_odd_addresses_still_give_a_question(owner, address):
    for odd in ("at=x", "at=999999", "goal=-1", "later=1.x..2&enough=%00", "later=" + "1." * 500):
        assert asked(owner.page(f"{address}?{odd}")).startswith("Mål ")


def test_without_dot_the_plan_stands_in_words(app, owner, address, monkeypatch):
    monkeypatch.setitem(app.config, "TRACKER", replace(app.config["TRACKER"], dot_path="/no/dot"))
    assert "Diagrammet kan ikke tegnes lige nu" in owner.page(address).text


def _link(page, words):
    return next(node["href"] for node in page.main.all("a") if node.text == words)
