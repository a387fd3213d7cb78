"""The workbench in a real browser: elements are picked in the diagram, nothing loses its place."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE
from tracker.theory.kinds import ElementKind, LinkKind, PlanState


@pytest.fixture
def draft(make_in_demo):
    """A draft whose output leads nowhere yet."""
    plan = make_in_demo.plan(state=PlanState.DRAFT)
    activity = make_in_demo.element(ElementKind.ACTIVITY, plan_id=plan, title="Vi går ture")
    output = make_in_demo.element(ElementKind.OUTPUT, plan_id=plan, title="Ture er gået")
    make_in_demo.element(ElementKind.OUTCOME_SHORT, plan_id=plan, title="Flere er trygge")
    make_in_demo.link(activity, output, LinkKind.IMPLEMENTATION, plan_id=plan)
    make_in_demo.writer.session.close()
    return plan


@pytest.fixture
def bench(enter, server, draft):
    page = enter("planner")
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.goto(f"{server}/plans/{draft}/build")
    yield page
    # a refused form is answered with 422, which the browser notes
    assert [text for text in said if "422" not in text] == []


def node(page, title):
    return page.locator("#bench-diagram a.node").filter(has_text=title)


def panel(page):
    return page.locator("#panel-body")


def test_two_elements_are_connected_by_picking_them(bench):
    bench.get_by_role("link", name="Forbind", exact=True).click()
    expect(panel(bench)).to_contain_text("Forbind to elementer")
    node(bench, "Ture er gået").click()
    node(bench, "Flere er trygge").click()
    panel(bench).get_by_role("button", name="Forbind").click()
    expect(panel(bench)).to_contain_text("Pilen er tegnet.")
    expect(bench.locator("#bench-parts")).to_contain_text(
        "Ture er gået → leads to Flere er trygge".replace("leads to", "fører til")
    )
    drawn = bench.locator("#bench-diagram [data-link]").evaluate_all(
        "links => new Set(links.map(link => link.dataset.link)).size"
    )
    assert drawn == 2


def test_the_diagram_is_drawn_anew_at_the_same_zoom_and_place(bench):
    for _ in range(4):
        bench.get_by_role("button", name="Zoom ind").click()
    view = bench.locator("#diagram-view")
    view.evaluate("view => { view.scrollLeft = 120; }")
    width = bench.locator("#bench-diagram svg").bounding_box()["width"]
    node(bench, "Ture er gået").click()
    panel(bench).get_by_label("Titel", exact=True).fill("Aftenture er gået")
    panel(bench).get_by_role("button", name="Gem").click()
    expect(panel(bench)).to_contain_text("Elementet er gemt.")
    expect(node(bench, "Aftenture er gået")).to_be_visible()
    assert abs(bench.locator("#bench-diagram svg").bounding_box()["width"] - width) < 3
    assert view.evaluate("view => view.scrollLeft") == 120


def test_what_was_typed_is_not_left_unsaved_without_asking(bench):
    asked: list[str] = []
    answers = iter((False, True))

    def answer(dialog):
        asked.append(dialog.message)
        dialog.accept() if next(answers) else dialog.dismiss()

    bench.on("dialog", answer)
    node(bench, "Ture er gået").click()
    title = panel(bench).get_by_label("Titel", exact=True)
    expect(title).to_have_value("Ture er gået")
    title.fill("Aftenture er gået")
    node(bench, "Vi går ture").click()
    expect(title).to_have_value("Aftenture er gået")
    node(bench, "Vi går ture").click()
    expect(title).to_have_value("Vi går ture")
    title.fill("Vi går ture om aftenen")
    panel(bench).get_by_role("button", name="Gem").click()
    expect(panel(bench)).to_contain_text("Elementet er gemt.")
    node(bench, "Ture er gået").click()
    expect(title).to_have_value("Ture er gået")
    assert asked == ["Det, du har skrevet, er ikke gemt. Vil du gå videre uden at gemme det?"] * 2


def test_a_target_is_offered_only_where_the_rules_allow_a_link(bench):
    bench.get_by_role("link", name="Forbind", exact=True).click()
    source, target = panel(bench).locator("[name=source_id]"), panel(bench).locator("[name=target_id]")
    value = source.locator("option", has_text="Vi går ture").get_attribute("value")
    source.select_option(value)
    assert target.locator("option", has_text="Flere er trygge").evaluate("option => option.disabled")
    assert not target.locator("option", has_text="Ture er gået").evaluate("option => option.disabled")


def test_an_element_is_added_and_connected_by_keyboard_alone(bench):
    bench.get_by_role("link", name="Tilføj element").focus()
    bench.keyboard.press("Enter")
    title = panel(bench).get_by_label("Titel", exact=True)
    expect(title).to_be_focused()
    bench.keyboard.type("Plakater er hængt op")
    bench.keyboard.press("Shift+Tab")
    bench.keyboard.press("y")
    panel(bench).get_by_role("button", name="Tilføj").focus()
    bench.keyboard.press("Enter")
    expect(panel(bench)).to_contain_text("er tilføjet")
    expect(bench.locator("#bench-parts")).to_contain_text("Plakater er hængt op")


def test_a_refused_form_keeps_its_text_and_the_summary_has_the_focus(bench, no_axe_findings):
    node(bench, "Vi går ture").click()
    panel(bench).get_by_label("Titel", exact=True).fill("")
    panel(bench).get_by_label("Starter").fill("engang")
    panel(bench).get_by_role("button", name="Gem").click()
    expect(panel(bench).get_by_role("alert")).to_be_focused()
    expect(panel(bench).get_by_label("Starter")).to_have_value("engang")
    for size in (WIDE, PHONE):
        bench.set_viewport_size(size)
        no_axe_findings(bench)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_workbench_is_accessible_and_fits(size, bench, no_axe_findings):
    bench.set_viewport_size(size)
    no_axe_findings(bench)
    bench.get_by_role("link", name="Forbind", exact=True).click()
    expect(panel(bench)).to_contain_text("Forbind to elementer")
    no_axe_findings(bench)
    assert bench.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
