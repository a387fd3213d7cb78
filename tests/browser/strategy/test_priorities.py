"""The priorities in a browser: a round from weights to decision, refusals, and the matrix on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, WIDE

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_member_of_the_group_weighs_scores_looks_and_decides(enter, server, no_axe_findings):
    page = enter("planner")
    page.goto(server + "/strategies")
    page.get_by_role("link", name="Prioritering", exact=True).click()
    page.get_by_role("link", name="Prioritering af handlingsplaner").click()
    expect(page.locator(".finding-line")).to_contain_text("De tre første bliver de samme")

    page.get_by_role("link", name="Vægte og ankre").click()
    page.locator("#weight_evidence").fill("10")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Vægtene giver tilsammen 80 %")
    expect(page.locator("#weight_evidence")).to_have_value("10")
    page.locator("#weight_jointness").fill("30 %")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Vægtene er sat")

    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="Vurdér", exact=True).click()
    page.get_by_role("link", name="HP6 Tryghedsvandringer").click()
    page.get_by_role("group", name="Forventet bidrag til målet").get_by_label("3: stort").check()
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_role("status")).to_contain_text("Dine vurderinger af HP6 er gemt")
    page.get_by_role("link", name="Til matrixen").click()

    page.set_viewport_size(WIDE)
    places = page.locator(".with-place tr")
    expect(places).to_have_count(6)
    # jointness counts more now than evidence does
    assert "HP2" in places.nth(0).inner_text()
    expect(places.filter(has_text="HP6")).to_contain_text("100")

    page.get_by_role("link", name="Beslut …").click()
    for place in range(9):
        page.locator(f"#decision_{place}-{0 if place < 3 else 1}").check()
        if 3 <= place < 8:
            page.locator(f"#reason_{place}").fill("Kommer senere")
    page.locator("#reasons").fill("Flest borgere først")
    page.get_by_role("button", name="Beslut og fastfrys runden").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv hvorfor")
    assert page.title().startswith("Fejl:")
    expect(page.locator("#reason_3")).to_have_value("Kommer senere")
    no_axe_findings(page)
    page.locator("#reason_8").fill("Virker ikke alene")
    page.get_by_role("button", name="Beslut og fastfrys runden").click()
    expect(page.get_by_role("heading", name="Besluttet 15.09.2015")).to_be_visible()
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        no_axe_findings(page)
        assert page.evaluate(WIDER) <= 0
    expect(page.get_by_role("link", name="Beslut …")).to_have_count(0)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_refusals_are_accessible_and_fit(size, enter, server, no_axe_findings):
    page = enter("planner")
    page.set_viewport_size(size)
    for address, button in (
        ("/priorities/new", "Åbn runden"),
        ("/priorities/1/weights", "Gem"),
        ("/priorities/1/decide", "Beslut og fastfrys runden"),
        ("/priorities/ideas/new", "Tilføj idéen"),
        ("/priorities/ideas/2/archive", "Arkivér"),
        ("/priorities/ideas/2/plan", "Lav planen"),
    ):
        page.goto(server + address)
        if address.endswith("weights"):
            page.locator("#weight_cost").fill("en")
        page.get_by_role("button", name=button, exact=True).click()
        assert page.title().startswith("Fejl:"), address
        no_axe_findings(page)
        assert page.evaluate(WIDER) <= 0, address


def test_an_idea_becomes_a_plan(enter, server):
    page = enter("planner")
    page.goto(server + "/priorities")
    page.get_by_role("link", name="C2 Videoovervågning").click()
    page.get_by_role("link", name="Gør den til en handlingsplan …").click()
    page.locator("#lead_organisation_id").select_option(index=3)
    page.get_by_role("button", name="Lav planen").click()
    expect(page.get_by_role("status").first).to_contain_text("ingen forandringsteori endnu")
    page.goto(server + "/priorities/1")
    expect(page.locator(".without-place tr", has_text="HP7")).to_contain_text("ingen forandringsteori endnu")


def test_the_names_stay_in_sight_when_the_matrix_is_scrolled_on_a_phone(enter, server):
    page = enter("reader")
    page.set_viewport_size(PHONE)
    page.goto(server + "/priorities/1")
    box = page.locator(".matrix-box").first
    box.focus()
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    box.evaluate("node => node.scrollTo(600, 0)")
    name = page.locator("th.matrix-name[scope=row]").first.bounding_box()
    assert name is not None
    assert 0 <= name["x"] < 60
