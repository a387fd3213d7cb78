"""What these tests add to the demonstration, and how they read a matrix."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.conftest import SignInAs
from tests.factories import Maker
from tests.page import Page
from tests.web.strategies.conftest import change_plan_state
from tracker.records.models import Element, Goal, Organisation
from tracker.theory.kinds import ElementKind, LinkKind, PlanState

__all__ = ["change_plan_state"]

Numbers: TypeAlias = dict[str, int]
MakePlan: TypeAlias = Callable[..., int]
ChangeState: TypeAlias = Callable[[str, PlanState], None]


GAPS = "/gaps"
WHO, WHICH = "matrix-organisations", "matrix-plans"
POLICE = "Nordjyllands Politi"


@dataclass
class Matrix:
    """Texts and addresses of the cells by heading of the row and code of the goal; ``rows`` are the
    headings."""

    cells: dict[tuple[str, str], str]
    links: dict[tuple[str, str], str]
    rows: list[str]

    @property
    def goals(self) -> list[str]:
        return list(dict.fromkeys(goal for _, goal in self.cells))


def matrix_of(page: Page, name: str) -> Matrix:
    """The matrix in the section whose heading has this id."""
    table = page.main.one("section", aria_labelledby=name).one("table")
    goals = [cell.one(class_="gap-code").text for cell in table.all("th", class_="matrix-goal")]
    found = Matrix({}, {}, [])
    for row in table.all("tr"):
        if not row.all("td"):
            continue
        heading = row.one("th").all("bdi")[0].text
        found.rows.append(heading)
        for goal, cell in zip(goals, row.all("td"), strict=True):
            found.cells[heading, goal] = cell.text
            for link in cell.all("a"):
                found.links[heading, goal] = link["href"]
    return found


def cards(as_: SignInAs, address: str = GAPS, persona: str = "reader") -> dict[str, str]:
    """What each finding says, by the list that it leads to."""
    page = as_(persona).page(address)
    found = page.main.one("ul", class_="gap-cards").all("a")
    return {link["href"]: link.one(class_="gap-words").text for link in found}


def matrix(as_: SignInAs, name: str, address: str = GAPS, persona: str = "reader") -> Matrix:
    return matrix_of(as_(persona).page(address), name)


@pytest.fixture
def numbers(demo_session: Session) -> Numbers:
    """Organisations and goals of the demonstration by code."""
    found: Numbers = {}
    for model in (Organisation, Goal):
        found |= dict(demo_session.execute(sa.select(model.code, model.id)).all())
    demo_session.rollback()
    return found


@pytest.fixture
def new_plan(make_in_demo: Maker, numbers: Numbers) -> MakePlan:
    """``new_plan("HP7", "G3", by=("NP",))``: an active plan that leads to a goal by an output and an outcome,
    with an activity for each organisation. With ``reaches=False`` the outcome leads nowhere."""

    def make(
        code: str, goal: str = "G3", *, reaches: bool = True, by: tuple[str, ...] = (), **given: Any
    ) -> int:
        make_in_demo.made.update(strategy=1, organisation=numbers["SKO"])
        given.setdefault("state", PlanState.ACTIVE)
        plan = make_in_demo.plan(code=code, title=f"Plan {code}", goal_ids=[numbers[goal]], **given)
        session = make_in_demo.writer.session
        query = sa.select(Element.id).where(Element.plan_id == plan, Element.kind == ElementKind.GOAL)
        box = session.scalars(query).one()
        session.rollback()
        output = make_in_demo.element(ElementKind.OUTPUT, plan_id=plan, title=f"{code} ydelse")
        outcome = make_in_demo.element(ElementKind.OUTCOME_LONG, plan_id=plan, title=f"{code} virkning")
        make_in_demo.link(output, outcome, LinkKind.CAUSAL, plan_id=plan)
        if reaches:
            make_in_demo.link(outcome, box, LinkKind.CAUSAL, plan_id=plan)
        for body in by:
            activity = make_in_demo.element(plan_id=plan, organisation_id=numbers[body])
            make_in_demo.link(activity, output, plan_id=plan)
        return plan

    return make
