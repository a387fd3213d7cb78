"""Proposals as they are looked at and decided."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.personas import EMAILS
from tracker.records.models import Element, Link, Plan, Proposal, User
from tracker.services.changes.proposals import propose
from tracker.services.plans.elements import add_element, archive_element
from tracker.services.plans.links import connect
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.link import LinkContents
from tracker.theory.kinds import ElementKind, LinkKind, PlanState, ProposalState, Visibility

HOSTILE = "\"><script>alert('x')</script>\u202eשלום 🙂 {{ 7*7 }} %(x)s"

ACCEPT, RETURN = {"decision": "accept"}, {"decision": "return"}
"""The buttons of the form that decides."""


@verb
def retitle(writer: Writer, *, element_id: int, title: str) -> None:
    fetch(writer, Element, element_id).title = title


@verb
def extend(writer: Writer, *, plan_id: int, end_id: int, title: str) -> None:
    new = add_element(writer, plan_id=plan_id, contents=ElementContents(kind=ElementKind.OUTPUT, title=title))
    connect(
        writer,
        plan_id=plan_id,
        contents=LinkContents(kind=LinkKind.IMPLEMENTATION, source_id=end_id, target_id=new),
    )


@verb
def set_plan(writer: Writer, *, plan_id: int, name: str, value: object) -> None:
    setattr(fetch(writer, Plan, plan_id), name, value)


class Desk:
    """Proposals of the owner of HP5, which is the plan 5."""

    def __init__(self, session, writer):
        self.session = session
        self.element = session.scalars(sa.select(Element.id).where(Element.code == "HP5-A2")).one()
        self.owner, self.planner = (
            replace(
                writer, actor_id=session.scalars(sa.select(User.id).where(User.email == EMAILS[who])).one()
            )
            for who in ("owner", "planner")
        )

    def propose(self, change, verb_name="edit_element", why="Der er venteliste"):
        return propose(self.owner, plan_id=5, change=change, verb_name=verb_name, why=why)

    def retitle(self, title="Flere forløb", why="Der er venteliste"):
        return self.propose(lambda writer: retitle(writer, element_id=self.element, title=title), why=why)

    def extend(self, title="Forældre har mødt hinanden"):
        return self.propose(
            lambda writer: extend(writer, plan_id=5, end_id=self.element, title=title), "add_element"
        )

    def get(self, model, number):
        self.session.rollback()
        return self.session.get(model, number, populate_existing=True)


@pytest.fixture
def desk(demo_session, demo_writer):
    return Desk(demo_session, demo_writer)


def test_an_owner_of_an_approved_plan_proposes_from_the_ordinary_form(as_, desk):
    owner = as_("owner")
    address = f"/elements/{desk.element}/edit"
    answer = owner.submit(address, {"title": "Flere forløb", "why": "Der er venteliste"})
    assert answer.status_code in (200, 303)
    desk.session.rollback()
    [row] = desk.session.scalars(sa.select(Proposal)).all()
    assert (row.verb, row.why, row.state) == ("edit_element", "Der er venteliste", ProposalState.OPEN)
    assert desk.get(Element, desk.element).title != "Flere forløb"


def test_a_waiting_proposal_is_seen_where_the_group_and_its_author_look(as_, desk):
    number = desk.retitle()
    address = f"/proposals/{number}"
    for persona, page in (
        ("planner", "/"),
        ("owner", "/"),
        ("owner", "/my-work"),
        ("reader", "/plans/5/proposals"),
    ):
        assert address in as_(persona).page(page).links, (persona, page)
    assert address not in as_("reader").page("/").links
    head = as_("reader").page("/plans/5").main.one("header")
    assert "1 forslag venter på planlægningsgruppen" in head.text
    assert "forslag venter" not in as_("reader").page("/plans/1").main.one("header").text


def test_a_proposal_is_two_diagrams_with_the_new_box_marked_and_words(as_, desk):
    page = as_("reader").page(f"/proposals/{desk.extend()}")
    assert "Element tilføjet: Forældre har mødt hinanden" in page.text
    assert "→ Forældre har mødt hinanden" in page.text
    before, after = page.main.all("div", class_="compared-view")
    assert "mødt hinanden" not in before.text
    assert "mødt hinanden" in after.text
    assert "#n-1>rect" in page.root.one("style", id="marks-style").text
    [new] = [box for box in after.all("a", class_="node") if box["id"] == "n-1"]
    assert "Ny" in new["aria-label"]
    assert not [form for form in page.forms if form.method == "POST"]


def test_the_group_accepts_and_the_plan_is_changed(as_, desk):
    number, planner = desk.extend(), as_("planner")
    address = f"/proposals/{number}"
    done = planner.follow(
        planner.submit(address, {"answer": "God idé", **ACCEPT}, action=f"{address}/decide")
    )
    assert done.address == "/plans/5"
    assert "Antaget og skrevet ind i planen: »Forældre har mødt hinanden« og 1 mere." in done.text
    assert "Forældre har mødt hinanden" in planner.page("/plans/5").text
    decided = planner.page(address)
    assert "Antaget" in decided.heading
    assert "God idé" in decided.text
    own = as_("owner").page("/my-work")
    assert "God idé" in own.text
    link = desk.session.scalars(sa.select(Link).order_by(Link.id.desc())).first()
    assert link.source_id == desk.element


def test_an_accepted_proposal_shows_the_plan_as_it_was_then_and_became_whatever_came_later(as_, desk):
    number, planner = desk.extend(), as_("planner")
    address = f"/proposals/{number}"
    planner.submit(address, ACCEPT, action=f"{address}/decide")
    retitle(desk.planner, element_id=desk.element, title="Færre forløb")
    page = as_("reader").page(address)
    before, after = page.main.all("div", class_="compared-view")
    assert ("mødt hinanden" in before.text, "mødt hinanden" in after.text) == (False, True)
    assert "Færre forløb" not in before.text + after.text
    made = desk.session.scalars(sa.select(Element).order_by(Element.id.desc())).first()
    [new] = [box for box in after.all("a", class_="node") if box["id"] == f"n{made.id}"]
    assert "Ny" in new["aria-label"]
    headings = [node.text for node in page.main.all("h2")]
    assert headings == ["Det blev foreslået", "Som den var dengang", "Som den blev"]


def test_a_returned_proposal_shows_what_it_would_have_made_of_the_plan_as_it_was_then(as_, desk):
    number, planner = desk.retitle(), as_("planner")
    address = f"/proposals/{number}"
    planner.submit(address, {"answer": "Hvem betaler?", **RETURN}, action=f"{address}/decide")
    retitle(desk.planner, element_id=desk.element, title="Færre forløb")
    page = planner.page(address)
    before, after = page.main.all("div", class_="compared-view")
    assert ("Flere forløb" in before.text, "Flere forløb" in after.text) == (False, True)
    assert "Færre forløb" not in before.text + after.text
    assert [node.text for node in page.main.all("h2")][-1] == "Som den ville være blevet"


def test_a_proposal_that_no_longer_fitted_when_it_was_returned_says_so(as_, desk):
    number, planner = desk.retitle(), as_("planner")
    address = f"/proposals/{number}"
    retitle(desk.planner, element_id=desk.element, title="Færre forløb")
    planner.submit(address, {"answer": "Det er lavet om", **RETURN}, action=f"{address}/decide")
    page = planner.page(address)
    assert "Planen var ændret, siden forslaget blev stillet" in page.text
    assert "→ til Færre forløb" in page.text
    [before] = page.main.all("div", class_="compared-view")
    assert "Færre forløb" in before.text


def test_what_was_accepted_is_named_as_it_is_called_from_now_on(as_, desk):
    address, planner = f"/proposals/{desk.retitle()}", as_("planner")
    done = planner.follow(planner.submit(address, ACCEPT, action=f"{address}/decide"))
    assert "Antaget og skrevet ind i planen: »Flere forløb«." in done.text


def test_an_acceptance_that_is_sent_twice_leads_to_the_plan_too(as_, desk):
    address, planner = f"/proposals/{desk.retitle()}", as_("planner")
    form = planner.page(address).form(f"{address}/decide").values()
    for _ in range(2):
        done = planner.follow(planner.send(form, ACCEPT, f"{address}/decide"))
        assert done.address == "/plans/5"
    assert "intet er gemt to gange" in done.text


def test_returning_needs_an_answer_and_keeps_the_plan(as_, desk):
    number, planner = desk.retitle(), as_("planner")
    address, action = f"/proposals/{number}", f"/proposals/{number}/decide"
    form = planner.page(address).form(f"{address}/decide")
    refused = planner.checked(planner.send(form.values(), {"answer": "  ", **RETURN}, action), action, 422)
    assert "Udfyld dette felt." in refused.text
    again = refused.form(f"{address}/decide").values()
    done = planner.follow(planner.send(again, {"answer": "Hvem betaler?", **RETURN}, action))
    assert "Hvem betaler?" in done.text
    assert "Hvem betaler?" in as_("owner").page("/my-work").text
    assert desk.get(Element, desk.element).title != "Flere forløb"


def test_its_author_takes_it_back_and_nobody_else_does(as_, desk):
    number = desk.retitle()
    address = f"/proposals/{number}"
    planner = as_("planner")
    assert f"{address}/withdraw" not in [form.action for form in planner.page(address).forms]
    values = planner.page(address).form(f"{address}/decide").values()
    refused = planner.checked(planner.send(values, {}, f"{address}/withdraw"), address, 422)
    assert refused.errors
    owner = as_("owner")
    owner.follow(owner.submit(address, action=f"{address}/withdraw"))
    assert desk.get(Proposal, number).state is ProposalState.WITHDRAWN


def test_a_plan_that_changed_meanwhile_is_shown_with_what_is_different_and_is_not_accepted(as_, desk):
    number, planner = desk.retitle(), as_("planner")
    address = f"/proposals/{number}"
    form = planner.page(address).form(f"{address}/decide").values()
    retitle(desk.planner, element_id=desk.element, title="Færre forløb")
    page = planner.checked(planner.send(form, {"answer": "ok", **ACCEPT}, f"{address}/decide"), address, 422)
    assert "så det passer ikke længere" in page.errors[0]
    assert "→ til Færre forløb" in page.text
    assert desk.get(Element, desk.element).title == "Færre forløb"
    fresh = planner.page(address)
    assert "Det er anderledes nu" in fresh.text
    assert "Antag" not in [button.text for button in fresh.main.all("button")]


def test_what_was_proposed_stands_beside_what_is_there_when_it_was_overtaken(as_, desk):
    address = f"/proposals/{desk.retitle()}"
    edit = f"/elements/{desk.element}/edit"
    assert not as_("planner").page(address).main.all("section", aria_labelledby="beside")
    retitle(desk.planner, element_id=desk.element, title="Færre forløb")
    page = as_("planner").page(address)
    rows = page.main.one("section", aria_labelledby="beside").one("tbody").all("tr")
    assert [row.text for row in rows] == ["Titel Færre forløb Flere forløb"]
    assert edit in page.links
    assert edit not in as_("owner").page(address).links


def test_an_element_that_is_gone_meanwhile_is_named(as_, desk):
    number = desk.retitle()
    element = desk.get(Element, desk.element)
    archive_element(desk.planner, element_id=element.id, version=element.version)
    address, planner = f"/proposals/{number}", as_("planner")
    page = planner.page(address)
    assert "Flere forløb" in page.text
    assert f"Element fjernet: {element.title}" in page.main.one("section", aria_labelledby="meanwhile").text
    assert "Antag" not in [button.text for button in page.main.all("button")]
    form = page.form(f"{address}/decide").values()
    late = planner.checked(planner.send(form, ACCEPT, f"{address}/decide"), address, 422)
    assert "så det passer ikke længere" in late.errors[0]
    assert desk.get(Proposal, number).state is ProposalState.OPEN


def test_of_two_decisions_the_second_is_told_and_sees_the_first(as_, desk):
    number = desk.retitle()
    address = f"/proposals/{number}"
    one, other = as_("planner"), as_("planner")
    form = other.page(address).form(f"{address}/decide").values()
    one.follow(one.submit(address, ACCEPT, action=f"{address}/decide"))
    late = other.checked(other.send(form, {"answer": "Nej", **RETURN}, f"{address}/decide"), address, 409)
    assert "imens" in late.errors[0]
    assert desk.get(Proposal, number).state is ProposalState.ACCEPTED


def test_deciding_belongs_to_the_group(as_, desk):
    number = desk.retitle()
    for persona in ("owner", "reader", "manager", "secretary"):
        person = as_(persona)
        token = person.page("/").root.all("input", name="csrf_token")[0]["value"]
        for decision in (ACCEPT, RETURN):
            answer = person.send({"csrf_token": [token]}, decision, f"/proposals/{number}/decide")
            assert answer.status_code == 403, (persona, decision)


def test_a_proposal_of_a_plan_that_one_may_not_see_is_not_there(as_, desk):
    number = desk.retitle()
    set_plan(desk.planner, plan_id=5, name="visibility", value=Visibility.ORGANISATION)
    as_("reader").page(f"/proposals/{number}", 404)
    as_("planner").page(f"/proposals/{number}")


def test_a_completed_plan_takes_no_decision_that_would_change_it(as_, desk):
    number, planner = desk.retitle(), as_("planner")
    address = f"/proposals/{number}"
    form = planner.page(address).form(f"{address}/decide").values()
    set_plan(desk.planner, plan_id=5, name="state", value=PlanState.COMPLETED)
    page = planner.checked(planner.send(form, ACCEPT, f"{address}/decide"), address, 422)
    assert page.errors
    assert desk.get(Proposal, number).state is ProposalState.OPEN


def test_hostile_texts_are_shown_and_do_nothing(as_, desk):
    planner = as_("planner")
    for number in (desk.retitle(HOSTILE, HOSTILE), desk.extend(HOSTILE)):
        page = planner.page(f"/proposals/{number}")
        assert HOSTILE in page.text
        assert "<script>alert" not in page.source
    for address in ("/plans/5/proposals", "/", "/plans/5/history"):
        assert "<script>alert" not in planner.page(address).source


def test_in_english_a_proposal_speaks_english(as_, desk):
    planner = as_("planner")
    with planner.session_transaction() as stored:
        stored["language"] = "en"
    page = planner.page(f"/proposals/{desk.extend()}")
    for words in ("As it is", "As it would be", "Element added:", "New"):
        assert words in page.text


def test_a_plan_without_proposals_says_what_would_be_here(as_):
    assert "Ingen forslag" in as_("reader").page("/plans/5/proposals").text
