"""The journey of a committee's secretary: a hearing is opened, a reply recorded to the letter, attached, seen
late, and the hearing closed with a summary that prints."""

import re

import pytest

from tests.browser.conftest import PHONE

DECISION = 'Drøftedes.\n\nUdvalget ønsker "flere mentorer" og\n  - et fast mødested.'


@pytest.fixture
def minutes(tmp_path):
    path = tmp_path / "protokol.txt"
    path.write_text("Udskrift af protokollen", encoding="utf-8")
    return path


def test_a_secretary_opens_records_attaches_and_closes(enter, server, minutes, no_axe_findings):
    page = enter("secretary", at="/")
    page.get_by_role("link", name="Høringer", exact=True).click()
    page.get_by_role("link", name="Åbn en høring i en sag").click()
    page.get_by_role("link", name="1. status på strategien").click()
    page.get_by_role("link", name="Åbn en høring").click()
    page.get_by_role("textbox", name="Titel", exact=True).fill("Handlingsplan om mentorer")
    page.get_by_label("Handlingsplan").select_option(
        label="HP3 En meningsfuld hverdag - mentor og vej til job og uddannelse"
    )
    page.get_by_role("button", name="Åbn høringen").click()
    # nobody is heard yet, and the deadline is missing
    assert page.title().startswith("Fejl:")
    no_axe_findings(page)
    page.get_by_label("Frist").fill("01.10.2015")
    page.get_by_role("checkbox", name="Beskæftigelsesudvalget").check()
    page.get_by_role("button", name="Åbn høringen").click()
    assert "Høringen er åbnet." in page.get_by_role("status").first.inner_text()
    assert "Afventer svar, 16 dage tilbage" in page.locator("main").inner_text()
    hearing = page.url

    page.get_by_role("link", name="som den var 15.09.2015").click()
    assert page.locator(".frozen-view svg").count() == 1
    no_axe_findings(page)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    page.goto(server + "/hearings/2")
    page.get_by_role("link", name=re.compile("Registrér svaret.*Beskæftigelsesudvalget")).click()
    page.get_by_label("Mødedato").fill("15.09.2015")
    page.get_by_label("Udfald af høringen").select_option(label="Drøftedes")
    page.get_by_label("Beslutning, ordret").fill(DECISION)
    page.get_by_role("button", name="Gem svaret").click()
    assert page.locator("blockquote").inner_text() == DECISION
    assert "Svarede 5 dage for sent" in page.locator("main").inner_text()
    page.get_by_role("link", name="Vedhæft et dokument").click()
    page.get_by_label("Filer").set_input_files(minutes)
    page.get_by_role("button", name="Tilføj", exact=True).click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="protokol.txt", exact=True).click()
    assert saved.value.suggested_filename == "protokol.txt"
    no_axe_findings(page)

    page.goto(server + "/hearings/2/close")
    assert "Udvalget ønsker" in page.get_by_label("Sammenfatning").input_value()
    assert (
        "Intet svar fra: Ældre- og Handicapudvalget, Sundheds- og Kulturudvalget."
        in page.get_by_label("Sammenfatning").input_value()
    )
    no_axe_findings(page)
    page.get_by_role("button", name="Luk høringen").click()
    assert page.url.endswith("/hearings/2/summary")
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator(".plan-tabs").is_visible()
    assert page.locator("blockquote").count() == 4
    page.emulate_media(media="screen")
    page.goto(hearing)
    assert "HP3" in page.locator("main").inner_text()


def test_what_is_missing_in_a_reply_is_said_at_its_field(enter, server, no_axe_findings):
    page = enter("secretary")
    for address, button in (
        ("/hearings/recipients/2/reply", "Gem svaret"),
        ("/hearings/recipients/1/reply", "Gem svaret"),
        ("/hearings/cases/new", "Opret sagen"),
        ("/hearings/1/change", "Gem"),
        ("/hearings/recipients/1/documents/new", "Tilføj"),
        ("/hearings/points/1/archive", "Arkivér"),
    ):
        page.goto(server + address)
        page.get_by_role("button", name=button, exact=True).click()
        assert page.title().startswith("Fejl:"), address
        no_axe_findings(page)
