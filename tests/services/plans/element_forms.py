"""An element's form, sent with what is there: a part of the tests of elements."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.factories import filled
from tracker.records.models import Element
from tracker.records.queries.history.log import last_event
from tracker.services.errors import Invalid
from tracker.services.plans.elements import edit_element
from tracker.services.verb import Writer
from tracker.theory.contents.element import ElementContents

DAY = date(2015, 1, 1)


def row(session: Session, element: int) -> Element:
    session.rollback()
    return session.get_one(Element, element, populate_existing=True)


def edit(writer: Writer, element: int, **given: Any) -> int:
    """Sends the element's form with what is there, but for ``given``."""
    there = row(writer.session, element)
    form = {
        name: getattr(there, name)
        for name in (
            "version",
            "kind",
            "title",
            "title_en",
            "description",
            "organisation_id",
            "goal_id",
            "starts_on",
            "ends_on",
            "expected_from",
        )
    }
    return edit_element(writer, element_id=element, **filled(ElementContents, {**form, **given}))


def fault(writer: Writer, element: int, **given: Any) -> tuple[str, str]:
    """Field and fault for which the form is refused, which leaves no trace."""
    number = last_event(writer.session)
    with pytest.raises(Invalid) as refused:
        edit(writer, element, **given)
    assert last_event(writer.session) == number
    return refused.value.field, refused.value.fault
