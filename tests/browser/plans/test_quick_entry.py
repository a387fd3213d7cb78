"""Quick entry in a real browser: the preview follows the typing and takes nothing from it."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.drafts import arrows, draft, titles

__all__ = ["arrows", "draft", "titles"]


def test_the_preview_follows_while_people_type(enter, server, draft, no_axe_findings):
    page = enter("owner")
    page.goto(f"{server}/plans/{draft}/quick-entry")
    no_axe_findings(page)
    before = page.evaluate("history.length")
    field = page.get_by_label("Elementer og pile, én linje til hver")
    field.focus()
    page.keyboard.type("A: Rekruttere natteravne")
    preview = page.locator("#preview")
    expect(preview).to_contain_text("Nyt: 1 element, 0 pile.")
    page.keyboard.press("Enter")
    page.keyboard.type("    Ture")
    page.keyboard.press("Enter")
    page.keyboard.type("Ukendt -> G1")
    expect(preview).to_contain_text("1 linje kan ikke læses.")
    expect(preview.locator("svg")).to_contain_text("Ture")
    assert page.evaluate("document.activeElement.id") == "text"
    assert page.evaluate("document.activeElement.selectionStart") == len(field.input_value())
    assert page.evaluate("history.length") == before
    assert field.input_value() == "A: Rekruttere natteravne\n    Ture\n    Ukendt -> G1"
    no_axe_findings(page)
    preview.get_by_role("link", name="Linje 3").click()
    assert page.evaluate("window.getSelection().toString()") == "    Ukendt -> G1"


def test_lines_are_indented_by_buttons_and_saved(enter, server, draft, titles, arrows):
    page = enter("owner")
    page.goto(f"{server}/plans/{draft}/quick-entry")
    field = page.get_by_label("Elementer og pile, én linje til hver")
    field.focus()
    page.keyboard.type("A: Rekruttere\nTure")
    page.get_by_role("button", name="Ryk ind").click()
    assert field.input_value() == "A: Rekruttere\n    Ture"
    page.get_by_role("button", name="Ryk ud").click()
    page.get_by_role("button", name="Ryk ind").click()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("main")).to_contain_text("Gemt: 2 elementer og 1 pil er nye.")
    assert titles(draft)[1:] == ["Rekruttere", "Ture"]
    assert arrows(draft) == [("Rekruttere", "Ture")]


def test_a_refusal_is_accessible_on_a_phone_and_without_javascript(
    browser, enter, server, draft, no_axe_findings
):
    cookies = enter("owner").context.cookies()
    for script in (True, False):
        context = browser.new_context(viewport=PHONE, java_script_enabled=script)
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto(f"{server}/plans/{draft}/quick-entry")
        page.locator("#text").fill("A: Rekruttere\n  Ture\nUkendt -> G1")
        page.get_by_role("button", name="Gem").click()
        expect(page.get_by_role("alert")).to_contain_text("1 linje kan ikke læses")
        expect(page.locator("#text")).to_have_value("A: Rekruttere\n  Ture\nUkendt -> G1")
        if script:
            no_axe_findings(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        context.close()
