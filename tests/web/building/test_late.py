"""A form about something that became something else meanwhile changes nothing and loses nothing typed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.factories import Maker
from tests.personas import EMAILS
from tracker.records.models import Assumption, Element, Link, Plan, Proposal, User
from tracker.services.changes.proposals import propose, return_proposal
from tracker.services.plans.assumptions import archive_assumption
from tracker.services.plans.elements import add_element, archive_element
from tracker.services.plans.links import disconnect
from tracker.services.plans.states import archive_plan
from tracker.services.verb import fetch, verb
from tracker.theory.contents.element import ElementContents
from tracker.theory.kinds import ElementKind, PlanState

TYPED = "Det, jeg nåede at skrive"


@verb
def complete(writer, *, plan_id: int) -> None:
    fetch(writer, Plan, plan_id).state = PlanState.COMPLETED


@pytest.fixture
def made(make_in_demo: Maker) -> Maker:
    return make_in_demo


def first(made: Maker, model, *where) -> tuple[int, int]:
    """Number and version of a row of the first plan that is there."""
    query = sa.select(model.id, model.version).where(model.archived_at.is_(None), *where).order_by(model.id)
    found = made.writer.session.execute(query.limit(1)).one()
    made.writer.session.rollback()
    return found[0], found[1]


def an_activity(made: Maker) -> tuple[int, int]:
    return first(made, Element, Element.kind == ElementKind.ACTIVITY)


def without_element(made: Maker) -> None:
    number, version = an_activity(made)
    archive_element(made.writer, element_id=number, version=version)


def without_link(made: Maker) -> None:
    number, version = first(made, Link)
    disconnect(made.writer, link_id=number, version=version)


def without_assumption(made: Maker) -> None:
    number, version = first(made, Assumption)
    archive_assumption(made.writer, assumption_id=number, version=version)


def without_plan(made: Maker) -> None:
    number, version = first(made, Plan, Plan.id == 1)
    archive_plan(made.writer, plan_id=number, version=version, reason="Opgivet")


def completed(made: Maker) -> None:
    for plan in made.writer.session.scalars(sa.select(Plan.id)).all():
        complete(made.writer, plan_id=plan)


Ended = Callable[[Maker], None]

LATE: list[tuple[str, str, Ended, dict[str, str], int]] = [
    ("/elements/{element}/edit", "planner", without_element, {"title": TYPED}, 409),
    ("/elements/{element}/archive", "planner", without_element, {"reason": TYPED}, 409),
    ("/elements/{element}/milestones/new", "planner", without_element, {"title": TYPED}, 404),
    ("/links/{link}/edit", "planner", without_link, {"rationale": TYPED}, 409),
    ("/links/{link}/disconnect", "planner", without_link, {"reason": TYPED}, 409),
    ("/assumptions/{assumption}/edit", "planner", without_assumption, {"title": TYPED}, 409),
    ("/plans/1/archive", "planner", without_plan, {"reason": TYPED}, 404),
    ("/elements/{element}/edit", "planner", completed, {"title": TYPED}, 403),
    ("/plans/1/edit", "planner", completed, {"target_group": TYPED}, 403),
    ("/plans/1/quick-entry", "planner", completed, {"text": TYPED}, 403),
]


@pytest.mark.parametrize(("address", "persona", "ended", "typed", "status"), LATE)
def test_what_was_typed_into_a_form_that_comes_too_late_is_given_back(
    address, persona, ended, typed, status, as_, made
):
    browser = as_(persona)
    numbers = {
        "element": an_activity(made)[0],
        "link": first(made, Link)[0],
        "assumption": first(made, Assumption)[0],
    }
    address = address.format(**numbers)
    form = browser.page(address).form(address, *typed).values()
    ended(made)
    made.writer.session.rollback()
    answer = browser.send(form, typed, address)
    assert answer.status_code == status, answer.status
    assert TYPED in answer.get_data(as_text=True)


def test_the_answer_to_a_proposal_that_others_decided_meanwhile_is_given_back(as_, made):
    session = made.writer.session
    who = {
        name: session.scalars(sa.select(User.id).where(User.email == EMAILS[name])).one()
        for name in ("owner", "planner")
    }
    contents = ElementContents(kind=ElementKind.ACTIVITY, title="Flere forløb")
    number = propose(
        replace(made.writer, actor_id=who["owner"]),
        plan_id=5,
        verb_name="add_element",
        why="",
        change=lambda writer: add_element(writer, plan_id=5, contents=contents),
    )
    browser, address = as_("planner"), f"/proposals/{number}"
    form = browser.page(address).form(f"{address}/decide", "answer").values()
    return_proposal(
        replace(made.writer, actor_id=who["planner"]),
        proposal_id=number,
        version=session.get_one(Proposal, number).version,
        answer="Andre var først",
    )
    session.rollback()
    answer = browser.send(form, {"answer": TYPED, "decision": "return"}, f"{address}/decide")
    assert answer.status_code == 409
    assert TYPED in answer.get_data(as_text=True)
