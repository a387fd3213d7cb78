"""The planning group's way with a measurement: taken up, its series brought in, scored and judged."""

import io

import pytest

from tests.browser.conftest import PHONE, WIDE
from tests.exchange.test_series_files import workbook

PASTED = "År\tAndel\n2012\t58,5\n2013\t61,5\n2014\tca. 63"


def take_up(page, server):
    page.goto(server + "/measurements")
    page.get_by_role("link", name="Tilføj en måling").first.click()
    page.get_by_label("Titel", exact=True).fill("Andel trygge i parker")
    page.get_by_label("Definition af tryghed").select_option(index=1)
    page.get_by_label("Kode", exact=True).fill("M13")
    page.get_by_label("Enhed").fill("%")
    page.get_by_label("Retning").select_option("higher_better")
    page.get_by_label("Anden ejer").fill("Borgerpanelet")
    page.get_by_label("Slags").select_option("survey")
    page.get_by_label("Hvor ofte").select_option("yearly")
    page.get_by_role("button", name="Tilføj", exact=True).click()
    page.get_by_role("heading", name="Andel trygge i parker").wait_for()


def test_a_measurement_is_taken_up_its_series_brought_in_scored_and_judged(enter, server, no_axe_findings):
    page = enter("planner")
    take_up(page, server)
    page.get_by_role("link", name="Hent en serie ind").click()
    page.get_by_label("Datoer og værdier").fill(PASTED)
    page.get_by_role("button", name="Forhåndsvisning").click()
    page.get_by_role("heading", name="Forhåndsvisning").wait_for()
    no_axe_findings(page)
    assert page.get_by_text("Det, der står efter datoen, er ikke et tal.").is_visible()
    page.get_by_label("Kilde").fill("Borgerpanelets rapport 2014")
    page.get_by_role("button", name="Gem serien").click()
    assert page.title().startswith("Fejl:")
    no_axe_findings(page)
    typed = page.get_by_label("Datoer og værdier")
    assert typed.input_value() == PASTED
    typed.fill(PASTED.replace("ca. 63", "63"))
    page.get_by_role("button", name="Ny forhåndsvisning").click()
    page.get_by_text("3 værdier er nye.").wait_for()
    page.get_by_role("button", name="Gem serien").click()
    page.get_by_text("Gemt: 3 værdier er nye.").wait_for()
    assert page.locator(".series-table tbody tr").count() == 3
    assert page.locator(".chart-wide .series-line").count() == 1
    page.get_by_role("link", name="Vurdér egnetheden").click()
    for group in page.locator(".score-group").all():
        group.locator("label").nth(2).click()
    no_axe_findings(page)
    page.get_by_role("button", name="Gem vurderingerne").click()
    page.get_by_text("12 af 18").wait_for()
    page.get_by_role("link", name="Ret afgørelsen").click()
    page.get_by_text("Indgår i indekset", exact=True).click()
    page.get_by_label("Begrundelse").fill("Måler selve definitionen og kan fås hvert år")
    page.get_by_role("button", name="Gem afgørelsen").click()
    page.get_by_text("Afgørelsen er gemt.").wait_for()
    no_axe_findings(page)
    page.goto(server + "/measurements?q=M13")
    row = page.locator(".measurements-table tbody tr").inner_text()
    assert "63" in row
    assert "12 af 18" in row
    assert "Indgår i indekset" in row


def test_a_workbook_is_looked_at_and_saved(enter, server, no_axe_findings):
    page = enter("planner")
    page.goto(server + "/measurements/7/import")
    data = workbook(("Noter", []), ("Tal", [["År", "Score"], [2014, 4.1], [2015, 4.2]]))
    file = {"name": "trivsel.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label("Fil").set_input_files(file)
    page.get_by_role("button", name="Forhåndsvisning").click()
    page.get_by_text("Læst fra arket »Tal«").wait_for()
    no_axe_findings(page)
    page.get_by_label("Kilde").fill("Undervisningsministeriet")
    page.get_by_role("button", name="Gem serien").click()
    page.get_by_text("Gemt: 2 værdier er nye.").wait_for()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_refusals_are_accessible_and_fit(size, enter, server, no_axe_findings):
    page = enter("planner")
    page.set_viewport_size(size)
    for address, button in (
        ("/measurements/new", "Tilføj"),
        ("/measurements/7/import", "Forhåndsvisning"),
        ("/measurements/7/values/new", "Gem værdien"),
        ("/measurements/7/breaks/new", "Markér bruddet"),
        ("/measurements/7/verdict", "Gem afgørelsen"),
        ("/measurements/1/archive", "Arkivér"),
        ("/measurements/values/1/withdraw", "Træk tilbage"),
    ):
        page.goto(server + address)
        if address.endswith("import"):
            broken = {"name": "x.xlsx", "mimeType": "text/html", "buffer": io.BytesIO(b"<html>").getvalue()}
            page.get_by_label("Fil").set_input_files(broken)
        page.get_by_role("button", name=button, exact=True).click()
        assert page.title().startswith("Fejl:"), address
        no_axe_findings(page)
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0
