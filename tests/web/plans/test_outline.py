"""The outline says all that the diagram shows, and names the weakest links."""

import pytest

from tests.theory.reader import expected
from tracker.extensions import db
from tracker.records.queries.pathway import load_pathway
from tracker.theory.kinds import ElementKind, LinkKind

EXPECTED = expected()
PLANS = {f"HP{number}": number for number in range(1, 7)}


def pathway(app, plan):
    with app.app_context():
        return load_pathway(db.session(), plan, "da")


@pytest.mark.parametrize("plan", PLANS.values())
def test_every_element_and_link_stands_in_the_outline(app, as_, plan):
    there = pathway(app, plan)
    page = as_("reader").page(f"/plans/{plan}/outline")
    for element in there.elements:
        entry = page.main.one(class_="outline-element", id=f"n{element.id}")
        assert element.title in entry.text
        ways = [link for link in there.links if element.id in (link.source, link.target)]
        others = entry.one(class_="outline-links").all("a")
        assert len(others) == len(ways)


@pytest.mark.parametrize("code", PLANS)
def test_each_goal_names_its_best_chain_and_the_weakest_links(app, as_, code):
    there = pathway(app, PLANS[code])
    by_code = {element.code.removeprefix(f"{code}-"): element.id for element in there.elements}
    number = {element.code: element.id for element in there.elements} | by_code
    ends = {link.code: (link.source, link.target) for link in there.links}
    page = as_("reader").page(f"/plans/{PLANS[code]}/outline")
    best = page.main.one("section", class_="outline-chains").all("ol", class_="chain-list--best")
    said = {tuple(a["href"] for a in entry.all("a")): entry.text for entry in best}
    for found in EXPECTED["chains"][code].values():
        way = tuple(f"/elements/{number[one]}" for one in found["best_chain"])
        assert found["strength"] in said[way]
        for link in found["weakest_links"]:
            source, target = (there.element[end].title for end in ends[link])
            assert f"{source} → fører til {target}" in said[way]


def test_a_link_says_its_kind_evidence_and_assumptions(as_):
    text = as_("reader").page("/plans/1/outline").text
    assert "Årsagspil: E1± Praksisviden, omstridt" in text
    assert "Svagt led: lys virker på kriminalitet, ikke dokumenteret på utryghed" in text
    assert "Kritisk antagelse: Aftalen følges også sent på natten (truet)" in text
    assert "Antagelse: De mørke strækninger er dem, gæsterne faktisk bruger (holder)" in text


def test_what_would_lift_the_chain_is_said(as_):
    text = as_("reader").page("/plans/5/outline").text
    assert "Evidens for de 2 svageste led ville løfte årsagskæden fra E3 til E4." in text


def test_errors_come_before_warnings_and_name_what_they_are_about(as_, made):
    plan = made.plan(goal_ids=[1])
    activity = made.element(plan_id=plan, title="Uden ydelse")
    output = made.element(ElementKind.OUTPUT, plan_id=plan, title="Uden mål")
    made.link(output, activity, plan_id=plan)
    page = as_("planner").page(f"/plans/{plan}/outline")
    lacks = page.main.one(class_="lack-list")
    kinds = [entry["class"] for entry in lacks.all("li") if "lack-" in entry.get("class")]
    assert kinds == sorted(kinds)
    assert "Fejl En aktivitet fører ikke til nogen ydelse. Uden ydelse" in lacks.text
    assert "Fejl En ydelse fører ikke til noget mål. Uden mål" in lacks.text
    head = page.main.one("header").text
    assert "fejl i opbygningen" in head


def test_a_draft_with_a_loop_has_an_outline(as_, made):
    plan = made.plan(goal_ids=[1])
    one = made.element(ElementKind.OUTCOME_SHORT, plan_id=plan, title="Ene")
    two = made.element(ElementKind.OUTCOME_SHORT, plan_id=plan, title="Anden")
    made.link(one, two, LinkKind.CAUSAL, plan_id=plan)
    made.link(two, one, LinkKind.CAUSAL, plan_id=plan)
    assert "Pilene danner en ring." in as_("planner").page(f"/plans/{plan}/outline").text
    assert as_("planner").page(f"/plans/{plan}").main.all("a", class_="node")
