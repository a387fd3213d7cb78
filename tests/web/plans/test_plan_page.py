"""The plan's page: the diagram first, with what stands above it."""

import re
from datetime import date

import pytest

from tests.browsing import Browser
from tracker.extensions import db
from tracker.records.queries.pathway import load_pathway
from tracker.services.plans.plans import add_plan
from tracker.theory.contents.plan import PlanContents
from tracker.theory.kinds import ElementKind, LinkKind, Visibility
from tracker.theory.through import chains_through

PLANS = range(1, 7)


def pathway(app, plan):
    with app.app_context():
        return load_pathway(db.session(), plan, "da")


def lit_by(source: str) -> tuple[set[str], set[str]]:
    """The boxes and links that the page's style sheet does not fade."""
    style = re.search(r'<style[^>]*id="lit-style">(.*?)</style>', source, re.S)
    assert style
    return set(re.findall(r"#n(\d+)", style[1])), set(re.findall(r'data-link="(\d+)"', style[1]))


@pytest.mark.parametrize("plan", PLANS)
def test_the_page_draws_every_element_and_link_of_the_plan(app, as_, plan):
    page = as_("planner").page(f"/plans/{plan}")
    there = pathway(app, plan)
    boxes = page.main.all("a", class_="node")
    assert {box["id"] for box in boxes} == {f"n{element.id}" for element in there.elements}
    assert {box["href"] for box in boxes} == {f"/elements/{element.id}" for element in there.elements}
    links = page.main.all("g", class_="link")
    assert {link["id"] for link in links} == {f"l{link.id}" for link in there.links}


def test_an_element_is_named_with_its_kind_status_and_delay(as_):
    page = as_("reader").page("/plans/1")
    names = [box["aria-label"] for box in page.main.all("a", class_="node")]
    late = next(name for name in names if "Ny belysning på utrygge strækninger" in name)
    for words in ("Aktivitet", "By- og Landskabsforvaltningen", "Større problemer", "Overskredet 137 dage"):
        assert words in late


def test_the_head_says_what_is_overdue_and_names_the_weakest_link(as_):
    head = as_("manager").page("/plans/1").main.one("header")
    assert "Et trygt natteliv" in head.text
    assert "I gang" in head.text
    assert "2 milepæle overskredet, længst 137 dage" in head.text
    assert "E0 Antagelse" in head.text
    assert "Færre voldsanmeldelser i nattelivszonen" in head.text
    assert "Flere borgere er trygge aften og nat" in head.text
    assert "/milestones?state=overdue&plan=1" in [link["href"] for link in head.all("a")]


def test_a_claim_without_a_reading_is_marked(as_):
    names = [box["aria-label"] for box in as_("reader").page("/plans/5").main.all("a", class_="node")]
    claimed = [name for name in names if "Påstået uden aflæsning" in name]
    assert len(claimed) == 1
    assert "Mere støttende forældrepraksis i hjemmet" in claimed[0]


def test_an_old_status_says_how_old_it_is(as_):
    names = [box["aria-label"] for box in as_("reader").page("/plans/5").main.all("a", class_="node")]
    assert len([name for name in names if "207 dage gammel" in name]) == 2


def test_the_page_speaks_english_when_asked(as_):
    browser = as_("reader")
    with browser.session_transaction() as stored:
        stored["language"] = "en"
    page = browser.page("/plans/1")
    assert "A safe nightlife" in page.heading
    assert "Medium-term outcomes" in page.text
    assert "Overdue by 137 days" in page.text


def test_the_legend_explains_every_status_and_evidence_level(as_):
    legend = as_("reader").page("/plans/2").main.one("section", class_="diagram-legend").text
    for words in ("Følger planen", "Ikke opnået", "E0 Antagelse", "E4 Veldokumenteret", "Omstridt"):
        assert words in legend
    for words in ("Tilbagekobling", "Ekstern påvirkning", "Overskredet milepæl", "Gælder pr. definition"):
        assert words in legend


@pytest.mark.parametrize("plan", [1, 2])
def test_a_focus_fades_all_but_the_elements_chains(app, as_, plan):
    there = pathway(app, plan)
    browser = as_("reader")
    for element in there.elements:
        chains = chains_through(there, element.id)
        boxes, links = lit_by(browser.page(f"/plans/{plan}?focus={element.id}").source)
        assert boxes == {str(number) for number in chains.elements}
        assert links == {str(number) for number in chains.links}


def test_a_focus_leads_on_to_the_element_and_back(as_):
    page = as_("reader").page("/plans/1?focus=11")
    panel = page.main.one("aside")
    assert "hidden" not in panel.attributes
    assert [link["href"] for link in panel.all("a")] == ["/plans/1", "/elements/11"]


@pytest.mark.parametrize("focus", ["", "abc", "0", "40", "999999999", "9" * 40, "-1", "٣"])
def test_a_focus_on_what_the_plan_does_not_hold_fades_nothing(as_, focus):
    page = as_("reader").page(f"/plans/1?focus={focus}")
    assert "lit-style" not in page.source
    assert "hidden" in page.main.one("aside").attributes


def test_a_plan_without_elements_has_a_frame_and_says_what_it_lacks(as_, made):
    plan = made.plan(goal_ids=[], title="Kun en idé")
    page = as_("planner").page(f"/plans/{plan}")
    assert "Kun en idé" in page.heading
    assert "Aktiviteter" in page.text
    assert "Planen har intet mål i sit diagram." in page.text


def test_a_plan_of_another_organisation_is_not_there(as_, made):
    plan = made.plan(visibility=Visibility.ORGANISATION, lead_organisation_id=made.organisation())
    for path in (f"/plans/{plan}", f"/plans/{plan}/outline", f"/plans/{plan}/diagram.svg"):
        assert as_("reader").get(path).status_code == 404
        assert as_("planner").get(path).status_code == 200


def test_a_change_shows_on_the_page_at_once(as_, made):
    browser = as_("reader")
    assert "2 milepæle overskredet, længst 137 dage" in browser.page("/plans/1").text
    made.milestone(element_id=4, due=date(2015, 1, 1))
    assert "3 milepæle overskredet, længst 257 dage" in browser.page("/plans/1").text


def large_plan(made, boxes):
    """A chain of activities and outputs to the goal, in parallel."""
    plan = made.plan(code="STOR")
    goal = made.writer.session.connection().exec_driver_sql(
        f"SELECT id FROM elements WHERE plan_id = {plan}"  # noqa: S608 - a number
    )
    end = goal.scalar_one()
    made.writer.session.rollback()
    for _ in range((boxes - 1) // 3):
        activity = made.element(plan_id=plan, title="En aktivitet med et navn")
        output = made.element(ElementKind.OUTPUT, plan_id=plan, title="En ydelse med et navn")
        outcome = made.element(ElementKind.OUTCOME_SHORT, plan_id=plan, title="En virkning med et navn")
        made.link(activity, output, plan_id=plan)
        made.link(output, outcome, LinkKind.CAUSAL, plan_id=plan)
        made.link(outcome, end, LinkKind.CAUSAL, plan_id=plan)
    return plan


@pytest.mark.parametrize("boxes", [16, 100])
def test_a_page_asks_at_most_twelve_times_cold_and_five_times_warm(as_, made, count_queries, boxes):
    plan = large_plan(made, boxes)
    browser: Browser = as_("planner")
    with count_queries() as cold:
        assert browser.get(f"/plans/{plan}").status_code == 200
    assert len(cold) <= 12, "\n\n".join(cold)
    with count_queries() as warm:
        page = browser.page(f"/plans/{plan}")
    assert len(page.main.all("a", class_="node")) == boxes
    assert len(warm) <= 5, "\n\n".join(warm)


def test_a_plan_too_large_to_be_drawn_says_so_and_shows_its_outline(as_, made):
    page = as_("planner").page(f"/plans/{large_plan(made, 154)}")
    assert "Planen er for stor til at blive tegnet: 154 elementer og 153 pile." in page.text
    assert page.main.all(class_="outline-element")


def test_the_code_of_a_plan_may_be_anything(as_, made):
    plan = add_plan(
        made.writer,
        strategy_id=1,
        contents=PlanContents(code='<"&/..\\%', title="Kode", lead_organisation_id=1, goal_ids=()),
    )
    page = as_("planner").page(f"/plans/{plan}")
    assert '<"&/..\\%' in page.heading
