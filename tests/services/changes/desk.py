"""A plan whose rows are written back: a part of the tests of applying."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.factories import Maker
from tracker.records.models import Event
from tracker.records.queries.history.log import last_event
from tracker.records.queries.history.past import rows_now
from tracker.records.row_changes import RowChange
from tracker.services.changes.applying import apply_rows
from tracker.services.changes.undoing import undo_change
from tracker.services.evidence import attach_finding
from tracker.services.verb import Writer, verb
from tracker.theory.kinds import ElementKind


@verb
def write(writer: Writer, *, plan_id: int, changes: list[RowChange]) -> dict[tuple[str, int], int]:
    return apply_rows(writer, plan_id, changes)


class Desk:
    """A plan with a link under an assumption, a milestone and an indicator."""

    def __init__(self, make: Maker) -> None:
        self.make, self.writer, self.session = make, make.writer, make.writer.session
        self.plan = make.the("plan")
        self.activity = make.element(title="Ture")
        self.output = make.element(ElementKind.OUTPUT)
        self.outcome = make.element(ElementKind.OUTCOME_SHORT)
        self.link = make.link(self.activity, self.output, code="HP1-l09")
        self.assumption = make.assumption(self.link)
        self.attachment = attach_finding(self.writer, link_id=self.link, finding_id=make.finding())
        self.milestone = make.milestone(element_id=self.activity)
        self.indicator = make.indicator(element_id=self.outcome)

    def write(self, *changes: RowChange) -> dict[tuple[str, int], int]:
        return write(self.writer, plan_id=self.plan, changes=list(changes))

    def change(self, entity: str, number: int, **wanted: Any) -> RowChange:
        """The row gets these values, and is as it is now before."""
        there = self.rows()[entity][number]
        return RowChange(entity, number, {name: there[name] for name in wanted}, wanted)

    def new(self, entity: str, like: int, number: int = -1, **values: Any) -> RowChange:
        """A new row like one that is there, but for ``values``."""
        return RowChange(entity, number, None, {**self.rows()[entity][like], "id": number, **values})

    def rows(self) -> Any:
        self.session.rollback()
        return rows_now(self.session, self.plan)

    def get(self, model: Any, number: int) -> Any:
        self.session.rollback()
        return self.session.get(model, number, populate_existing=True)

    def last(self) -> str:
        query = sa.select(Event.change).order_by(Event.id.desc()).limit(1)
        return self.session.scalars(query).one()

    def undo(self) -> None:
        undo_change(self.writer, plan_id=self.plan, change=self.last(), reason="")


@pytest.fixture
def desk(make: Maker) -> Desk:
    return Desk(make)


def refused(desk: Desk, error: type[Exception], *changes: RowChange, match: str | None = None) -> Any:
    """The refusal, which leaves no trace."""
    number, rows = last_event(desk.session), desk.rows()
    with pytest.raises(error, match=match) as found:
        desk.write(*changes)
    assert (last_event(desk.session), desk.rows()) == (number, rows)
    return found.value
