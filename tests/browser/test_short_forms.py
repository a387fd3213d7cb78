"""The short forms in a real browser: accessible when they refuse, with thumbs, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE
from tracker.records.models import Element, Indicator, Milestone


@pytest.fixture
def number(demo_session):
    def found(code):
        for model in (Element, Milestone, Indicator):
            row = demo_session.query(model.id).filter(model.code == code).scalar()
            if row is not None:
                demo_session.rollback()
                return row
        raise LookupError(code)

    return found


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/elements/{}/report", "HP5-A2"),
        ("/milestones/{}/report", "HP5-m2"),
        ("/milestones/{}/reopen", "HP5-m1"),
        ("/indicators/{}/readings/new", "HP5-i2"),
    ],
)
def test_a_short_form_is_accessible_also_when_it_refuses(
    address, code, enter, server, number, no_axe_findings
):
    page = enter("owner")
    page.goto(server + address.format(number(code)))
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        no_axe_findings(page)
    if "reopen" not in address:
        page.get_by_text("Vedlæg dokumentation").click()
        page.get_by_label("Dokumentationens adresse").fill("javascript:alert(1)")
    page.locator("form.short-form button").click()
    assert page.title().startswith("Fejl: ")
    expect(page.get_by_role("alert")).to_be_focused()
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        no_axe_findings(page)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0


def test_only_the_fields_of_the_chosen_answer_are_shown(enter, server, number):
    page = enter("owner")
    page.goto(f"{server}/milestones/{number('HP5-m2')}/report")
    done, due = page.get_by_label("Nået", exact=True), page.get_by_label("Ny frist")
    expect(done).to_be_hidden()
    expect(due).to_be_hidden()
    page.get_by_text("Den er flyttet").click()
    expect(due).to_be_visible()
    expect(done).to_be_hidden()
    page.get_by_text("Den er nået").click()
    expect(done).to_be_visible()
    expect(due).to_be_hidden()


def test_on_a_touch_screen_a_date_is_picked(browser, enter, server, number):
    cookies = enter("owner").context.cookies()
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="da-DK")
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{server}/milestones/{number('HP5-m2')}/report")
    page.get_by_text("Den er nået").tap()
    day = page.get_by_label("Nået", exact=True)
    expect(day).to_have_attribute("type", "date")
    expect(day).to_have_value("2015-09-15")
    day.fill("2015-09-01")
    page.get_by_role("button", name="Gem milepælen").tap()
    expect(page.get_by_role("main")).to_contain_text("blev nået 01.09.2015")
    context.close()


def test_an_owner_answers_without_javascript(browser, enter, server):
    cookies = enter("owner").context.cookies()
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(server + "/my-work")
    card = page.locator(".card", has_text="15-årige der har været fulde")
    card.get_by_text("Indtast en aflæsning").first.click()
    card.get_by_label("Værdi i %").fill("50,5")
    card.get_by_label("Kilde").fill("Skolesundhedsundersøgelsen")
    card.get_by_role("button", name="Gem aflæsningen").click()
    expect(page.get_by_role("main")).to_contain_text("har fået sin første aflæsning: 50,5 %")
    context.close()


def test_every_button_and_choice_is_large_enough_for_a_thumb(enter, server):
    page = enter("owner")
    page.set_viewport_size(PHONE)
    page.goto(server + "/my-work")
    for summary in page.locator("details.answer > summary").all():
        summary.click()
    for target in page.locator(".card .button, .tap label").all():
        box = target.bounding_box()
        assert box is None or box["height"] >= 44, target.inner_text()
