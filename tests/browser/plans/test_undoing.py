"""Undoing, going back and proposals in a real browser, as those who decide use them."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE
from tracker.theory.kinds import ElementKind, LinkKind, PlanState


@pytest.fixture
def draft(make_in_demo):
    plan = make_in_demo.plan(state=PlanState.DRAFT)
    activity = make_in_demo.element(ElementKind.ACTIVITY, plan_id=plan, title="Vi går ture")
    output = make_in_demo.element(ElementKind.OUTPUT, plan_id=plan, title="Ture er gået")
    make_in_demo.link(activity, output, LinkKind.IMPLEMENTATION, plan_id=plan)
    make_in_demo.writer.session.close()
    return plan


def outlined(page, box):
    return page.locator(f"{box} > rect").first.evaluate("box => getComputedStyle(box).strokeWidth")


def test_a_link_that_was_drawn_last_is_undone_from_the_history(enter, server, draft, no_axe_findings):
    page = enter("planner")
    page.goto(f"{server}/plans/{draft}/history")
    page.get_by_role("link", name="Fortryd …").first.click()
    expect(page.locator("#as-it-is-view .link")).to_have_count(1)
    expect(page.locator("#as-it-would-be-view .link")).to_have_count(0)
    no_axe_findings(page)
    page.get_by_role("button", name="Fortryd ændringen").click()
    expect(page.locator("main")).to_contain_text("Ændringen er fortrudt.")
    page.goto(f"{server}/plans/{draft}")
    expect(page.locator(".change-diagram .link")).to_have_count(0)


def test_a_plan_goes_back_by_keyboard_alone(enter, server, draft):
    page = enter("planner")
    page.goto(f"{server}/plans/{draft}/history")
    page.get_by_role("link", name="Før planen tilbage hertil …").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Begrundelse").focus()
    page.keyboard.type("Vi begynder forfra")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Planen er, som den var dengang.")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_an_owner_proposes_and_the_group_accepts(enter, server, no_axe_findings, size):
    page = enter("owner")
    page.set_viewport_size(size)
    page.goto(f"{server}/plans/5/elements/new?kind=output")
    page.get_by_label("Titel", exact=True).fill("Forældre har mødt hinanden")
    page.get_by_label("Hvorfor foreslår du det?").fill("Netværk holder")
    page.locator("#panel-body button.button-primary").click()
    expect(page.locator("main")).to_contain_text("Din ændring er foreslået")
    page.goto(f"{server}/my-work")
    no_axe_findings(page)
    page = enter("planner", at="/")
    page.get_by_role("link", name="Netværk holder").or_(page.locator("a[href^='/proposals/']")).first.click()
    expect(page.locator("#as-it-would-be-view")).to_contain_text("mødt hinanden")
    assert outlined(page, "#n-1") == "3px"
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    no_axe_findings(page)
    page.get_by_role("button", name="Send tilbage med svaret").click()
    expect(page.locator(".alert-error")).to_contain_text("Udfyld dette felt.")
    no_axe_findings(page)
    page.get_by_role("button", name="Antag", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Antaget og skrevet ind i planen: »")
    no_axe_findings(page)
