"""A plan, its owner who proposes, and the group that decides: a part of the tests of proposals."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.factories import Maker
from tracker.records.contents import live
from tracker.records.models import Element, Plan, Proposal
from tracker.records.queries.history.past import rows_now
from tracker.services.changes.proposals import propose
from tracker.services.plans.elements import add_element
from tracker.services.plans.links import connect
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.link import LinkContents
from tracker.theory.kinds import ElementKind, LinkKind, PlanState


@verb
def set_state(writer: Writer, *, plan_id: int, state: PlanState) -> None:
    fetch(writer, Plan, plan_id).state = state


@verb
def set_title(writer: Writer, *, element_id: int, title: str) -> None:
    fetch(writer, Element, element_id).title = title


@verb
def extend(writer: Writer, *, plan_id: int, end_id: int) -> None:
    """Two new elements with links between them and to one that is there."""
    new = [
        add_element(
            writer, plan_id=plan_id, code=f"NY{n}", contents=ElementContents(kind=kind, title=f"Ny {n}")
        )
        for n, kind in enumerate((ElementKind.ACTIVITY, ElementKind.OUTPUT))
    ]
    for n, (source, target) in enumerate(((new[0], new[1]), (new[0], end_id))):
        connect(
            writer,
            plan_id=plan_id,
            code=f"NYL{n}",
            contents=LinkContents(kind=LinkKind.IMPLEMENTATION, source_id=source, target_id=target),
        )


class Table:
    """A plan, its owner who proposes, and the group that decides."""

    def __init__(self, writer: Writer) -> None:
        self.session, self.make = writer.session, Maker(writer)
        self.plan = self.make.plan()
        self.make.made["plan"] = self.plan
        self.output = self.make.element(ElementKind.OUTPUT, title="Natteravne på gaden")
        self.activity = self.make.element(title="Ture")
        self.link = self.make.link(self.activity, self.output)
        self.owner = replace(writer, actor_id=self.make.person())
        self.group = replace(writer, actor_id=self.make.person())

    def propose(self, change: Callable[[Writer], object], name: str = "edit_element", why: str = "") -> int:
        return propose(self.owner, plan_id=self.plan, change=change, verb_name=name, why=why)

    def retitle(self, title: str) -> int:
        return self.propose(lambda writer: set_title(writer, element_id=self.activity, title=title))

    def row(self, number: int) -> Proposal:
        self.session.rollback()
        return self.session.get_one(Proposal, number, populate_existing=True)

    def title(self) -> str:
        self.session.rollback()
        return self.session.get_one(Element, self.activity, populate_existing=True).title

    def contents(self) -> Any:
        return live(rows_now(self.session, self.plan))


@pytest.fixture
def table(writer: Writer) -> Table:
    return Table(writer)
