"""The change diagram under the hands of its readers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.waiting import until
from tracker.extensions import db
from tracker.records.queries.pathway import load_pathway
from tracker.theory.through import chains_through

WIDTH = "document.querySelector('svg.change-diagram').getBoundingClientRect().width"


def strong(page: Page) -> tuple[set[str], set[str]]:
    """The boxes and links that are not faded."""
    boxes = page.eval_on_selector_all(".node:not(.is-faded)", "all => all.map(one => one.dataset.element)")
    links = page.eval_on_selector_all(".link:not(.is-faded)", "all => all.map(one => one.dataset.link)")
    return set(boxes), set(links)


@pytest.mark.parametrize("plan", [1, 2])
def test_every_element_lights_the_chains_that_the_rule_gives(app, enter, server, plan):
    with app.app_context():
        pathway = load_pathway(db.session(), plan, "da")
    page = enter("reader")
    page.goto(f"{server}/plans/{plan}")
    for element in pathway.elements:
        page.evaluate(
            "id => document.getElementById(`n${id}`).dispatchEvent("
            "new MouseEvent('click', {bubbles: true, cancelable: true, button: 0}))",
            element.id,
        )
        chains = chains_through(pathway, element.id)
        assert strong(page) == (set(map(str, chains.elements)), set(map(str, chains.links)))


def test_a_click_opens_the_panel_with_the_element_and_its_address(enter, server):
    page = enter("reader")
    page.goto(server + "/plans/1")
    page.locator("#n11").click()
    panel = page.locator("[data-panel]")
    expect(panel.get_by_role("heading", name="Leverede patruljetimer i hotspots")).to_be_visible()
    assert page.url.endswith("/plans/1?focus=11")
    page.reload()
    expect(panel.get_by_role("heading", name="Leverede patruljetimer i hotspots")).to_be_visible()
    assert "11" in strong(page)[0]
    page.go_back()
    page.wait_for_url("**/plans/1")
    expect(panel).to_be_hidden()


def test_escape_and_the_close_button_give_the_focus_back(enter, server):
    page = enter("reader")
    page.goto(server + "/plans/1")
    for close in ("escape", "button"):
        page.locator("#n11").focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-panel]")).to_be_focused()
        if close == "escape":
            page.keyboard.press("Escape")
        else:
            page.get_by_role("link", name="Luk", exact=True).click()
        expect(page.locator("[data-panel]")).to_be_hidden()
        expect(page.locator("#n11")).to_be_focused()
        assert not page.locator(".is-faded").count()
        assert page.url.endswith("/plans/1")


def test_a_name_in_the_panel_leads_on_within_the_diagram(enter, server):
    page = enter("reader")
    page.goto(server + "/plans/1?focus=11")
    panel = page.locator("[data-panel]")
    expect(panel.get_by_role("heading", name="Leverede patruljetimer i hotspots")).to_be_visible()
    other = panel.locator("a[data-element]:not([data-element='11'])").first
    number = other.get_attribute("data-element")
    other.evaluate("link => link.click()")
    expect(page.locator(f"#n{number}.is-chosen")).to_be_attached()
    assert page.url.endswith(f"/plans/1?focus={number}")


def test_a_shared_link_by_its_fragment_opens_the_element_too(enter, server):
    page = enter("reader")
    page.goto(server + "/plans/1#n11")
    expect(page.locator("[data-panel]").get_by_role("heading", name="Leverede")).to_be_visible()


@pytest.mark.parametrize("address", ["/plans/1?focus=11", "/plans/1#n11"])
def test_the_skip_link_leaves_the_chosen_element_and_takes_the_focus(address, enter, server):
    page = enter("reader")
    page.goto(server + address)
    title = page.locator("[data-panel]").get_by_role("heading", name="Leverede patruljetimer i hotspots")
    expect(page.locator("#element-title")).to_be_visible()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.get_by_role("link", name="Gå til indhold").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    expect(page.locator("#main")).to_be_focused()
    expect(title).to_be_visible()
    assert [one for one in fetched if "panel=1" in one] == []


def test_without_script_the_click_goes_to_the_elements_page(as_, browser, server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    cookie = as_("reader").get_cookie("tracker")
    context.add_cookies([{"name": "tracker", "value": cookie.value, "url": server}])
    page = context.new_page()
    page.goto(server + "/plans/1")
    assert not page.get_by_role("button", name="Zoom ind").count()
    page.locator("#n11").click()
    assert page.url == server + "/elements/11"
    page.goto(server + "/plans/1?focus=11")
    opacity = "node => getComputedStyle(node).opacity"
    assert page.locator("#n11").evaluate(opacity) == "1"
    assert float(page.locator("#n4").evaluate(opacity)) < 0.5
    page.get_by_role("link", name="Luk", exact=True).click()
    assert page.locator("#n4").evaluate(opacity) == "1"
    context.close()


def test_the_buttons_zoom_and_fit(enter, server):
    page = enter("reader")
    page.goto(server + "/plans/1")
    fitted = page.evaluate(WIDTH)
    assert fitted == pytest.approx(page.locator("#diagram-view").evaluate("view => view.clientWidth"), abs=2)
    page.get_by_role("button", name="Zoom ind").click()
    assert page.evaluate(WIDTH) == pytest.approx(fitted * 1.25, rel=0.01)
    page.get_by_role("button", name="Zoom ud").click()
    page.get_by_role("button", name="Zoom ud").click()
    assert page.evaluate(WIDTH) == pytest.approx(fitted, rel=0.01)
    page.get_by_role("button", name="Zoom ind").click()
    page.get_by_role("button", name="Tilpas").click()
    assert page.evaluate(WIDTH) == fitted


def test_the_wheel_scrolls_the_page_and_zooms_only_with_ctrl(enter, server):
    page = enter("reader")
    page.goto(server + "/plans/1")
    fitted = page.evaluate(WIDTH)
    page.locator("#n11").hover()
    page.mouse.wheel(0, 200)
    until(page, "scrollY > 100")
    assert page.evaluate(WIDTH) == fitted
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    until(page, f"{WIDTH} > {fitted} * 1.3")


def test_dragging_and_arrow_keys_pan_and_a_drag_chooses_nothing(enter, server):
    page = enter("reader")
    page.goto(server + "/plans/1")
    for _ in range(3):
        page.get_by_role("button", name="Zoom ind").click()
    view = page.locator("#diagram-view")
    before = view.evaluate("view => view.scrollLeft")
    box = view.bounding_box()
    page.mouse.move(box["x"] + 600, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 450, box["y"] + 200, steps=5)
    page.mouse.up()
    assert view.evaluate("view => view.scrollLeft") == pytest.approx(before + 150, abs=8)
    assert page.locator("[data-panel]").is_hidden()
    view.focus()
    at = view.evaluate("view => view.scrollLeft")
    page.keyboard.press("ArrowLeft")
    assert view.evaluate("view => view.scrollLeft") < at


def test_a_phone_shows_the_diagram_by_its_height_and_the_panel_below(enter, server, no_axe_findings):
    page = enter("reader")
    page.set_viewport_size(PHONE)
    page.goto(server + "/plans/1")
    assert page.evaluate(WIDTH) > PHONE["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("#n11").click()
    panel = page.locator("[data-panel]")
    expect(panel.get_by_role("heading", name="Leverede patruljetimer i hotspots")).to_be_visible()
    node, sheet = page.locator("#n11").bounding_box(), panel.bounding_box()
    assert node["y"] >= 0
    assert node["y"] + node["height"] <= sheet["y"]
    assert node["x"] >= 0
    assert node["x"] + node["width"] <= PHONE["width"]
    no_axe_findings(page)


def test_an_open_panel_is_accessible(enter, server, no_axe_findings):
    page = enter("owner")
    page.goto(server + "/plans/5")
    page.locator("a.node.outcome_short").first.click()
    expect(page.locator("[data-panel] .element-panel")).to_be_visible()
    no_axe_findings(page)


def test_an_ended_session_leads_to_the_sign_in_page(enter, server):
    page = enter("reader")
    page.goto(server + "/plans/1")
    page.context.clear_cookies()
    page.locator("#n11").click()
    page.wait_for_url(re.compile("/sign-in"))


def test_an_element_that_cannot_be_fetched_says_so(enter, server):
    page = enter("reader")
    page.goto(server + "/plans/1")
    page.route("**/elements/11?panel=1", lambda route: route.fulfill(status=500, body="no"))
    page.locator("#n11").click()
    expect(page.locator("[data-panel]")).to_contain_text("Elementet kunne ikke hentes.")
    expect(page.locator("[data-panel]").get_by_role("link", name="Åbn som side")).to_be_visible()
