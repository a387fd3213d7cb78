"""Across all plans: the weak links that most goals depend on."""

import csv
import io

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.factories import Maker
from tests.theory.reader import pathway, pathways
from tracker.records.models import Element, Goal
from tracker.theory.evidence.dependence import weak_links
from tracker.theory.kinds import ElementKind, LinkKind, PlanState, Visibility
from tracker.theory.pathway import Pathway


@pytest.fixture
def reader(as_: SignInAs) -> Browser:
    return as_("reader")


def words(plan: Pathway, link: object) -> str:
    found = plan.link[link]  # type: ignore[index]
    return f"{plan.element[found.source].title} → {plan.element[found.target].title}"


def names(browser: Browser, address: str = "/weak-links") -> list[str]:
    found = browser.page(address).main.all(class_="weak-name")
    return [one.text.replace("fører til ", "") for one in found]


def test_the_demo_s_weak_links_stand_in_the_order_of_the_rule(reader: Browser) -> None:
    assert names(reader) == [words(pathway(str(weak.plan)), weak.link) for weak in weak_links(pathways())]


def test_each_weak_link_names_the_goals_and_opens_its_chain(reader: Browser) -> None:
    page = reader.page("/weak-links")
    wanted = weak_links(pathways())
    assert [(row[2].split(), row[3].split()) for row in page.rows()] == [
        (list(weak.weakest_for), list(weak.indispensable_for) or ["–"]) for weak in wanted
    ]
    opened = page.main.all("details", class_="why")
    assert len(opened) == sum(len(weak.weakest_for) for weak in wanted)
    for why in opened:
        assert "svageste led" in why.text
        assert len(why.all("li", class_="ground-link")) >= 2
    assert "3 bedste årsagskæder er veldokumenterede hele vejen" in page.text


def test_the_list_narrows_to_a_goal_and_downloads_the_same(reader: Browser, demo_session: Session) -> None:
    goal = demo_session.scalars(sa.select(Goal.id).where(Goal.code == "G1")).one()
    shown = names(reader, f"/weak-links?goal={goal}")
    assert len(shown) == 2
    body = reader.get(f"/weak-links.csv?goal={goal}").get_data().decode("utf-8-sig")
    assert [line[2] for line in csv.reader(io.StringIO(body), delimiter=";")][1:] == shown
    assert names(reader, "/weak-links?goal=nonsense") == names(reader)


def weak_plan(make: Maker, name: str, **given: object) -> None:
    plan = make.plan(**given)
    goal = make.writer.session.scalars(
        sa.select(Element.id).where(Element.plan_id == plan, Element.kind == ElementKind.GOAL)
    ).one()
    output = make.element(ElementKind.OUTPUT, plan_id=plan, title=name)
    make.link(output, goal, LinkKind.CAUSAL, plan_id=plan)
    make.writer.session.rollback()


def test_what_one_may_not_see_is_neither_named_nor_counted(as_: SignInAs, make_in_demo: Maker) -> None:
    weak_plan(make_in_demo, "Kun for de indviede", visibility=Visibility.ORGANISATION)
    assert any("indviede" in name for name in names(as_("planner")))
    page = as_("reader").page("/weak-links")
    assert "indviede" not in page.source
    assert "8 svage led." in page.text
    assert "indviede" not in as_("reader").get("/weak-links.csv").get_data(as_text=True)


def test_a_rejected_plan_has_no_weak_links_to_mend(as_: SignInAs, make_in_demo: Maker) -> None:
    weak_plan(make_in_demo, "Forkastet", state=PlanState.REJECTED)
    assert len(names(as_("planner"))) == 8


def test_the_strategy_leads_there(reader: Browser) -> None:
    assert {"/weak-links", "/assumptions"} <= set(reader.page("/strategies/1").links)
