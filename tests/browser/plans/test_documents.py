"""A photo from a phone: chosen, refused with the rest of the form, waiting, attached, and saved again."""

import pytest

from tests.browser.conftest import PHONE
from tests.web.documents import sending

PAGE = "/elements/67/report"


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "Møde i klubben.jpg"
    path.write_bytes(sending.JPEG)
    return path


@pytest.fixture
def web_page(tmp_path):
    path = tmp_path / "referat.pdf"
    path.write_bytes(sending.HTML)
    return path


def test_a_photo_is_chosen_on_a_phone_and_waits_while_the_form_is_corrected(
    enter, server, photo, web_page, no_axe_findings
):
    page = enter("planner")
    page.set_viewport_size(PHONE)
    page.goto(server + PAGE)
    page.get_by_text("Vedlæg dokumentation").focus()
    page.keyboard.press("Enter")
    chooser = page.get_by_label("Filer")
    page.keyboard.press("Tab")
    assert chooser.evaluate("node => node === document.activeElement")
    assert "image/jpeg" in (chooser.get_attribute("accept") or "")
    no_axe_findings(page)
    chooser.set_input_files([photo, web_page])
    page.get_by_role("button", name="Gem status").click()
    assert page.title().startswith("Fejl:")
    waiting = page.get_by_role("checkbox", name="Møde i klubben.jpg")
    assert waiting.is_checked()
    no_axe_findings(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Gem status").click()
    page.goto(server + "/elements/67")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Møde i klubben.jpg").first.click()
    assert saved.value.suggested_filename == "Møde i klubben.jpg"
    assert page.url == server + "/elements/67"


def test_a_text_opens_as_a_file_and_never_as_a_page(enter, server, tmp_path):
    notes = tmp_path / "noter.txt"
    notes.write_bytes(b"Referat\n<script>alert(1)</script>")
    page = enter("planner")
    page.goto(server + "/elements/67/documents/new")
    page.get_by_label("Filer").set_input_files(notes)
    page.get_by_role("button", name="Tilføj dokumentation").click()
    page.goto(server + "/elements/67/documents/new")
    address = page.get_by_role("link", name="noter.txt", exact=True).get_attribute("href")
    with page.expect_download() as saved, pytest.raises(Exception, match="Download is starting"):
        page.goto(server + str(address))
    assert saved.value.suggested_filename == "noter.txt"
