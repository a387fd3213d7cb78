"""A fixture: the plan HP5 of the demonstration with proposals in every state, and with a change to undo."""

from dataclasses import dataclass, replace
from functools import partial

import pytest
import sqlalchemy as sa

from tests.personas import EMAILS
from tracker.records.models import Element, Event, User
from tracker.services.changes.proposals import accept_proposal, propose, return_proposal
from tracker.services.plans.elements import add_element
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.element import ElementContents
from tracker.theory.kinds import ElementKind


@dataclass(frozen=True)
class Decided:
    """For addresses: proposals, the ``change`` that can be undone with its ``element``, one ``earlier``."""

    plan: int
    element: int
    change: str
    earlier: str
    waiting: int
    accepted: int
    returned: int


@verb
def _retitle(writer: Writer, *, element_id: int, title: str) -> None:
    fetch(writer, Element, element_id).title = title


@pytest.fixture
def decided(demo_session, demo_writer):
    owner, planner = (
        replace(
            demo_writer,
            actor_id=demo_session.scalars(sa.select(User.id).where(User.email == EMAILS[who])).one(),
        )
        for who in ("owner", "planner")
    )
    element = demo_session.scalars(sa.select(Element).where(Element.code == "HP5-A2")).one()
    plan, number = element.plan_id, element.id

    def proposal(title):
        change = partial(
            add_element, plan_id=plan, contents=ElementContents(kind=ElementKind.OUTPUT, title=title)
        )
        return propose(owner, plan_id=plan, change=change, verb_name="add_element", why="Savnet")

    waiting, accepted, returned = map(proposal, ("Nyhedsbreve", "Forældremøder", "Foredrag"))
    accept_proposal(planner, proposal_id=accepted, version=1)
    return_proposal(planner, proposal_id=returned, version=1, answer="Hvem betaler?")
    _retitle(planner, element_id=number, title="Flere forløb")
    latest = sa.select(Event.change).order_by(Event.id.desc()).limit(1)
    change = demo_session.scalars(latest).one()
    earlier = demo_session.scalars(latest.where(Event.change != change)).one()
    demo_session.rollback()
    return Decided(plan, number, change, earlier, waiting, accepted, returned)
