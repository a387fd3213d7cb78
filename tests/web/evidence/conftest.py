"""Rows of the demonstration by their codes."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Finding, Link


@pytest.fixture
def finding(demo_session: Session) -> Callable[[str], int]:
    """``finding("EV02")``: the number of the finding with that code."""

    def number(code: str) -> int:
        found = demo_session.scalars(sa.select(Finding.id).where(Finding.code == code)).one()
        demo_session.rollback()
        return found

    return number


@pytest.fixture
def link(demo_session: Session) -> Callable[[str], int]:
    """``link("HP1-l10")``: the number of the link with that code."""

    def number(code: str) -> int:
        found = demo_session.scalars(sa.select(Link.id).where(Link.code == code)).one()
        demo_session.rollback()
        return found

    return number
