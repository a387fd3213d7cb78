"""The chains of a plan by keyboard: each conclusion opens, and leads on to what it rests on."""

from tests.browser.conftest import PHONE, WIDE
from tests.browser.waiting import until


def test_every_why_opens_by_keyboard_and_stays_accessible(enter, server, no_axe_findings):
    page = enter("reader")
    for address in ("/plans/6/chains", "/weak-links", "/assumptions?critical=1"):
        page.set_viewport_size(WIDE)
        page.goto(server + address)
        asked = page.locator("details.why > summary")
        assert asked.count() >= 7
        asked.first.focus()
        page.keyboard.press("Enter")
        opened = page.locator("details.why").first
        assert opened.get_attribute("open") is not None
        page.keyboard.press("Tab")
        assert opened.locator("a").first.evaluate("link => link === document.activeElement")
        page.evaluate("document.querySelectorAll('details.why').forEach(found => { found.open = true })")
        no_axe_findings(page)
        page.set_viewport_size(PHONE)
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0, address


def test_the_list_of_chains_narrows_without_leaving_its_place(enter, server):
    page = enter("reader")
    page.goto(server + "/plans/6/chains")
    page.get_by_label("Niveau").select_option("1")
    page.get_by_role("button", name="Vis", exact=True).click()
    page.wait_for_url("**level=1**")
    assert page.locator(".chain-table tbody tr").count() == 2
    assert page.locator("#every").is_visible()
    page.get_by_role("link", name="Ryd filtre").click()
    until(page, "document.querySelectorAll('.chain-table tbody tr').length === 5")
