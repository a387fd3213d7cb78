"""Rows of the demonstration by their codes."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Element


@pytest.fixture
def element(demo_session: Session) -> Callable[[str], int]:
    """``element("HP1-A2")``: the number of the element with that code."""

    def number(code: str) -> int:
        return demo_session.scalars(sa.select(Element.id).where(Element.code == code)).one()

    return number
