"""The planning group looks for gaps: from a finding to its list, from a cell to what it counts and back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE


def test_a_finding_leads_to_its_list_and_a_cell_to_what_it_counts(enter, server) -> None:
    page = enter("planner")
    page.goto(server + "/strategies/1")
    page.get_by_role("navigation", name="Strategien over planerne").get_by_role(
        "link", name="Overlap og huller"
    ).click()
    page.get_by_role("link", name="2 organisationer er kun nævnt som partnere").click()
    expect(page).to_have_url(re.compile("#gap-organisations$"))
    expect(page.get_by_role("heading", name="Organisationer uden en rolle")).to_be_in_viewport()
    page.get_by_label("Planer, der tæller med").select_option("all")
    page.get_by_role("button", name="Vis", exact=True).click()
    row = page.get_by_role("row", name=re.compile("^Nordjyllands Politi"))
    row.get_by_role("link", name="HP3 (ansvarlig)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("G3 Nordjyllands Politi")
    page.get_by_role("link", name="Tilbage til matricen").click()
    expect(page).to_have_url(re.compile(r"/gaps\?plans=all#matrix-organisations$"))


def test_the_first_column_stays_in_sight_while_a_phone_scrolls_the_matrix(enter, server) -> None:
    page = enter("reader")
    page.set_viewport_size(PHONE)
    page.goto(server + "/gaps")
    box = page.get_by_role("region", name=re.compile("^Organisationer og mål"))
    box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
    assert box.evaluate("box => box.scrollLeft") > 100
    heading = box.get_by_role("rowheader", name="Samråd og frivillige foreninger").bounding_box()
    frame = box.bounding_box()
    assert heading is not None
    assert frame is not None
    assert heading["x"] == pytest.approx(frame["x"], abs=2)
