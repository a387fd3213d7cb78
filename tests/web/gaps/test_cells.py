"""The matrices, the list behind each cell, and the files of both."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.conftest import SignInAs
from tests.web.gaps.conftest import (
    GAPS,
    POLICE,
    WHICH,
    WHO,
    MakePlan,
    Numbers,
    matrix,
    matrix_of,
)

pytestmark = pytest.mark.both


def test_a_cell_names_each_plan_with_the_part_in_it(as_: SignInAs) -> None:
    found = matrix(as_, WHO)
    assert found.cells[POLICE, "G1"] == "◆ HP1 (leder), ○ HP6 (kun partner)"
    assert found.cells[POLICE, "G3"] == "● HP3 (ansvarlig)"
    assert found.cells["By- og Landskabsforvaltningen", "G5"] == "◆ HP6 (leder)"
    assert found.goals == ["G1", "G2", "G3", "G4", "G5"]


def test_police_stand_first_then_the_municipality_then_partners_and_no_committee(as_: SignInAs) -> None:
    rows = matrix(as_, WHO).rows
    assert rows[:2] == [POLICE, "Aalborg Kommune"]
    assert rows[-1] == "Samråd og frivillige foreninger"
    assert not [row for row in rows if "udvalg" in row or "Magistrat" in row or "ledelse" in row]


def test_an_empty_cell_says_so_to_a_screen_reader_and_leads_nowhere(as_: SignInAs) -> None:
    for name in (WHO, WHICH):
        found = matrix(as_, name)
        empty = [cell for cell, text in found.cells.items() if text == "– ingen"]
        assert empty
        assert found.links.keys() == found.cells.keys() - set(empty)


def test_a_plan_stands_to_a_goal_as_primary_or_as_one_of_its_goals(as_: SignInAs) -> None:
    found = matrix(as_, WHICH)
    assert found.cells["Et trygt natteliv", "G1"] == "◆ primært mål"
    assert found.cells["Et trygt natteliv", "G2"] == "● mål"
    assert found.cells["Et trygt natteliv", "G3"] == "– ingen"


def test_every_cell_leads_to_the_plans_that_it_counts(as_: SignInAs) -> None:
    browser = as_("reader")
    page = browser.page(GAPS)
    for name in (WHO, WHICH):
        found = matrix_of(page, name)
        assert found.links
        for (row, goal), address in found.links.items():
            cell = browser.page(address)
            assert cell.main.one("h1").text == f"{goal} {row}"
            plans = [article.one("h2").text.split()[0] for article in cell.main.all("article")]
            if name == WHO:
                assert plans == [word for word in found.cells[row, goal].split() if word.startswith("HP")]
            else:
                assert len(plans) == 1


def test_the_list_of_an_organisations_cell_holds_its_elements_and_their_chains(
    as_: SignInAs, numbers: Numbers
) -> None:
    page = as_("reader").page(f"/gaps/cells?goal={numbers['G5']}&organisation={numbers['NP']}")
    (plan,) = page.main.all("article")
    listed = [item.text.split()[0] for item in plan.one("dl").all("a")]
    assert listed == ["HP6-A2", "HP6-O3", "HP6-M2", "HP6-L1"]
    assert "1 årsagskæde til målet" in plan.text
    assert "/plans/6/chains" in [link["href"] for link in plan.all("a")]


def test_the_list_of_a_partner_says_that_it_carries_nothing_out(as_: SignInAs, numbers: Numbers) -> None:
    page = as_("reader").page(f"/gaps/cells?goal={numbers['G1']}&organisation={numbers['AEH']}")
    assert "ikke ansvarlig for nogen aktivitet eller ydelse på vej mod målet" in page.main.one("article").text


def test_the_list_of_a_plans_cell_holds_everything_on_the_way(as_: SignInAs, numbers: Numbers) -> None:
    page = as_("reader").page(f"/gaps/cells?goal={numbers['G2']}&plan=3")
    listed = [item.all("a")[0].text.split()[0] for item in page.main.one("dl").all("li")]
    assert listed == ["HP3-A2", "HP3-O2", "HP3-L2"]


def test_an_empty_cell_has_a_list_that_says_so(as_: SignInAs, numbers: Numbers) -> None:
    page = as_("reader").page(f"/gaps/cells?goal={numbers['G3']}&organisation={numbers['SKO']}")
    assert "Organisationen har ingen rolle i en plan, der dækker målet." in page.main.text
    page = as_("reader").page(f"/gaps/cells?goal={numbers['G3']}&plan=1")
    assert "Planen hverken nævner målet eller når det." in page.main.text


@pytest.mark.parametrize(
    "query",
    [
        "goal=1",
        "plan=1",
        "goal=x&plan=1",
        "goal=999&plan=1",
        "goal=1&plan=999",
        "goal=1&organisation=999",
        "goal=1&plan=1&organisation=1",
    ],
)
def test_a_cell_that_is_not_there_is_not_there(as_: SignInAs, query: str) -> None:
    assert as_("reader").get(f"/gaps/cells?{query}").status_code == 404


def test_a_cell_without_a_name_leads_to_the_matrix(as_: SignInAs) -> None:
    answer = as_("reader").get("/gaps/cells?plans=all")
    assert (answer.status_code, answer.location) == (303, "/gaps?plans=all")


def test_a_crowded_cell_counts_the_plans_by_part(as_: SignInAs, new_plan: MakePlan) -> None:
    for number in range(7, 13):
        new_plan(f"HP{number}", "G3", by=("NP",))
    assert matrix(as_, WHO).cells[POLICE, "G3"] == "7 handlingsplaner : ● 7 ansvarlig"


def test_the_matrices_come_as_files_with_the_same_filters(as_: SignInAs) -> None:
    browser = as_("reader")
    page = browser.page(f"{GAPS}?definition=1")
    files = [link["href"] for link in page.main.all("a") if ".csv" in link["href"] or ".xlsx" in link["href"]]
    assert len(files) == 4
    assert all("definition=1" in address for address in files)
    lines = browser.get("/gaps/organisations.csv?definition=1").get_data(as_text=True).splitlines()
    assert lines[0].startswith("\ufeffPart;Organisation;G1 Borgerne")
    assert "Politi;Nordjyllands Politi;HP1 (leder); HP6 (kun partner)" in lines[1].replace('"', "")
    sheet = CalamineWorkbook.from_filelike(
        BytesIO(browser.get("/gaps/plans.xlsx?definition=1").get_data())
    ).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert [row[0] for row in rows[1:]] == ["HP1", "HP6"]
    assert [row[3] for row in rows[1:]] == ["primært mål", "mål"]
