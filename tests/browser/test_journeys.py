"""The three journeys that decide whether Tracker is good."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE


def test_a_manager_finds_what_is_overdue_and_what_it_puts_at_risk(enter):
    page = enter("manager", at="/")
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
    box = page.get_by_role("link", name="Virkning på kort sigt. Færre stærkt berusede gæster serveres")
    box.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#diagram-panel")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("Aftalen følges også sent på natten")
    expect(page.locator(".node.is-faded")).not_to_have_count(0)
    expect(box).not_to_have_class("is-faded")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(".node.is-faded")).to_have_count(0)
    expect(box).to_be_focused()


def test_an_owner_answers_on_a_phone_between_two_meetings(enter, server):
    page = enter("owner")
    page.set_viewport_size(PHONE)
    page.goto(server + "/my-work")
    expect(page.get_by_role("main")).to_contain_text("To nye gruppeledere certificeret")
    expect(page.get_by_role("main")).to_contain_text("107 dage")
    page.get_by_role("button", name="Ingen ændring siden sidst").first.click()
    expect(page.get_by_role("status").first).to_contain_text("er stadig")
    expect(page.get_by_role("button", name="Ingen ændring siden sidst")).to_have_count(1)
    page.get_by_text("Nået eller flyttet").first.click()
    form = page.locator("form", has=page.get_by_text("Den er flyttet")).first
    form.get_by_label("Den er nået").check()
    form.get_by_role("button", name="Gem milepæl").click()
    expect(page.get_by_role("main")).to_contain_text("Gemt: To nye gruppeledere certificeret")
