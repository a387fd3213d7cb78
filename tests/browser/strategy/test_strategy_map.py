"""The strategy's map in a browser: explored by keyboard, with a panel that repeats nothing twice."""

from playwright.sync_api import expect


def test_the_map_is_explored_by_keyboard(enter, server):
    page = enter("reader")
    page.goto(f"{server}/strategies/1/map")
    goal = page.locator("#diagram-view a.goal").first
    goal.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#diagram-panel")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("bedste årsagskæde")
    expect(page.locator("#diagram-view .is-chosen")).to_have_count(1)
    assert page.locator("#diagram-view .is-faded").count() > 5
    panel.locator("a[data-element]").first.click()
    expect(panel).to_contain_text("Hvad det fører til")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    before = page.locator(".change-diagram").bounding_box()["width"]
    page.get_by_role("button", name="Zoom ind").click()
    assert page.locator(".change-diagram").bounding_box()["width"] > before
    view = page.locator("#diagram-view")
    for _ in range(3):
        page.get_by_role("button", name="Zoom ind").click()
    view.focus()
    page.keyboard.press("ArrowRight")
    assert view.evaluate("(view) => view.scrollLeft") > 0
    page.keyboard.press("0")
    assert abs(page.locator(".change-diagram").bounding_box()["width"] - before) < 2


def test_the_panel_of_the_map_repeats_no_id(enter, server):
    page = enter("reader")
    page.goto(f"{server}/strategies/1/map")
    page.locator("#diagram-view a.node").first.click()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
