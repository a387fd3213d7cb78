"""An indicator of the demonstration's first plan with readings of its own."""

from datetime import date

import pytest
import sqlalchemy as sa

from tracker.records.models import IndicatorReading, Plan
from tracker.theory.kinds import ElementKind

SPRING, SUMMER = date(2015, 3, 31), date(2015, 6, 30)


@pytest.fixture
def make(make_in_demo, demo_session):
    """Makes things in HP5, which the owner's persona owns."""
    plan = demo_session.scalars(sa.select(Plan.id).where(Plan.code == "HP5")).one()
    demo_session.rollback()
    make_in_demo.made["plan"] = plan
    return make_in_demo


@pytest.fixture
def indicator(make, demo_session):
    """From 10 (31.12.2014) to 20 (31.12.2016); 12 in spring, 15 in summer."""
    found = make.indicator(element_id=make.element(ElementKind.OUTPUT), title="Ture")
    make.reading(found, SPRING, 12.0, source="Kalender")
    make.reading(found, SUMMER, 15.0, source="Kalender")
    demo_session.rollback()
    return found


@pytest.fixture
def readings(demo_session):
    """``readings(indicator)``: what is stored, by day."""

    def found(indicator):
        demo_session.rollback()
        demo_session.expire_all()
        rows = demo_session.scalars(
            sa.select(IndicatorReading).where(IndicatorReading.indicator_id == indicator)
        )
        return {row.read_on: row for row in rows}

    return found


@pytest.fixture
def owner(as_):
    return as_("owner")
