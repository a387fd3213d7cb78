"""The three journeys that decide whether Tracker is good."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE


def test_a_manager_finds_what_is_overdue_and_what_it_puts_at_risk(enter):
    page = enter("manager")
    page.get_by_role("link", name="Alle overskredne milepæle").click()
    rows = page.locator("table tbody tr")
    expect(rows).to_have_count(8)
    expect(rows.first).to_contain_text("Alle forhold fra efteråret 2014 lukket")
    expect(rows.first).to_contain_text("198 dage")
    expect(rows.first).to_contain_text("G1")
    page.get_by_label("Mål", exact=True).select_option(index=2)
    page.get_by_role("button", name="Vis").click()
    expect(rows).to_have_count(3)
    assert "goal=" in page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    body = download.value.path().read_text("utf-8-sig")
    assert len(body.strip().splitlines()) == 1 + 3


def test_the_planning_group_opens_an_element_from_the_diagram_by_keyboard(enter, server):
    page = enter("planner")
    page.goto(server + "/plans/1")
    box = page.locator("a.node[data-element]").first
    box.focus()
    page.keyboard.press("Enter")
    panel = page.locator("[data-panel]")
    expect(panel).to_be_visible()
    expect(page.locator("a.node.faded, a.node.is-faded").first).to_be_attached()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_an_owner_answers_on_a_phone_between_two_meetings(enter, server):
    page = enter("owner")
    page.set_viewport_size(PHONE)
    page.goto(server + "/my-work")
    expect(page.get_by_role("main")).to_contain_text("To nye gruppeledere certificeret")
    expect(page.get_by_role("main")).to_contain_text("107 dage")
