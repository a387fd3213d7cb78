"""The views of a plan's diagram: status, evidence and risk, each alone, drawn, in words and on paper."""

import dataclasses
import re
from datetime import date
from functools import partial
from xml.etree import ElementTree

import pytest

from tests.diagrams.drawings import HOSTILE
from tests.personas import TODAY
from tracker.diagrams.placing.dot import to_dot
from tracker.extensions import db
from tracker.records.queries.pathway import load_pathway
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Element, Link, Pathway
from tracker.theory.risk.sources import AssumptionSource, MilestoneSource, risk_sources
from tracker.web.plans.overlay import Overlay, overlaid

PLANS = {"HP1": 1, "HP3": 3, "HP6": 6}
ALONE = ("status", "evidence", "risk")


@pytest.fixture
def drawn(app):
    """``drawn(plan, overlay)``: the plan as it is kept, and the DOT text of one view of it, in Danish."""

    def draw(plan, overlay, change=lambda pathway: pathway):
        with app.test_request_context():
            pathway = change(load_pathway(db.session(), plan, "da"))
            return pathway, to_dot(overlaid(pathway, TODAY, Overlay(overlay)))

    return draw


def statement(text, identity):
    return next(line for line in text.splitlines() if re.search(rf" id={identity}[ \]]", line))


def label(line):
    """The words of a box or link, as one line."""
    found = re.search(r'(?:head)?label="(.*?)(?<!\\)"', line)
    return re.sub(r"-\\l|\\[ln]", " ", found[1]) if found else ""


@pytest.mark.parametrize("code", PLANS)
def test_the_status_view_says_status_and_age_and_nothing_of_evidence(drawn, code):
    pathway, text = drawn(PLANS[code], "status")
    for element in pathway.elements:
        said = label(statement(text, f"n{element.id}"))
        if element.report:
            age = (TODAY - element.report.reported_on).days
            assert f"for {age} dage siden" in said or f"{age} dage gammel" in said
    for link in pathway.links:
        line = statement(text, f"l{link.id}")
        assert "headlabel" not in line
        assert " quiet" in line


@pytest.mark.parametrize("code", PLANS)
def test_the_evidence_view_says_levels_counts_and_weakest_links_and_nothing_of_status(drawn, code):
    pathway, text = drawn(PLANS[code], "evidence")
    for link in pathway.links:
        line = statement(text, f"l{link.id}")
        if link.attachments:
            assert f"({len(link.attachments)})" in label(line)
    assert not re.search("Overskredet|Følger planen|for .* siden", text)


@pytest.mark.parametrize(
    ("plan", "weakest"),
    [(1, {"HP1-l15": "G1", "HP1-l09": "G2"}), (3, {"HP3-l14": "G2", "HP3-l09": "G3"}),
     (6, {"HP6-l13": "G1", "HP6-l14": "G5"})],
)  # fmt: skip
def test_the_weakest_links_of_the_best_chain_to_each_goal_stand_out(drawn, plan, weakest):
    pathway, text = drawn(plan, "evidence")
    for link in pathway.links:
        line = statement(text, f"l{link.id}")
        assert (" weakest" in line) == (link.code in weakest)
        if link.code in weakest:
            assert label(line).endswith(f"svagest {weakest[link.code]}")


@pytest.mark.parametrize("code", PLANS)
def test_a_goal_says_how_strong_its_best_chain_is(drawn, code):
    pathway, text = drawn(PLANS[code], "evidence")
    for element in pathway.elements:
        if element.kind is ElementKind.GOAL:
            assert "Bedste årsagskæde: E" in label(statement(text, f"n{element.id}"))


@pytest.mark.parametrize("code", PLANS)
def test_the_risk_view_draws_each_source_where_it_is(drawn, code):
    pathway, text = drawn(PLANS[code], "risk")
    sources = risk_sources(pathway, TODAY).sources
    assert sources
    for source in sources:
        if isinstance(source, MilestoneSource):
            said = label(statement(text, f"n{source.element}"))
            assert f"[{source.number}] {source.delayed.delay_days} dag" in said
        elif isinstance(source, AssumptionSource):
            for link in source.links:
                assert f"[{source.number}]" in label(statement(text, f"l{link}"))


@pytest.mark.parametrize("code", PLANS)
def test_the_risk_view_marks_every_element_at_risk_with_its_sources_and_moved_day(drawn, code):
    pathway, text = drawn(PLANS[code], "risk")
    found = risk_sources(pathway, TODAY)
    for element in pathway.elements:
        line = statement(text, f"n{element.id}")
        reached = found.at_risk.get(element.id, ())
        assert ("Truet" in label(line)) == bool(reached)
        for source, _ in reached:
            assert f"[{source.number}]" in label(line)
        if reached and reached[0][1].moved_to:
            assert f"{reached[0][1].moved_to:%d.%m.%Y}" in label(line)
        if not reached and not found.starting_at(element.id):
            assert " quiet" in line
    for link in pathway.links:
        strong = " risk" in statement(text, f"l{link.id}")
        assert strong == (link.id in found.carrying)


@pytest.mark.parametrize("overlay", ALONE)
def test_hostile_titles_are_drawn_as_texts(drawn, overlay):
    def hostile(pathway: Pathway) -> Pathway:
        def element(number: int, one: Element) -> Element:
            return dataclasses.replace(one, title=HOSTILE[number % len(HOSTILE)])

        def link(number: int, one: Link) -> Link:
            return dataclasses.replace(one, rationale=HOSTILE[number % len(HOSTILE)])

        return dataclasses.replace(
            pathway,
            title=HOSTILE[0],
            elements=tuple(element(*one) for one in enumerate(pathway.elements)),
            links=tuple(link(*one) for one in enumerate(pathway.links)),
            assumptions=tuple(dataclasses.replace(a, text=HOSTILE[1]) for a in pathway.assumptions),
            milestones=tuple(dataclasses.replace(m, title=HOSTILE[2]) for m in pathway.milestones),
        )

    pathway, text = drawn(1, overlay, hostile)
    assert not re.search(r"=\s*<", text)
    assert len(re.findall(r" id=n\d+[ \]]", text)) == len(pathway.elements)


@pytest.mark.parametrize("overlay", ["", *ALONE])
def test_the_page_shows_the_chosen_view_with_its_legend_and_offers_the_others(as_, overlay):
    page = as_("reader").page(f"/plans/1?overlay={overlay}&focus=11")
    switch = page.main.one("nav", class_="overlays")
    shown = [link for link in switch.all("a") if link.get("aria-current")]
    assert [link["data-overlay"] for link in shown] == [overlay]
    assert all("focus=11" in link["href"] for link in switch.all("a"))
    legend = page.main.one("section", class_="diagram-legend").text
    assert ("Følger planen" in legend) == (overlay in ("", "status"))
    assert ("E4 Veldokumenteret" in legend) == (overlay in ("", "evidence"))
    assert ("Svageste led" in legend) == (overlay == "evidence")
    assert ("Kilde: en forsinket milepæl" in legend) == (overlay == "risk")
    downloads = [link["href"] for link in page.main.one(class_="tool-downloads").all("a")]
    assert all((f"overlay={overlay}" in address) == bool(overlay) for address in downloads)


def test_a_view_that_nobody_offers_leaves_a_page_as_it_is(as_):
    page = as_("reader").page("/plans/1?overlay=weather")
    assert page.main.one("nav", class_="overlays").one("a", aria_current="true")["data-overlay"] == ""


@pytest.mark.parametrize("overlay", ALONE)
def test_a_file_holds_the_view_its_name_and_its_legend(as_, overlay):
    response = as_("reader").get(f"/plans/6/diagram.svg?overlay={overlay}")
    text = "".join(ElementTree.fromstring(response.get_data()).itertext())  # noqa: S314 - our own
    name = {"status": "Status", "evidence": "Evidens", "risk": "Risiko"}[overlay]
    assert f"{name} · I gang" in text
    said = {
        "status": "Overskredet milepæl",
        "evidence": "Svageste led i den bedste",
        "risk": "Kilde: en kritisk antagelse",
    }
    assert said[overlay] in text
    assert response.headers["Content-Disposition"] == f"inline; filename=plan-6-{overlay}-2015-09-15.svg"


def test_the_risk_view_lists_where_the_risk_comes_from(as_):
    text = as_("reader").get("/plans/1/diagram.svg?overlay=risk").get_data(as_text=True)
    assert "Hvor risikoen kommer fra" in text
    assert "Udbud af belysning offentliggjort" in text
    assert "Kritisk antagelse (truet): Aftalen følges også sent på natten" in text


@pytest.mark.parametrize("kind", ["png", "pdf"])
@pytest.mark.parametrize("overlay", ALONE)
def test_a_view_comes_as_picture_and_for_print(as_, overlay, kind):
    assert as_("reader").get(f"/plans/1/diagram.{kind}?overlay={overlay}").status_code == 200


def test_each_view_has_a_tag_of_its_own_and_is_not_sent_twice(as_, count_queries):
    browser = as_("reader")
    tags = {
        overlay: browser.get(f"/plans/1/diagram.svg?overlay={overlay}").headers["ETag"]
        for overlay in ("", *ALONE)
    }
    assert len(set(tags.values())) == 4
    with count_queries() as statements:
        again = browser.get("/plans/1/diagram.svg?overlay=risk", headers={"If-None-Match": tags["risk"]})
    assert again.status_code == 304
    assert len(statements) == 2


@pytest.mark.parametrize("overlay", ALONE)
def test_a_warm_page_of_a_view_costs_no_more_than_the_default(as_, count_queries, overlay):
    browser = as_("reader")
    for path in ("/plans/1", f"/plans/1?overlay={overlay}"):
        browser.get(path)
    with count_queries() as plain:
        browser.get("/plans/1")
    with count_queries() as viewed:
        browser.get(f"/plans/1?overlay={overlay}")
    assert len(viewed) == len(plain)


def test_the_outline_of_risk_names_every_source_what_it_reaches_and_the_chain(as_):
    page = as_("reader").page("/plans/6/outline?overlay=risk")
    sources = page.main.one("section", class_="risk-sources")
    assert len(sources.all("details", class_="why")) == 3
    assert "Kritisk antagelse (afkræftet): Der er midler og ejer til hvert udpeget forhold" in sources.text
    assert "Truet: tidligst 14.01.2018 (+198 dage)" in sources.text
    assert (
        "Udpegede forhold udbedret eller besvaret → fører til Synligt bedre fysiske forhold" in sources.text
    )
    assert not page.main.all("section", class_="outline-chains")


def test_each_source_of_risk_leads_to_its_milestone_or_its_assumption(as_):
    reader = as_("reader")
    sources = reader.page("/plans/6/outline?overlay=risk").main.one("section", class_="risk-sources")
    causes = [why.all("a")[0] for why in sources.all("details", class_="why")]
    *milestones, assumption = causes
    assert milestones
    for one in milestones:
        assert one["href"].endswith("/impact")
        assert reader.page(one["href"]).heading.endswith(one.text)
    address, _, row = assumption["href"].partition("#")
    assert assumption.text in reader.page(address).main.one("tr", id=row).text


def test_the_outline_of_evidence_names_counts_and_weakest_links(as_):
    page = as_("reader").page("/plans/6/outline?overlay=evidence")
    assert "Svageste led i den bedste årsagskæde til G5." in page.text
    assert "3 fund: " in page.text
    assert page.main.all("section", class_="outline-chains")
    assert "Overskredet" not in page.main.one("div", class_="outline").text


def test_the_outline_of_status_says_how_old_each_report_is(as_):
    text = as_("reader").page("/plans/5/outline?overlay=status").text
    assert "Forældet: 207 dage gammel" in text
    assert "E1 Praksisviden" not in text.split("Disposition")[-1]


@pytest.mark.parametrize("overlay", ALONE)
def test_without_dot_the_outline_of_the_same_view_stands_in(as_, dot, overlay):
    dot("exit 1")
    page = as_("reader").page(f"/plans/1?overlay={overlay}")
    assert "Diagrammet kan ikke tegnes" in page.main.one(class_="alert-warning").text
    assert len(page.main.all("section", class_="risk-sources")) == (overlay == "risk")
    response = as_("reader").get(f"/plans/1/diagram.svg?overlay={overlay}")
    assert response.status_code == 503
    assert f"/plans/1/outline?overlay={overlay}" in response.get_data(as_text=True)


def test_with_very_many_sources_each_element_names_the_worst_and_nothing_is_counted(as_, monkeypatch):
    few = partial(risk_sources, most_named=1)
    monkeypatch.setattr("tracker.web.plans.overlay_risk.risk_sources", few)
    text = as_("reader").page("/plans/1/outline?overlay=risk").text
    assert "(hvert element nævner kun sin værste kilde)" in text
    assert "Truer 6 elementer" not in text


def test_a_plan_in_time_says_that_nothing_is_at_risk(as_, monkeypatch):
    monkeypatch.setattr("tracker.web.clock.today", lambda: date(2014, 10, 1))
    monkeypatch.setattr("tracker.theory.risk.sources.doubtful_assumptions", lambda _pathway: ())
    monkeypatch.setattr("tracker.theory.risk.sources.delayed_milestones", lambda _pathway, _today: ())
    monkeypatch.setattr("tracker.theory.risk.sources.risks", lambda _pathway, _today: ())
    said = "Ingen milepæl er forsinket, og ingen kritisk antagelse er i tvivl."
    assert said in as_("reader").page("/plans/1/outline?overlay=risk").text
    assert said in as_("reader").get("/plans/1?overlay=risk").get_data(as_text=True)
