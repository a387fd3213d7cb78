"""What is commented on in the demonstration, and people by their personas."""

import pytest
import sqlalchemy as sa

from tests.personas import EMAILS
from tracker.records.models import Element, Link, User


@pytest.fixture
def activity(demo_session):
    """An activity of HP1, a plan that everybody sees and the persona ``planner`` owns."""
    found = demo_session.scalars(sa.select(Element).where(Element.code == "HP1-A2")).one()
    demo_session.rollback()
    return found


@pytest.fixture
def link(demo_session, activity):
    """The link that runs out of the activity."""
    found = demo_session.scalars(sa.select(Link.id).where(Link.source_id == activity.id)).one()
    demo_session.rollback()
    return found


@pytest.fixture
def person(demo_session):
    """``person("reader")``: the number of that persona."""

    def number(persona):
        query = sa.select(User.id).where(User.email == EMAILS.get(persona, persona))
        found = demo_session.scalars(query).one()
        demo_session.rollback()
        return found

    return number


@pytest.fixture
def comment(make_in_demo, demo_session, activity, person):
    """``comment(by="owner", mentioned=["reader"])``: the number of a comment on the activity."""

    def made(by="planner", mentioned=(), **given):
        if "link_id" not in given:
            given.setdefault("element_id", activity.id)
        people = [person(persona) for persona in mentioned]
        number = make_in_demo.comment(person(by), mentioned=people, **given)
        demo_session.rollback()
        return number

    return made
