"""Ideas: added, changed, archived, made action plans; who may see them."""

from collections.abc import Callable

import pytest

from tests.browsing import Browser
from tests.conftest import SignInAs

Idea = Callable[[str], int]


@pytest.fixture
def planner(as_: SignInAs) -> Browser:
    return as_("planner")


def test_a_new_idea_gets_the_next_code_and_its_gates_are_shown(planner: Browser) -> None:
    page = planner.follow(planner.submit("/priorities/ideas/new", {"title": "Lys i tunneller"}))
    assert page.heading == "C4 Lys i tunneller"
    assert "Refererer til mindst ét mål: ikke opfyldt." in page.text
    assert "Ingen dokumenteret skade: opfyldt" in page.text


def test_a_rejected_idea_has_to_say_why(planner: Browser) -> None:
    answer = planner.submit("/priorities/ideas/new", {"title": "Lys", "rejected": "y"})
    page = planner.checked(answer, "/priorities/ideas/new", 422)
    assert "Hvorfor den er afvist: Udfyld dette felt." in " ".join(page.errors)


def test_a_code_that_is_taken_is_refused(planner: Browser, idea: Idea) -> None:
    address = f"/priorities/ideas/{idea('C2')}/edit"
    page = planner.checked(planner.submit(address, {"code": "c3"}), address, 422)
    assert "»c3« er allerede i brug" in " ".join(page.errors)


def test_both_versions_are_shown_where_two_change_an_idea(planner: Browser, idea: Idea) -> None:
    address = f"/priorities/ideas/{idea('C2')}/edit"
    values = planner.page(address).form(address).values()
    planner.submit(address, {"title": "Kameraer", "joint": ""})
    page = planner.checked(planner.send(values, {"title": "Video"}, address), address, 409)
    assert "Kameraer" in page.text
    assert "EV03" in page.text


def test_an_archived_idea_leaves_the_list_and_comes_back(planner: Browser, idea: Idea) -> None:
    number = idea("C2")
    planner.submit(f"/priorities/ideas/{number}/archive", {"reason": "Opgivet"})
    assert not [cells for cells in planner.page("/priorities").rows() if cells[0].startswith("C2")]
    assert [cells for cells in planner.page("/priorities?ideas=archived").rows() if cells[0].startswith("C2")]
    here = f"/priorities/ideas/{number}"
    page = planner.follow(planner.submit(here, action=f"{here}/restore"))
    assert "Idéen er gendannet." in page.text


def test_an_idea_becomes_a_plan_that_says_it_has_no_theory_of_change_yet(
    planner: Browser, idea: Idea, round_id: int
) -> None:
    number = idea("C2")
    address = f"/priorities/ideas/{number}/plan"
    page = planner.follow(planner.submit(address, {"lead_organisation_id": "3"}))
    assert "Den har ingen forandringsteori endnu" in page.text
    assert "HP7 Videoovervågning på parkeringspladser" in page.text
    told = next(
        " ".join(cells)
        for cells in planner.page(f"/priorities/{round_id}").rows()
        if "HP7 " in " ".join(cells[:2])
    )
    assert "Planen har ingen forandringsteori endnu" in told
    assert "67 2: mulig med omprioritering" in told  # the idea's scores
    assert "Blev til HP7" in planner.page("/priorities").text
    assert "Ret planen i stedet" in planner.follow(planner.get(address)).text


def test_a_rejected_idea_becomes_no_plan(planner: Browser, idea: Idea) -> None:
    page = planner.follow(planner.get(f"/priorities/ideas/{idea('C1')}/plan"))
    assert "Idéen er afvist. Ophæv først afvisningen." in page.text


def test_an_idea_that_became_a_plan_is_for_those_who_see_that_plan(as_: SignInAs, hidden_idea: int) -> None:
    address = f"/priorities/ideas/{hidden_idea}"
    assert "Hemmelig" in as_("planner").page(address).text
    as_("reader").page(address, 404)
    assert "Hemmelig" not in as_("reader").page("/priorities").text
    assert "Hemmelig" in as_("planner").page("/priorities").text


def test_an_idea_leads_to_its_findings_and_rounds(as_: SignInAs, idea: Idea, round_id: int) -> None:
    page = as_("reader").page(f"/priorities/ideas/{idea('C1')}")
    assert "EV15 Petrosino" in page.text
    assert f"/priorities/{round_id}" in page.links
    assert not [link for link in page.links if link.endswith(("/edit", "/archive", "/plan"))]
