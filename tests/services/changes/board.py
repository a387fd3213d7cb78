"""A small plan whose changes are undone: a part of the tests of undoing."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from tests.factories import Maker
from tracker.records.contents import live
from tracker.records.models import Element, Event, Plan, PlanGoal
from tracker.records.queries.history.past import rows_now
from tracker.services.changes.undoing import undo_change
from tracker.services.plans.elements import edit_element
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.element import ElementContents
from tracker.theory.kinds import ElementKind, PlanState


@verb
def take_off(writer: Writer, *, model: Any, row_id: int) -> None:
    writer.session.delete(fetch(writer, model, row_id))


@verb
def swap_primary(writer: Writer, *, to_id: int) -> None:
    tie = fetch(writer, PlanGoal, to_id)
    for other in writer.session.scalars(sa.select(PlanGoal).where(PlanGoal.plan_id == tie.plan_id)):
        other.is_primary = False
    writer.session.flush()
    tie.is_primary = True


@verb
def set_state(writer: Writer, *, plan_id: int, state: PlanState, title: str = "") -> None:
    plan = fetch(writer, Plan, plan_id)
    plan.state = state
    if title:
        plan.title = title


class Board:
    """A small plan on a table, and what was done to it last."""

    def __init__(self, writer: Writer) -> None:
        self.writer, self.session = writer, writer.session
        self.make = Maker(writer)
        self.plan = self.make.plan(goal_ids=[self.make.goal(), self.make.goal()])
        self.make.made["plan"] = self.plan
        self.activity = self.make.element(title="Ture", starts_on=date(2015, 1, 1))
        self.output = self.make.element(ElementKind.OUTPUT, title="Natteravne på gaden")
        self.link = self.make.link(self.activity, self.output)

    def last(self) -> str:
        """The change that was made last."""
        query = sa.select(Event.change).order_by(Event.id.desc()).limit(1)
        return self.session.scalars(query).one()

    def undo(self, change: str | None = None, reason: str = "") -> int:
        return undo_change(self.writer, plan_id=self.plan, change=change or self.last(), reason=reason)

    def rename(self, title: str, element: int | None = None, **others: Any) -> str:
        row = self.get(Element, element or self.activity)
        given = {
            "kind": row.kind,
            "title": title,
            "organisation_id": row.organisation_id,
            "goal_id": row.goal_id,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "description": row.description,
            **others,
        }
        edit_element(self.writer, element_id=row.id, version=row.version, contents=ElementContents(**given))
        return self.last()

    def get(self, model: Any, number: int) -> Any:
        self.session.rollback()
        return self.session.get(model, number, populate_existing=True)

    def contents(self) -> Any:
        return live(rows_now(self.session, self.plan))


@pytest.fixture
def board(writer: Writer) -> Board:
    return Board(writer)
