"""The pages where plans are made, built, undone and proposed, in English, and what a stale form answers: axe
finds nothing, and nothing is wider than a phone. Each page is opened once."""

from dataclasses import asdict

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE
from tests.decided import decided

__all__ = ["decided"]

PAGES = {
    "making": [
        "/plans/new",
        "/plans/new/copy",
        "/plans/1/edit",
        "/plans/1/state",
        "/plans/1/copy",
        "/plans/1/archive",
    ],
    "building": [
        "/plans/1/build",
        "/plans/1/elements/new",
        "/elements/5/edit",
        "/elements/5/archive",
        "/plans/1/links/new",
        "/links/1/edit",
        "/links/1/disconnect",
        "/plans/1/assumptions",
        "/indicators/1/edit",
        "/milestones/1/edit",
        "/plans/1/quick-entry",
        "/plans/1/backwards",
    ],
    "undoing": ["/plans/5/undo/{change}", "/plans/5/restore-to/{earlier}"],
    "proposals": [
        "/plans/5/proposals",
        "/proposals/{waiting}",
        "/proposals/{accepted}",
        "/proposals/{returned}",
    ],
}


@pytest.mark.parametrize("subject", PAGES)
def test_a_page_of_building_is_accessible_in_english_and_fits_a_phone(
    subject, decided, enter, server, no_axe_findings
):
    page = enter("planner", language="en")
    for address in PAGES[subject]:
        page.set_viewport_size(WIDE)
        answer = page.goto(server + address.format(**asdict(decided)))
        assert answer.status == 200, address
        assert page.locator("html").get_attribute("lang") == "en", address
        no_axe_findings(page)
        page.set_viewport_size(PHONE)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{address}: {wider} px wider than a phone"


@pytest.mark.parametrize(
    ("address", "field", "button"),
    [("/plans/1/edit", "title", "Gem"), ("/elements/5/edit", "title", "Gem")],
    ids=["a plan", "an element in the panel"],
)
def test_two_versions_side_by_side_are_accessible_and_fit_a_phone(
    address, field, button, enter, server, no_axe_findings
):
    page = enter("planner")
    page.goto(server + address)
    other = page.context.new_page()
    other.goto(server + address)
    for tab, text in ((other, "Deres ord"), (page, "Mine ord")):
        form = tab.locator(f"form[action$='{address}']")
        form.locator(f"[name={field}]").fill(text)
        form.get_by_role("button", name=button).first.click()
        tab.wait_for_load_state("networkidle")
    expect(page.get_by_role("main")).to_contain_text("Deres ord")
    expect(page.get_by_role("main")).to_contain_text("Mine ord")
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        no_axe_findings(page)
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
