"""The strategy's map: all outcomes and goals in one diagram, in words, and never what one may not see."""

from xml.etree import ElementTree

import pytest
import sqlalchemy as sa

from tests import databases
from tests.factories import Maker
from tests.hostile import KEPT
from tests.personas import NOW, TODAY
from tracker.diagrams import diagram
from tracker.extensions import db
from tracker.records.models import Element, Goal
from tracker.services.verb import Writer
from tracker.theory.kinds import ElementKind, LinkKind, PlanState, Visibility

MAP = "/strategies/1/map"


@pytest.fixture
def made(demo_url):
    """Makes rows in the demonstration's database; they belong to its strategy."""
    with databases.opened(demo_url) as session:
        maker = Maker(Writer(session, NOW, TODAY))
        maker.made.update(strategy=1, organisation=1, goal=1)
        yield maker


@pytest.fixture
def plan_with(made, change_plan_state):
    """``plan_with(code, title)``: an active plan with one outcome towards the first goal."""

    def make(code, title, **fields):
        plan = made.plan(code=code, goal_ids=[1], **fields)
        query = sa.select(Element.id).where(Element.plan_id == plan, Element.kind == ElementKind.GOAL)
        goal = made.writer.session.scalars(query).one()
        made.writer.session.rollback()
        output = made.element(ElementKind.OUTPUT, plan_id=plan, title="En ydelse")
        outcome = made.element(ElementKind.OUTCOME_LONG, plan_id=plan, title=title)
        made.link(output, outcome, LinkKind.CAUSAL, plan_id=plan)
        made.link(outcome, goal, LinkKind.CAUSAL, plan_id=plan)
        change_plan_state(code, PlanState.ACTIVE)
        return plan

    return make


def boxes(page):
    return {box["data-element"]: box["aria-label"] for box in page.main.all("a", class_="node")}


def test_every_outcome_and_goal_stands_on_the_map_with_its_plan(app, as_):
    page = as_("reader").page(MAP)
    with app.app_context():
        session = db.session()
        kinds = (ElementKind.OUTCOME_SHORT, ElementKind.OUTCOME_MEDIUM, ElementKind.OUTCOME_LONG)
        outcomes = session.execute(
            sa.select(Element.id, Element.title, Element.code).where(Element.kind.in_(kinds))
        )
        found = {f"o{number}": (title, code) for number, title, code in outcomes}
        goals = {f"g{number}": title for number, title in session.execute(sa.select(Goal.id, Goal.title))}
    drawn = boxes(page)
    assert drawn.keys() == found.keys() | goals.keys()
    for name, (title, code) in found.items():
        assert title in drawn[name]
        assert code in drawn[name]
        entry = page.main.one("article", id=name)
        assert f"/elements/{name[1:]}" in [link["href"] for link in entry.all("a")]


def test_every_link_of_the_map_is_told_from_both_ends(as_):
    page = as_("reader").page(MAP)
    for line in page.main.all("g", class_="link"):
        source, target = line["data-from"], line["data-to"]
        assert f"#{target}" in [a["href"] for a in page.main.one("article", id=source).all("a")]
        assert f"#{source}" in [a["href"] for a in page.main.one("article", id=target).all("a")]


def test_a_goal_names_the_plans_that_reach_it_with_their_best_chain(as_):
    page = as_("reader").page(MAP)
    goal = next(entry for entry in page.main.all("article") if "G2" in entry.one("h3").text)
    said = [line.text for line in goal.all("li") if line.all("details")]
    assert [line[:3] for line in said] == ["HP1", "HP4", "HP3", "HP2"]
    assert "E4 Veldokumenteret" in said[0]
    assert "E3 Dokumenteret" in said[2]
    assert "Unge i mentorforløb → fører til Færre i målgruppen begår ny kriminalitet" in said[2]
    assert any("Nås af HP1, HP4 (E4); HP3, HP2 (E3)" in name for name in boxes(page).values())


def test_outcomes_that_look_alike_are_named_with_the_words_they_have_in_common(as_):
    page = as_("reader").page(MAP)
    overlaps = page.main.one("section", aria_labelledby="map-overlaps").text
    assert "Færre i målgruppen begår ny kriminalitet" in overlaps
    assert "Næsten samme ordlyd: begår, kriminalitet." in overlaps
    assert len([name for name in boxes(page).values() if "Overlapper HP" in name]) == 2


def test_an_outcome_of_two_plans_is_drawn_once_with_both_codes(as_, plan_with):
    for code in ("HP7", "HP8"):
        plan_with(code, "Alle kender deres nabo")
    page = as_("reader").page(MAP)
    shared = [name for name in boxes(page).values() if "Alle kender deres nabo" in name]
    assert len(shared) == 1
    assert "Fælles: HP7, HP8" in shared[0]
    assert "Alle kender deres nabo (HP7, HP8)" in page.main.one("section", aria_labelledby="map-shared").text


def test_a_goal_that_no_chain_reaches_is_marked(as_, change_plan_state):
    change_plan_state("HP3", PlanState.IDEA)
    page = as_("reader").page(MAP)
    assert "1 mål, som ingen årsagskæde når" in page.main.one(class_="map-facts").text
    unreached = [name for name in boxes(page).values() if "Ingen årsagskæde når målet" in name]
    assert len(unreached) == 1
    assert "HP3-" not in page.text


def test_what_one_may_not_see_is_on_nobody_elses_map(as_, made, plan_with):
    stranger = made.organisation()
    plan_with(
        "HP7", "En virkning i det skjulte", visibility=Visibility.ORGANISATION, lead_organisation_id=stranger
    )
    for persona, sees in (("planner", True), ("owner", False), ("planner", True), ("owner", False)):
        browser = as_(persona)
        page = browser.get(MAP).get_data(as_text=True)
        file = browser.get(f"{MAP}.svg").get_data(as_text=True)
        assert ("En virkning i det skjulte" in page) is sees
        assert ("HP7" in file) is sees


def test_those_who_see_the_same_share_one_drawing(as_):
    tags = {as_(persona).get(f"{MAP}.svg").headers["ETag"] for persona in ("planner", "owner", "reader")}
    assert len(tags) == 1


@pytest.mark.parametrize(("kind", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_the_map_comes_as_a_file(as_, kind, start):
    response = as_("reader").get(f"{MAP}.{kind}")
    assert response.status_code == 200
    assert response.get_data().startswith(start)
    assert response.headers["Content-Disposition"] == f"inline; filename=strategy-1-map-2015-09-15.{kind}"


def test_the_file_says_title_number_of_plans_and_legend(as_):
    root = ElementTree.fromstring(as_("reader").get(f"{MAP}.svg").get_data())  # noqa: S314 - our own
    text = "".join(root.itertext())
    for words in (
        "Strategikort: Tryghed i Aalborg Kommune",
        "6 handlingsplaner · pr. 15.09.2015",
        "HP1 Et trygt natteliv",
    ):
        assert words in text


def test_the_same_map_is_not_sent_twice_and_a_changed_plan_makes_another(as_, made, count_queries):
    browser = as_("reader")
    tag = browser.get(f"{MAP}.svg").headers["ETag"]
    with count_queries() as statements:
        assert browser.get(f"{MAP}.svg", headers={"If-None-Match": tag}).status_code == 304
    assert len(statements) == 2
    made.milestone(element_id=4)
    assert browser.get(f"{MAP}.svg").headers["ETag"] != tag


def test_a_map_that_is_too_large_says_so_and_is_told_in_words(as_, monkeypatch):
    monkeypatch.setattr(diagram, "MOST_BOXES", 10)
    page = as_("reader").page(MAP)
    assert (
        "Kortet er for stort til at blive tegnet: 38 virkninger og mål"
        in page.main.one(class_="alert-warning").text
    )
    assert len(page.main.all("article")) == 38
    assert as_("reader").get(f"{MAP}.svg").status_code == 503


@pytest.mark.parametrize("title", KEPT.values(), ids=list(KEPT))
def test_hostile_titles_stand_on_the_map_as_they_are(as_, plan_with, title):
    plan_with("HP7", title)
    page = as_("reader").page(MAP)
    assert "<script>alert(1)" not in as_("reader").get(MAP).get_data(as_text=True)
    assert any(" ".join(title.split()) in " ".join(name.split()) for name in boxes(page).values())


def test_a_strategy_that_is_not_there_has_no_map(as_):
    for number in (999, 2**40):
        assert as_("reader").get(f"/strategies/{number}/map").status_code == 404


def test_the_strategy_leads_to_its_map(as_):
    assert MAP in [link["href"] for link in as_("reader").page("/strategies/1").main.all("a")]
