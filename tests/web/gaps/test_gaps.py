"""``/gaps``: the findings as counts and lists, what counts, and what a filter leaves out."""

import pytest
from flask import Flask

from tests import databases
from tests.conftest import SignInAs, signed_in
from tests.factories import Maker
from tests.personas import NOW, TODAY
from tests.web.gaps.conftest import (
    GAPS,
    POLICE,
    WHICH,
    WHO,
    ChangeState,
    MakePlan,
    Numbers,
    cards,
    matrix,
    matrix_of,
)
from tracker.services.plans.states import archive_plan
from tracker.services.verb import Writer
from tracker.theory.kinds import ElementKind, OrganisationKind, PlanState, Role


def test_the_demonstration_has_the_findings_read_by_hand_from_its_file(as_: SignInAs) -> None:
    assert cards(as_) == {
        "#gap-goals": "Alle mål er dækket af en plan 5 mål",
        "#gap-outcomes": "1 muligt overlap Ingen virkning er ens i flere planer",
        "#gap-organisations": "2 organisationer er kun nævnt som partnere "
        "Alle organisationer har en rolle i en plan",
        "#gap-joint": "Alle planer er fælles 6 handlingsplaner",
    }


def test_each_finding_leads_to_its_list_on_the_page(as_: SignInAs) -> None:
    page = as_("reader").page(GAPS)
    for link in page.main.one("ul", class_="gap-cards").all("a"):
        section = page.main.one("section", aria_labelledby=link["href"][1:])
        assert section.one("h2")["id"] == link["href"][1:]


def test_a_goal_without_a_chain_is_uncovered_and_names_who_names_it_and_who_would_cover_it(
    as_: SignInAs, new_plan: MakePlan, change_plan_state: ChangeState, numbers: Numbers
) -> None:
    change_plan_state("HP3", PlanState.REJECTED)
    new_plan("HP7", "G3", reaches=False)
    new_plan("HP8", "G3", state=PlanState.DRAFT)
    new_plan("HP9", "G3", reaches=False, state=PlanState.IDEA)
    page = as_("reader").page(GAPS)
    assert cards(as_)["#gap-goals"] == "1 mål, som ingen plan dækker af 5 mål"
    section = page.main.one("section", aria_labelledby="gap-goals")
    assert f"/strategies/1#goal-{numbers['G3']}" in [link["href"] for link in section.all("a")]
    notes = [note.text for note in section.all(class_="gap-note")]
    assert notes == [
        "Nævnt som mål, men uden en årsagskæde dertil: HP7 Plan HP7 (i gang)",
        "Ville blive dækket af: HP8 Plan HP8 (udkast)",
        "Nævner målet, men tæller ikke med endnu og har ingen årsagskæde dertil: HP9 Plan HP9 (idé)",
    ]
    assert matrix_of(page, WHICH).cells["Plan HP7", "G3"] == "△ primært mål, ikke nået af en kæde"


def test_a_definition_without_any_plan_is_said(as_: SignInAs, change_plan_state: ChangeState) -> None:
    change_plan_state("HP6", PlanState.DRAFT)
    assert cards(as_)["#gap-goals"] == "1 mål, som ingen plan dækker 1 definition uden nogen plan"
    assert "Den fællesskabende tryghed slet ingen plan" in as_("reader").page(GAPS).main.text


def test_ideas_drafts_and_hearings_count_when_they_are_asked_for(
    as_: SignInAs, change_plan_state: ChangeState
) -> None:
    for state in (PlanState.IDEA, PlanState.DRAFT, PlanState.IN_HEARING):
        change_plan_state("HP6", state)
        assert "1 mål" in cards(as_)["#gap-goals"]
        assert cards(as_, f"{GAPS}?plans=all")["#gap-goals"] == "Alle mål er dækket af en plan 5 mål"
    address = matrix(as_, WHO, f"{GAPS}?plans=all").links[POLICE, "G5"]
    assert "plans=all" in address
    assert as_("reader").get(address).status_code == 200


@pytest.mark.parametrize("state", [PlanState.APPROVED, PlanState.PAUSED, PlanState.COMPLETED])
def test_approved_paused_and_completed_plans_count(
    as_: SignInAs, change_plan_state: ChangeState, state: PlanState
) -> None:
    change_plan_state("HP6", state)
    assert cards(as_)["#gap-goals"] == "Alle mål er dækket af en plan 5 mål"


def test_rejected_and_archived_plans_are_nowhere(
    as_: SignInAs, new_plan: MakePlan, make_in_demo: Maker
) -> None:
    new_plan("HP7", state=PlanState.REJECTED)
    gone = new_plan("HP8")
    archive_plan(make_in_demo.writer, plan_id=gone, version=1, reason="Dublet")
    source = as_("planner").page(f"{GAPS}?plans=all").main.text
    assert "HP7" not in source
    assert "HP8" not in source
    assert as_("planner").get(f"/gaps/cells?goal=3&plan={gone}").status_code == 404


def test_a_definition_leaves_out_other_goals_and_the_plans_that_serve_none_of_the_rest(as_: SignInAs) -> None:
    address = f"{GAPS}?definition=3"
    found = matrix(as_, WHICH, address)
    assert found.goals == ["G5"]
    assert found.rows == ["Tryghedsvandringer og samskabelse med boligorganisationer og samråd"]
    missing = cards(as_, address)["#gap-organisations"]
    assert missing.startswith("5 organisationer uden en rolle i nogen plan")


def test_a_definition_that_nobody_knows_leaves_the_filter_out(as_: SignInAs) -> None:
    assert matrix(as_, WHICH, f"{GAPS}?definition=999").goals == ["G1", "G2", "G3", "G4", "G5"]


def test_an_organisation_without_a_part_is_named_and_its_row_stands_out(
    as_: SignInAs, make_in_demo: Maker
) -> None:
    number = make_in_demo.organisation(name="Beredskabet", kind=OrganisationKind.PARTNER)
    make_in_demo.organisation(name="Trafikudvalget", kind=OrganisationKind.COMMITTEE)
    page = as_("reader").page(GAPS)
    assert cards(as_)["#gap-organisations"].startswith("1 organisation uden en rolle i nogen plan")
    section = page.main.one("section", aria_labelledby="gap-organisations")
    assert f"#organisation-{number}" in [link["href"] for link in section.all("a")]
    row = page.main.one("tr", id=f"organisation-{number}")
    assert "ingen rolle i nogen plan" in row.text
    assert [cell.text for cell in row.all("td")] == ["– ingen"] * 5
    assert "Trafikudvalget" not in page.main.text


def test_a_plan_that_is_not_joint_says_who_is_missing(as_: SignInAs, new_plan: MakePlan) -> None:
    for code, by in (("HP7", ("NP",)), ("HP8", ("SKO", "BOL")), ("HP9", ()), ("HP10", ("NP", "SKO"))):
        new_plan(code, by=by)
    page = as_("reader").page(GAPS)
    assert cards(as_)["#gap-joint"] == "3 planer, der ikke er fælles af 10 planer"
    section = page.main.one("section", aria_labelledby="gap-joint")
    assert [item.text for item in section.all("li")] == [
        "HP7 Plan HP7 (i gang) Kommunen har ingen aktivitet i den.",
        "HP8 Plan HP8 (i gang) Politiet har ingen aktivitet i den.",
        "HP9 Plan HP9 (i gang) Hverken politiet eller kommunen har en aktivitet i den.",
    ]


def test_an_outcome_of_two_plans_is_claimed_by_both(
    as_: SignInAs, new_plan: MakePlan, make_in_demo: Maker
) -> None:
    for code in ("HP7", "HP8"):
        plan = new_plan(code)
        make_in_demo.element(plan_id=plan, kind=ElementKind.OUTCOME_SHORT, title="Færre bliver væk")
    assert cards(as_)["#gap-outcomes"].startswith("1 virkning, som flere planer regner med")
    section = as_("reader").page(GAPS).main.one("section", aria_labelledby="gap-outcomes")
    assert "Færre bliver væk" in section.text
    assert "HP7 Plan HP7" in section.text


def test_without_goals_the_page_says_what_it_waits_for(empty_app: Flask, empty_url: str) -> None:
    with databases.opened(empty_url) as session:
        make = Maker(Writer(session, NOW, TODAY))
        make.person(Role.READER, email="alone@example.org")
    browser = signed_in(empty_app, "alone@example.org")
    assert "Overlap og huller viser sig, når der er mål og planer." in browser.page(GAPS).main.text
    assert browser.get("/gaps/plans.csv").status_code == 200


def test_without_plans_every_goal_is_uncovered_and_nothing_is_called_joint(
    empty_app: Flask, empty_url: str
) -> None:
    with databases.opened(empty_url) as session:
        make = Maker(Writer(session, NOW, TODAY))
        make.person(Role.READER, email="alone@example.org")
        make.goal()
    found = signed_in(empty_app, "alone@example.org").page(GAPS)
    said = [link.one(class_="gap-words").text for link in found.main.one("ul", class_="gap-cards").all("a")]
    assert said == [
        "1 mål, som ingen plan dækker 1 definition uden nogen plan",
        "Ingen virkning går igen i flere planer",
        "1 organisation uden en rolle i nogen plan",
        "Ingen plan tæller med endnu",
    ]


def test_the_strategy_leads_to_its_overlaps_and_gaps(as_: SignInAs) -> None:
    page = as_("reader").page("/strategies/1")
    assert [link["href"] for link in page.main.all("a")].count(GAPS) == 2
