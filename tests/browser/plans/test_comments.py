"""Discussions in a real browser: accessible in every state, with a thumb, and without JavaScript."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE
from tests.personas import EMAILS
from tracker.records.models import Element, User
from tracker.theory.kinds import Role

ANSWER = re.compile("^Svar.*Er det realistisk")


@pytest.fixture
def activity(demo_session):
    found = demo_session.scalars(sa.select(Element.id).where(Element.code == "HP1-A2")).one()
    demo_session.rollback()
    return found


@pytest.fixture
def discussed(make_in_demo, demo_session, activity):
    """The activity with an open thread that mentions the persona ``manager``, and a closed one."""
    query = sa.select(User.email, User.id)
    people = dict(demo_session.execute(query).all())
    planner, manager = people[EMAILS["planner"]], people[EMAILS["manager"]]
    first = make_in_demo.comment(
        planner, element_id=activity, body="Er det realistisk? " * 12, mentioned=[manager]
    )
    make_in_demo.comment(planner, element_id=activity, answers_id=first, body="Jeg tror det ikke.")
    make_in_demo.comment(planner, element_id=activity, body="Ordforklaring mangler" + "x" * 200)
    for number in range(9):
        make_in_demo.person(Role.OWNER, name=f"Anne nr. {number}", email=f"anne{number}@example.org")
    demo_session.rollback()
    return activity


def fits(page):
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{wider} px too wide"


def test_a_discussion_is_accessible_in_every_state(enter, server, discussed, no_axe_findings):
    page = enter("planner")
    address = f"{server}/elements/{discussed}/comments"
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        page.goto(address)
        page.locator("summary", has_text="Nævn personer").click()
        page.get_by_text("Træk tilbage").first.click()
        no_axe_findings(page)
        fits(page)
        page.get_by_role("button", name="Send kommentaren").click()
        assert page.title().startswith("Fejl: ")
        expect(page.get_by_role("alert")).to_be_focused()
        no_axe_findings(page)
        page.goto(address)
        page.get_by_role("link", name=ANSWER).click()
        expect(page.get_by_role("textbox", name="Svar")).to_be_focused()
        no_axe_findings(page)
        fits(page)
    page.goto(address)
    page.get_by_role("button", name=re.compile("^Afslut kommentaren.*Ordforklaring")).click()
    page.get_by_text("Afsluttede kommentarer").click()
    expect(page.get_by_role("button", name=re.compile("^Åbn igen.*Ordforklaring"))).to_be_visible()
    no_axe_findings(page)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["screen", "phone"])
def test_what_waits_is_accessible_and_large_enough_for_a_thumb(
    size, enter, server, discussed, no_axe_findings
):
    page = enter("manager")
    page.set_viewport_size(size)
    for address in ("/", "/my-work", "/plans/1/comments", "/plans/1/outline", f"/elements/{discussed}"):
        page.goto(server + address)
        no_axe_findings(page)
        fits(page)
    page.goto(server + "/my-work")
    for target in page.locator(".card--mention .button").all():
        assert target.bounding_box()["height"] >= 44
    page.get_by_role("button", name="Markér som set").click()
    expect(page.locator(".card--mention")).to_have_count(0)


def test_a_person_is_found_in_a_long_list_and_the_chosen_are_counted(enter, server, discussed):
    page = enter("planner")
    page.goto(f"{server}/elements/{discussed}/comments")
    page.locator("summary", has_text="Nævn personer").click()
    search = page.get_by_label("Find en person")
    page.get_by_label("Leder (demo)").check()
    search.fill("anne 7")
    expect(page.get_by_label("Anne nr. 7")).to_be_visible()
    expect(page.get_by_label("Anne nr. 6")).to_be_hidden()
    # who is chosen stays in sight
    expect(page.get_by_label("Leder (demo)")).to_be_visible()
    page.get_by_label("Anne nr. 7").check()
    expect(page.get_by_text("2 valgt")).to_be_visible()
    search.fill("hvem som helst")
    search.press("Enter")
    expect(page.get_by_label("Anne nr. 7")).to_be_visible()
    page.get_by_label("Ny kommentar").fill("Se her")
    page.get_by_role("button", name="Send kommentaren").click()
    expect(page.get_by_role("main")).to_contain_text("Anne nr. 7 og Leder (demo) finder den")


@pytest.mark.usefixtures("discussed")
def test_without_javascript_a_person_reads_answers_and_closes(browser, enter, server):
    cookies = enter("manager").context.cookies()
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(server + "/my-work")
    page.get_by_role("link", name="Læs kommentaren").click()
    page.get_by_role("link", name=ANSWER).click()
    page.get_by_role("textbox", name="Svar").fill("Ja, med én mand mere")
    page.locator("summary", has_text="Nævn personer").click()
    page.get_by_label("Anne nr. 3").check()
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_role("main")).to_contain_text("Anne nr. 3 finder den")
    expect(page.locator(".nav-count")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Afslut kommentaren.*Er det")).click()
    expect(page.get_by_role("main")).to_contain_text("Kommentaren er afsluttet.")
    context.close()


def test_the_panel_beside_the_diagram_shows_open_comments(enter, server, discussed, no_axe_findings):
    page = enter("planner")
    page.goto(f"{server}/plans/1?focus={discussed}")
    panel = page.locator("#diagram-panel")
    expect(panel.get_by_role("heading", name="Åbne kommentarer (2)")).to_be_visible()
    no_axe_findings(page)
    panel.get_by_role("link", name="Kommentarer (2 åbne)").click()
    expect(page.get_by_role("heading", name="Ny belysning")).to_be_visible()
