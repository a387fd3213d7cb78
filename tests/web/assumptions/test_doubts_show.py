"""A critical assumption that is refuted or at risk marks its downstream, wherever an element is shown."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.conftest import SignInAs
from tests.factories import Maker
from tests.theory.reader import pathways
from tracker.records.models import Element
from tracker.services.plans.assumptions import edit_assumption
from tracker.theory.contents.link import AssumptionContents
from tracker.theory.kinds import AssumptionState, ElementKind, LinkKind
from tracker.theory.pathway import Id, Pathway
from tracker.theory.risk.downstream import doubts

DEMO = {f"HP{number}": number for number in range(1, 7)}
SENTENCE = "Truet: der er tvivl om en kritisk antagelse: »"


def numbers(session: Session) -> dict[str, int]:
    """Elements by code; a plan's goals as HP1-G1."""
    found = dict(session.execute(sa.select(Element.code, Element.id)).all())
    session.rollback()
    return found


def code_of(plan: Pathway, element: Id) -> str:
    return str(element) if str(element).startswith("HP") else f"{plan.code}-{element}"


@pytest.mark.parametrize("plan", pathways(), ids=lambda plan: plan.code)
def test_the_outline_marks_exactly_what_the_rule_puts_at_risk(
    plan: Pathway, as_: SignInAs, demo_session: Session
) -> None:
    number = numbers(demo_session)
    page = as_("reader").page(f"/plans/{DEMO[plan.code]}/outline")
    shown = {
        entry["id"]: [mark.text for mark in entry.all(class_="mark-doubt")]
        for entry in page.main.all(class_="outline-element")
        if entry.all(class_="mark-doubt")
    }
    assert shown == {
        f"n{number[code_of(plan, element)]}": [
            f"{SENTENCE}{plan.assumption[risk.assumption or ''].text}«." for risk in found
        ]
        for element, found in doubts(plan).items()
    }


def test_the_panel_names_the_doubt_and_its_way_also_where_a_delay_is_worse(
    as_: SignInAs, demo_session: Session
) -> None:
    """HP1-K2 lies after an overdue milestone and after the agreement that may not be kept late at night."""
    number = numbers(demo_session)
    risks = as_("reader").page(f"/elements/{number['HP1-K2']}").main.all("div", class_="risk")
    assert [" ".join(risk.all("p")[0].text.split()[:2]) for risk in risks] == [
        "Truet: milepælen",
        "Truet: der",
    ]
    assert f"{SENTENCE}Aftalen følges også sent på natten«. Truet" in risks[1].text
    assert len(risks[1].all("li")) == 2


def test_the_mark_goes_when_the_assumption_holds_again(
    as_: SignInAs, make_in_demo: Maker, demo_session: Session
) -> None:
    source, target = make_in_demo.element(ElementKind.OUTPUT), make_in_demo.element(ElementKind.OUTCOME_SHORT)
    link = make_in_demo.link(source, target, LinkKind.CAUSAL)
    number = make_in_demo.assumption(link, title="De kommer", state=AssumptionState.REFUTED, critical=True)
    demo_session.rollback()
    browser = as_("planner")
    assert f"{SENTENCE}De kommer" in browser.page(f"/elements/{target}").text
    assert f"{SENTENCE}De kommer" not in browser.page(f"/elements/{source}").text
    edit_assumption(
        make_in_demo.writer,
        assumption_id=number,
        version=1,
        contents=AssumptionContents(title="De kommer", state=AssumptionState.HOLDS, critical=True),
    )
    demo_session.rollback()
    assert SENTENCE not in browser.page(f"/elements/{target}").text
