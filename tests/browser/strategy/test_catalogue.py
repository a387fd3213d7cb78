"""The catalogue in a browser: a member of the planning group from a search to a conflict on an element."""

import re

import pytest

from tests.browser.conftest import PHONE, WIDE

SENTENCE = "Ingen frivillige i nattelivet uden uddannelse som konfliktmægler"


def test_a_planner_finds_a_strategy_adds_one_and_ties_it_to_an_element_as_a_conflict(enter, no_axe_findings):
    page = enter("planner", at="/")
    page.get_by_role("link", name="Strategi", exact=True).first.click()
    page.get_by_role("link", name="Fælles database").click()
    page.get_by_label("Ord i titel, forpligtelser og note").fill("politikker")
    page.get_by_role("button", name="Vis", exact=True).click()
    assert page.locator("tbody mark").all_inner_texts() == [
        "Ungepolitikken",
        "Rusmiddelpolitik",
        "Sundhedspolitik",
    ]
    page.get_by_role("link", name="Sundhedspolitik").click()
    page.get_by_role("heading", name="Sundhedspolitik").wait_for()
    assert page.get_by_text("01.01.2011 – 31.12.2018").is_visible()

    page.get_by_role("link", name="Fælles database").first.click()
    page.get_by_role("link", name="Tilføj en strategi").click()
    page.get_by_label("Titel", exact=True).fill("Frivillighedspolitik")
    owner = page.locator("#organisation_id option", has_text="Sundheds- og Kulturforvaltningen")
    page.get_by_label("Ejer").select_option(value=owner.get_attribute("value"))
    page.get_by_label("Gælder til").fill("31.12.2015")
    page.get_by_label(re.compile("^G1 ")).check()
    page.get_by_role("button", name="Tilføj", exact=True).click()
    page.get_by_role("heading", name="Frivillighedspolitik").wait_for()
    assert page.get_by_text("udløber om 107 dage").is_visible()

    page.get_by_role("textbox", name="Forpligtelse").fill(SENTENCE)
    page.get_by_role("button", name="Tilføj forpligtelsen").click()
    page.get_by_role("link", name=re.compile("Knyt til et element")).click()
    page.get_by_label("Handlingsplan").select_option(label="HP1 Et trygt natteliv")
    page.get_by_role("button", name="Næste").click()
    page.get_by_label("Element").select_option(label="Rekruttere og klæde natteravne på")
    page.get_by_label(re.compile("^Strider imod")).check()
    page.get_by_role("button", name="Knyt", exact=True).click()
    page.get_by_role("heading", name="1 konflikt med en handlingsplan").wait_for()
    no_axe_findings(page)

    page.get_by_role("link", name="Rekruttere og klæde natteravne på").first.click()
    tied = page.get_by_role("region", name="Forpligtelser i eksisterende strategier")
    assert SENTENCE in tied.inner_text()
    assert "Strider imod" in tied.inner_text()
    assert page.get_by_role("link", name="1 konflikt med en eksisterende strategi").is_visible()
    no_axe_findings(page)
    page.get_by_role("link", name="HP1 Et trygt natteliv").click()
    page.get_by_role("link", name="1 konflikt med en eksisterende strategi").click()
    assert SENTENCE in page.locator(".plan-conflicts").inner_text()
    no_axe_findings(page)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_refusals_and_empty_answers_are_accessible_and_fit(size, enter, server, no_axe_findings):
    page = enter("planner")
    page.set_viewport_size(size)

    def fits():
        no_axe_findings(page)
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0

    for address, button in (
        ("/catalogue/new", "Tilføj"),
        ("/catalogue/1/archive", "Arkivér"),
        ("/catalogue/1/commitments/new", "Tilføj forpligtelsen"),
    ):
        page.goto(server + address)
        page.get_by_role("button", name=button, exact=True).click()
        assert page.title().startswith("Fejl:")
        fits()
    for address in (
        "/catalogue?q=findesikke",
        "/catalogue?q=!!!",
        "/catalogue?validity=archived",
        "/catalogue?page=9",
    ):
        page.goto(server + address)
        assert page.locator(".empty-state").is_visible()
        fits()


def test_the_whole_way_works_without_javascript(browser, server, as_):
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    cookie = as_("planner").get_cookie("tracker")
    context.add_cookies([{"name": "tracker", "value": cookie.value, "url": server}])
    page = context.new_page()
    page.goto(server + "/catalogue/2")
    page.get_by_role("textbox", name="Forpligtelse").fill(SENTENCE)
    page.get_by_role("button", name="Tilføj forpligtelsen").click()
    page.get_by_role("link", name=re.compile("Knyt til et element")).click()
    page.get_by_role("button", name="Næste").click()
    page.get_by_label("Element").select_option(index=1)
    page.get_by_label(re.compile("^Overlapper")).check()
    page.get_by_role("button", name="Knyt", exact=True).click()
    assert "Overlapper" in page.locator(".ties").inner_text()
    page.get_by_role("link", name=re.compile("Fjern tilknytningen")).click()
    page.get_by_role("button", name="Fjern tilknytningen").click()
    assert "Ikke knyttet" in page.locator(".commitment").inner_text()
    context.close()
