"""The planning group's way from a copy to a published version, and the index on a phone and on paper."""

import pytest

from tests.browser.conftest import PHONE, WIDE


def test_the_group_copies_the_version_changes_a_weight_looks_at_it_and_publishes(
    enter, server, no_axe_findings
):
    page = enter("planner")
    page.goto(server + "/index")
    page.get_by_role("link", name="Versioner", exact=True).click()
    page.get_by_role("link", name="Ny version").click()
    page.get_by_label("Hvad der er nyt, og hvorfor").fill("Mere vægt på den fællesskabende tryghed")
    page.get_by_role("button", name="Opret udkastet").click()
    page.get_by_role("heading", name="Version 2 af indekset").wait_for()
    no_axe_findings(page)
    page.get_by_role("link", name="Vægte, basisår, note").click()
    no_axe_findings(page)
    page.get_by_label("Vægt af »Den fællesskabende tryghed«").fill("66,67")
    page.get_by_role("button", name="Gem").click()
    preview = page.get_by_role("region", name="Indekset efter version")
    assert "−0,81" in preview.get_by_role("row", name="2015").inner_text()
    page.get_by_role("link", name="Offentliggør …").click()
    no_axe_findings(page)
    page.get_by_role("button", name="Offentliggør", exact=True).click()
    assert page.title().startswith("Fejl:")
    no_axe_findings(page)
    page.get_by_label("Begrundelse").fill("Vedtaget af planlægningsgruppen")
    page.get_by_role("button", name="Offentliggør", exact=True).click()
    page.get_by_text("Version 2 er offentliggjort.").wait_for()
    assert "58,66" in page.locator(".index-latest").inner_text()
    page.get_by_role("link", name="Sammenlign versioner").click()
    no_axe_findings(page)
    assert page.get_by_label("Den, der sammenlignes med").locator("option:checked").inner_text() == (
        "Version 1 (udgået)"
    )


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_faulty_draft_and_its_refusals_are_accessible_and_fit(size, enter, server, no_axe_findings):
    page = enter("planner")
    page.set_viewport_size(size)
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    page.goto(server + "/index/versions/new")
    page.get_by_label("Lavet ud fra").select_option("0")
    page.get_by_role("button", name="Opret udkastet").click()
    no_axe_findings(page)
    assert page.evaluate(wider) <= 0
    draft = page.url
    page.goto(draft + "/measurements/new")
    no_axe_findings(page)
    page.get_by_role("button", name="Tilføj").click()
    assert page.title().startswith("Fejl:")
    no_axe_findings(page)
    assert page.evaluate(wider) <= 0
    page.get_by_label("Måling", exact=True).select_option(index=1)
    for name, value in (("Dårligste målstolpe", "100"), ("Bedste målstolpe", "50"), ("Vægt", "50")):
        page.get_by_label(name).fill(value)
    page.get_by_role("button", name="Tilføj").click()
    page.get_by_text("Byt dem om").wait_for()
    no_axe_findings(page)
    page.get_by_role("link", name="Tag ud").click()
    no_axe_findings(page)
    page.goto(draft + "/publish")
    no_axe_findings(page)
    assert page.evaluate(wider) <= 0


def test_on_paper_the_chart_and_the_tables_stay_and_the_buttons_go(enter, server):
    page = enter("reader")
    page.goto(server + "/index")
    page.emulate_media(media="print")
    assert page.locator(".index-wide svg").is_visible()
    assert page.locator(".index-table").first.is_visible()
    assert not page.locator(".index-switch").is_visible()
    assert not page.locator(".site-header").is_visible()


def test_the_chart_is_as_wide_as_the_phone(enter, server):
    page = enter("reader")
    page.set_viewport_size(PHONE)
    page.goto(server + "/index")
    assert not page.locator(".index-wide").is_visible()
    box = page.locator(".index-tall svg").bounding_box()
    assert box is not None
    assert 300 < box["width"] <= PHONE["width"]
