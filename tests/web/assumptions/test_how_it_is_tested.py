"""How an assumption is tested is a part of it: written, kept, proposed, undone and copied like the rest."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.factories import Maker
from tracker.records.models import Assumption, Event
from tracker.services.errors import Invalid
from tracker.services.plans.assumptions import add_assumption, edit_assumption
from tracker.services.verb import Writer
from tracker.theory.contents.link import AssumptionContents

BEFORE = "Fremmødet opgøres efter skoledistrikt"
"""What the demonstration says of HP5-a1."""


def stored(session: Session, code: str) -> Assumption:
    session.rollback()
    return session.scalars(sa.select(Assumption).where(Assumption.code == code)).one()


def write(browser: Browser, number: int, text: str) -> None:
    answer = browser.submit(f"/assumptions/{number}/edit", {"test": text})
    assert answer.status_code == 303, answer.get_data(as_text=True)


@pytest.fixture
def number(demo_session: Session) -> int:
    return stored(demo_session, "HP5-a1").id


def test_it_is_kept_shown_and_told_in_the_history(as_: SignInAs, number: int, demo_session: Session) -> None:
    planner = as_("planner")
    write(planner, number, "Fremmødet tælles")
    assert stored(demo_session, "HP5-a1").test == "Fremmødet tælles"
    assert "Fremmødet tælles" in planner.page("/plans/5/assumptions").text
    history = planner.page("/plans/5/history").text
    assert "Sådan afprøves den" in history
    assert "Fremmødet tælles" in history


def test_an_owner_proposes_it_in_an_approved_plan_and_the_group_accepts(
    as_: SignInAs, number: int, demo_session: Session
) -> None:
    write(as_("owner"), number, "Fremmødet tælles")
    assert stored(demo_session, "HP5-a1").test == BEFORE
    demo_session.rollback()
    planner = as_("planner")
    (proposal,) = {link for link in planner.page("/plans/5/proposals").links if "/proposals/" in link}
    page = planner.page(proposal)
    assert "Fremmødet tælles" in page.text
    accepted = planner.submit(proposal, {"decision": "accept"}, action=f"{proposal}/decide")
    assert accepted.status_code == 303
    assert stored(demo_session, "HP5-a1").test == "Fremmødet tælles"


def test_it_can_be_undone(as_: SignInAs, number: int, demo_session: Session) -> None:
    planner = as_("planner")
    write(planner, number, "Fremmødet tælles")
    demo_session.rollback()
    change = demo_session.scalars(sa.select(Event.change).order_by(Event.id.desc()).limit(1)).one()
    undo = f"/plans/5/undo/{change}"
    form = planner.page(undo).form(undo)
    assert planner.send(form.values(), {"reason": "Forkert"}, undo).status_code == 303
    assert stored(demo_session, "HP5-a1").test == BEFORE


def test_a_text_with_control_characters_is_refused(writer: Writer, make: Maker) -> None:
    number = make.assumption()
    for attempt in (
        lambda: add_assumption(
            writer, plan_id=make.the("plan"), contents=AssumptionContents(title="A", test="x\x07")
        ),
        lambda: edit_assumption(
            writer, assumption_id=number, version=1, contents=AssumptionContents(title="A", test="x\x07")
        ),
    ):
        with pytest.raises(Invalid) as refused:
            attempt()
        assert refused.value.field == "test"
