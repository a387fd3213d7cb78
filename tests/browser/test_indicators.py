"""The page of an indicator in a real browser: on a phone, on paper, by keyboard, and when forms refuse."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE


@pytest.fixture
def rows(make_in_demo, demo_session):
    """The first indicator of the demonstration, broken down by area, and a reading of it."""
    reading = make_in_demo.broken_down(1, date(2015, 9, 1), 36.0, adds_up=True)
    demo_session.rollback()
    return {"indicator": 1, "reading": reading}


def checked(page, no_axe_findings):
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        no_axe_findings(page)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0


def test_readings_are_pasted_looked_at_and_saved(enter, server, rows, no_axe_findings):
    page = enter("planner")
    page.goto(f"{server}/indicators/{rows['indicator']}/import")
    page.get_by_label("Datoer og værdier").fill("31.07.2015\t33\n31.08.2015\t1.234\n30.06.2015\t32")
    page.get_by_role("button", name="Forhåndsvisning").click()
    expect(page.get_by_role("heading", name="Forhåndsvisning")).to_be_focused()
    checked(page, no_axe_findings)
    page.get_by_role("button", name="Gem aflæsningerne").click()
    expect(page.get_by_role("alert")).to_be_focused()
    checked(page, no_axe_findings)
    page.get_by_label("Kilde").fill("Kalenderen")
    page.locator("label", has_text="Spring de linjer over").click()
    page.get_by_role("button", name="Gem aflæsningerne").click()
    expect(page.get_by_role("main")).to_contain_text("1 aflæsning er ny.")
    expect(page.get_by_role("row", name="31.07.2015")).to_contain_text("Kalenderen")


def test_parts_are_refused_until_they_make_the_whole(enter, server, rows, no_axe_findings):
    page = enter("planner")
    page.goto(f"{server}/readings/{rows['reading']}/parts")
    page.get_by_label("Område 1", exact=True).fill("Midtbyen")
    page.get_by_label("Værdi for område 1", exact=True).fill("30")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    checked(page, no_axe_findings)
    page.get_by_label("Område 2", exact=True).fill("Aalborg Øst")
    page.get_by_label("Værdi for område 2", exact=True).fill("6")
    page.get_by_role("button", name="Gem delene").click()
    expect(page.get_by_role("region", name="Dele efter område")).to_contain_text("Aalborg Øst")
    checked(page, no_axe_findings)


def test_a_correction_without_a_reason_is_refused_accessibly(enter, server, rows, no_axe_findings):
    page = enter("planner")
    page.goto(f"{server}/readings/{rows['reading']}/correct")
    page.get_by_label("Værdi i antal").fill("35")
    page.get_by_role("button", name="Gem rettelsen").click()
    expect(page.get_by_role("alert")).to_be_focused()
    checked(page, no_axe_findings)


def test_a_phone_shows_the_tall_chart_and_paper_the_wide_one_with_its_arithmetic(enter, server):
    page = enter("reader")
    page.goto(f"{server}/indicators/1")
    wide, tall = page.locator(".chart-wide"), page.locator(".chart-tall")
    expect(wide).to_be_visible()
    expect(tall).to_be_hidden()
    page.set_viewport_size(PHONE)
    expect(tall).to_be_visible()
    expect(wide).to_be_hidden()
    heights = [label.bounding_box()["height"] for label in page.locator(".chart-tall text").all()]
    assert min(heights) >= 11
    page.emulate_media(media="print")
    expect(wide).to_be_visible()
    expect(page.get_by_text("Af vejen: (")).to_be_visible()
    expect(page.locator(".indicator-ways")).to_be_hidden()


def test_why_opens_by_keyboard_and_leads_to_its_reading(enter, server):
    page = enter("reader")
    page.goto(f"{server}/indicators/1")
    page.get_by_text("Hvorfor?").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Af vejen: (")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".why a").first).to_be_focused()
    page.keyboard.press("Enter")
    assert "#reading-" in page.url
