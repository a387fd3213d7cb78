"""What the owner of HP5 answers for, by its code in the sample."""

import pytest
import sqlalchemy as sa

from tracker.records.models import Element, Indicator, Milestone


@pytest.fixture
def number(demo_session):
    """``number("HP5-A2")``: the row of an element, a milestone or an indicator; nothing stays open."""

    def found(code):
        for model in (Element, Milestone, Indicator):
            row = demo_session.scalar(sa.select(model.id).where(model.code == code))
            if row is not None:
                demo_session.rollback()
                return row
        raise LookupError(code)

    return found


@pytest.fixture
def rows(demo_session):
    """``rows(StatusReport)``: every row of a table, the newest last, as it is stored now."""

    def found(model, *conditions):
        demo_session.rollback()
        demo_session.expire_all()
        return list(demo_session.scalars(sa.select(model).where(*conditions).order_by(model.id)))

    return found


@pytest.fixture
def owner(as_):
    return as_("owner")
