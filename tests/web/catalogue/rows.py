"""Rows of the catalogue for tests of its pages."""

import sqlalchemy as sa

from tests.factories import Maker
from tracker.records.models import Goal, Organisation


def listed(page) -> set[str]:
    return {row.one("a").text for row in page.root.all("th") if row.get("scope") == "row"}


def one(make: Maker, model, **values) -> int:
    """The number of the row that has these values."""
    session = make.writer.session
    found: int = session.scalars(sa.select(model.id).filter_by(**values)).one()
    session.rollback()
    return found


def furnish(make: Maker) -> Maker:
    """Things of the demonstration that new rows belong to."""
    make.made.update(
        goal=one(make, Goal, code="G1"),
        strategy=1,
        organisation=one(make, Organisation, code="NP"),
    )
    return make
