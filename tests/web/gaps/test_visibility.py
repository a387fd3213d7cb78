"""What one may not see leaves no trace among the overlaps and gaps."""

from tests.conftest import SignInAs
from tests.factories import Maker
from tests.web.gaps.conftest import GAPS, POLICE, WHO, ChangeState, MakePlan, Numbers, matrix_of
from tracker.theory.kinds import OrganisationKind, PlanState, Visibility


def test_what_one_may_not_see_is_neither_counted_nor_named(
    as_: SignInAs, new_plan: MakePlan, make_in_demo: Maker, numbers: Numbers
) -> None:
    stranger = make_in_demo.organisation(name="Beredskabet", kind=OrganisationKind.PARTNER)
    hidden = new_plan("HP7", by=("NP",), visibility=Visibility.ORGANISATION, lead_organisation_id=stranger)
    cell = f"/gaps/cells?goal={numbers['G3']}&plan={hidden}"
    for persona, sees in (("planner", True), ("owner", False), ("reader", False), ("manager", False)):
        page = as_(persona).page(GAPS)
        assert ("HP7" in page.main.text) is sees
        assert ("HP7" in matrix_of(page, WHO).cells[POLICE, "G3"]) is sees
        assert page.main.one(class_="gap-lead").text.startswith("7 planer" if sees else "6 planer")
        assert ("1 plan, der ikke er fælles" in page.main.text) is sees
        assert ("1 organisation uden en rolle" in page.main.text) is not sees
        assert as_(persona).get(cell).status_code == (200 if sees else 404)
        for file in ("organisations", "plans"):
            assert ("HP7" in as_(persona).get(f"/gaps/{file}.csv").get_data(as_text=True)) is sees
        said = "Siden bygger på alle planer." if sees else "de planer, som du må se, og ikke på andre"
        assert said in page.main.text


def test_a_hidden_draft_is_not_named_beside_the_goal_that_it_would_cover(
    as_: SignInAs, new_plan: MakePlan, change_plan_state: ChangeState, make_in_demo: Maker
) -> None:
    change_plan_state("HP3", PlanState.REJECTED)
    stranger = make_in_demo.organisation()
    new_plan(
        "HP7",
        state=PlanState.DRAFT,
        visibility=Visibility.ORGANISATION,
        lead_organisation_id=stranger,
    )
    assert "HP7" in as_("planner").page(GAPS).main.text
    page = as_("reader").page(GAPS)
    assert "HP7" not in page.main.text
    assert "tæller ikke med" not in page.main.text


def test_every_link_of_the_page_and_its_lists_answers_the_reader(as_: SignInAs, new_plan: MakePlan) -> None:
    new_plan("HP7", by=("NP",))
    browser = as_("reader")
    page = browser.page(GAPS)
    for address in {link["href"].partition("#")[0] for link in page.main.all("a")} - {""}:
        assert browser.get(address).status_code in (200, 303), address
