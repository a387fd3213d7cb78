"""Milestones, indicators, assumptions and evidence in the panel of the workbench, in a real browser."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE
from tracker.records.models import Element, LinkFinding, Plan


@pytest.fixture
def numbers(demo_session):
    """Numbers of rows of the demonstration's first plan, by what they are here."""
    plan = demo_session.query(Plan.id).filter(Plan.code == "HP1").scalar()
    output = demo_session.query(Element.id).filter(Element.code == "HP1-O1").scalar()
    link = demo_session.query(sa.func.min(LinkFinding.link_id)).filter(LinkFinding.plan_id == plan).scalar()
    demo_session.rollback()
    return {"plan": plan, "output": output, "link": link}


def checked(page, no_axe_findings):
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        no_axe_findings(page)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0


@pytest.mark.parametrize(
    "address",
    [
        "/links/{link}/edit",
        "/links/{link}/evidence/new",
        "/elements/{output}/edit",
        "/plans/{plan}/assumptions",
        "/plans/{plan}/assumptions/new?link={link}",
    ],
)
def test_a_part_is_built_accessibly(address, enter, server, numbers, no_axe_findings):
    page = enter("planner")
    page.goto(server + address.format(**numbers))
    checked(page, no_axe_findings)


def test_a_refused_indicator_is_accessible_and_keeps_what_was_typed(enter, server, numbers, no_axe_findings):
    page = enter("planner")
    page.goto(f"{server}/elements/{numbers['output']}/indicators/new")
    page.get_by_label("Hvad måles?").fill("Ture i alt")
    page.get_by_label("Værdi ved udgangspunkt").fill("10")
    page.get_by_label("Måltal", exact=True).fill("5")
    page.get_by_role("button", name="Tilføj", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("lavere må være bedre")
    expect(page.get_by_label("Hvad måles?")).to_have_value("Ture i alt")
    checked(page, no_axe_findings)


def test_evidence_is_found_by_searching_and_the_level_changes_in_the_panel(enter, server, numbers):
    page = enter("planner")
    page.goto(f"{server}/links/{numbers['link']}/edit")
    page.get_by_role("link", name="Tilknyt evidens").click()
    title = page.get_by_role("heading", name="Tilknyt evidens")
    expect(title).to_be_focused()
    page.get_by_role("searchbox", name="Fund i registret").fill("neighborhood watch")
    page.get_by_role("searchbox", name="Fund i registret").press("Enter")
    page.get_by_role("button", name="Tilknyt", exact=True).click()
    expect(page.get_by_text("Fundet er tilknyttet.")).to_be_visible()
    expect(page.locator("#panel-body")).to_contain_text("neighborhood watch")
    assert page.url.endswith(f"/links/{numbers['link']}/edit")
