"""The register in a browser: by keyboard, with the suggestion that follows; accessible when it refuses."""

import pytest

from tests.browser.conftest import PHONE, WIDE

ENTRY = """@article{x, author = {Gill, Charlotte and Weisburd, David}, title = {Politi i nabolaget},
journal = {J Exp Crim}, year = 2014}"""


def test_a_pasted_entry_becomes_a_finding_by_keyboard_alone(enter, server, no_axe_findings):
    page = enter("planner")
    page.goto(server + "/evidence/paste")
    page.get_by_label("DOI, BibTeX eller RIS").focus()
    page.keyboard.insert_text(ENTRY)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Gør fundet færdigt").wait_for()
    no_axe_findings(page)
    assert "Gill C, Weisburd D (2014)" in page.get_by_label("Kilde").input_value()
    page.get_by_label("Undersøgt virkning").focus()
    page.keyboard.insert_text("kriminalitet")
    page.locator("#direction").focus()
    page.keyboard.press("ArrowDown")
    page.locator("#design").select_option("natural_experiment")
    assert "E2 Lovende" in page.locator("#suggestion").inner_text()
    page.locator("#studies").focus()
    page.keyboard.insert_text("2")
    assert "E3 Dokumenteret" in page.locator("#suggestion").inner_text()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Gill C, Weisburd D (2014)").wait_for()
    assert page.get_by_text("Som designet lægger op til.").is_visible()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_refusals_are_accessible_and_fit(size, enter, server, no_axe_findings):
    page = enter("planner")
    page.set_viewport_size(size)
    for address, button in (("/evidence/paste", "Læs den"), ("/evidence/new", "Tilføj")):
        page.goto(server + address)
        page.get_by_role("button", name=button, exact=True).click()
        assert page.title().startswith("Fejl:")
        no_axe_findings(page)
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0


def test_both_sides_stand_beside_each_other_wide_and_below_on_a_phone(enter, server, no_axe_findings):
    page = enter("reader")
    page.goto(server + "/evidence?q=EV06b")
    page.locator("tbody th a").first.click()
    page.locator(".use-link a").nth(1).click()
    for size, beside in ((WIDE, True), (PHONE, False)):
        page.set_viewport_size(size)
        page.reload()
        for summary in page.locator(".hypothesis > summary").all():
            if summary.evaluate("node => !node.parentElement.open"):
                summary.click()
        no_axe_findings(page)
        tops = [page.locator(f".side--{kind}").first.bounding_box()["y"] for kind in ("for", "against")]
        assert (abs(tops[0] - tops[1]) < 2) is beside
