"""Plans made, changed, moved and archived in a real browser: accessible in every state, on a phone too."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE


def check(page, no_axe_findings):
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        no_axe_findings(page)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{wider} px wider than {size['width']} px"


@pytest.mark.parametrize(
    ("address", "spoil"),
    [
        ("/plans/new", "#code"),
        ("/plans/1/edit", "#title"),
        ("/plans/5/copy", "#title"),
        ("/plans/1/state", None),
        ("/plans/5/archive", None),
        ("/plans/new/copy", ""),
    ],
)
def test_a_page_is_accessible_also_when_it_refuses(address, spoil, enter, server, no_axe_findings):
    page = enter("planner")
    page.goto(server + address)
    check(page, no_axe_findings)
    if spoil == "":
        return
    if spoil:
        page.locator(spoil).fill("")
    page.locator("form.making-form .send button").click()
    assert page.title().startswith("Fejl: ")
    expect(page.get_by_role("alert")).to_be_focused()
    check(page, no_axe_findings)


def test_archive_and_restore_are_accessible(enter, server, no_axe_findings):
    page = enter("planner")
    page.goto(server + "/plans/5/archive")
    page.get_by_label("Begrundelse").fill("Slået sammen med HP3")
    page.get_by_role("button", name="Arkivér planen").click()
    expect(page.get_by_role("main")).to_contain_text("Planen er arkiveret: den kan læses")
    check(page, no_axe_findings)
    page.goto(server + "/plans?archived=1")
    expect(page.locator("tbody tr")).to_have_count(1)
    check(page, no_axe_findings)
    page.goto(server + "/plans/5/restore")
    check(page, no_axe_findings)
    page.get_by_role("button", name="Gendan planen").click()
    check(page, no_axe_findings)
    page.get_by_label("Begrundelse").fill("Alligevel ikke")
    page.get_by_role("button", name="Gendan planen").click()
    expect(page.get_by_role("main")).to_contain_text("Planen er gendannet.")


def test_an_approval_that_is_refused_leads_to_the_spot(enter, server, no_axe_findings):
    page = enter("planner")
    page.goto(server + "/plans")
    page.get_by_role("link", name="Ny handlingsplan").click()
    page.get_by_label("Titel", exact=True).fill("Trygge stationer")
    page.get_by_label("G1 Borgerne").first.check()
    page.get_by_label("Ledende organisation", exact=True).select_option(label="Nordjyllands Politi")
    page.get_by_role("button", name="Lav planen").click()
    page.get_by_role("link", name="Diagram", exact=True).click()
    for state in ("Udkast", "I høring"):
        page.get_by_role("link", name="Skift tilstand").click()
        page.get_by_label(state).check()
        page.get_by_role("button", name="Flyt planen").click()
    page.get_by_role("link", name="Skift tilstand").click()
    page.get_by_label("Godkendt").check()
    page.get_by_role("button", name="Flyt planen").click()
    expect(page.get_by_role("alert")).to_contain_text("Planen kan ikke godkendes: 1 fejl")
    check(page, no_axe_findings)
    page.locator("#lacks").get_by_role("link", name="Borgerne i Aalborg Kommune").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Borgerne i Aalborg Kommune")


def test_a_list_is_narrowed_down_and_says_who_is_chosen(enter, server, no_axe_findings):
    page = enter("planner")
    page.goto(server + "/plans/new")
    people = page.get_by_role("group", name="Tovholdere")
    people.get_by_label("Find i listen").fill("POLITI natte")
    expect(people.get_by_role("checkbox")).to_have_count(1)
    people.get_by_role("checkbox").check()
    people.get_by_label("Find i listen").press("Enter")
    assert page.url.endswith("/plans/new")
    expect(people.locator(".pick-chosen")).to_have_text("Strategikoordinator, Tovholder natteliv (politi)")
    people.get_by_label("Find i listen").fill("ingen hedder sådan")
    expect(people.get_by_role("status")).to_have_text("Intet i listen passer.")
    check(page, no_axe_findings)


def test_only_a_chosen_goal_can_be_the_primary_one(enter, server):
    page = enter("planner")
    page.goto(server + "/plans/new")
    goals = page.get_by_role("group", name="Strategiens mål")
    expect(goals.get_by_role("radio")).to_have_count(0)
    goals.get_by_role("checkbox").nth(1).check()
    expect(goals.get_by_role("radio")).to_have_count(1)


def test_a_plan_is_made_without_javascript_on_a_phone(browser, enter, server):
    cookies = enter("owner").context.cookies()
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="da-DK")
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(server + "/plans/new")
    expect(page.get_by_label("Find i listen")).to_have_count(0)
    page.get_by_label("Titel", exact=True).fill("Forældre i nord")
    page.get_by_label("G4 Børn").first.check()
    page.get_by_label("G2 Aalborg").first.check()
    page.get_by_label("Primært: G4").check()
    page.get_by_label("Ledende organisation", exact=True).select_option(label="\u2003Skoleforvaltningen")
    page.get_by_text("Periode, budget og tekster").click()
    page.get_by_label("Starter").fill("1/1-2016")
    page.get_by_role("button", name="Lav planen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("HP7 Forældre i nord")
    page.get_by_role("link", name="Diagram", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("01.01.2016 – …")
    context.close()
