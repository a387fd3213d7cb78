"""Backwards mapping in a real browser: by keyboard, on a phone, without JavaScript, accessible throughout."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.drafts import arrows, draft, titles

__all__ = ["arrows", "draft", "titles"]


def test_a_chain_is_built_by_keyboard_alone(enter, server, draft, titles, no_axe_findings):
    page = enter("owner")
    page.goto(f"{server}/plans/{draft}/backwards")
    no_axe_findings(page)
    answers = ["Flere er trygge", "Færre hændelser", "Unge får hjælp", "Ture", "Rekruttere", "En koordinator"]
    for text in answers:
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.type(text)
        while not page.evaluate("document.activeElement.matches('main form .button-primary')"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_contain_text(re.compile("Gemt: 1 element"))
        page.wait_for_load_state()
    expect(page.get_by_role("main")).to_contain_text("Der er ikke flere spørgsmål til dette mål")
    expect(page.get_by_role("main")).to_contain_text("Planens struktur har ingen fejl.")
    no_axe_findings(page)
    assert titles(draft)[1:] == answers


def test_a_refusal_is_accessible_on_a_phone(enter, server, draft, no_axe_findings):
    page = enter("owner")
    page.set_viewport_size(PHONE)
    page.goto(f"{server}/plans/{draft}/backwards")
    page.locator("#text").fill("A: Rekruttere")
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_role("alert")).to_be_focused()
    no_axe_findings(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_it_works_without_javascript(browser, enter, server, draft, arrows):
    cookies = enter("owner").context.cookies()
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{server}/plans/{draft}/backwards")
    for text in ("Flere er trygge\nFærre hændelser", "Unge får hjælp"):
        page.locator("#text").fill(text)
        page.get_by_role("button", name="Gem og gå videre").click()
    page.locator("summary", has_text="Eller noget, der allerede er i planen").click()
    page.get_by_role("checkbox", name="Unge får hjælp").check(force=True)
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_role("main")).to_contain_text("Gemt: 0 elementer og 1 pil er nye.")
    assert ("Unge får hjælp", "Færre hændelser") in arrows(draft)
    page.get_by_role("link", name="Nok her").click()
    expect(page.get_by_role("main")).to_contain_text("Der er ikke flere spørgsmål til dette mål")
    context.close()
