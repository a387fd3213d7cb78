"""The matrix of a round as a page and as a file: all of it, in the order of the ranking."""

import csv
import io

import pytest

from tests.browsing import Browser
from tests.conftest import SignInAs
from tests.page import Page


@pytest.fixture
def shown(as_: SignInAs, round_id: int) -> Page:
    return as_("reader").page(f"/priorities/{round_id}")


def codes(page: Page) -> list[str]:
    return [node.text.split()[0] for node in page.main.all("th") if "matrix-name" in node.get("class")][1:]


def row(page: Page, code: str) -> str:
    return next(" ".join(cells) for cells in page.rows() if f"{code} " in " ".join(cells[:2]))


def rows_of(browser: Browser, address: str) -> list[dict[str, str]]:
    body = browser.get(address).get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body), delimiter=";"))


def test_the_candidates_stand_in_the_order_of_the_ranking_the_others_below(shown: Page) -> None:
    assert codes(shown) == ["HP4", "HP2", "HP3", "HP5", "HP1", "HP6", "C1", "C2", "C3"]


def test_a_row_says_points_scores_and_levels_with_total_and_the_rule_of_miradi(shown: Page) -> None:
    told = row(shown, "HP3")
    assert "80,8" in told
    assert "E3 Dokumenteret" in told
    assert "67 2: mulig med omprioritering" in told
    assert "En partner har egne aktiviteter" in told
    assert told.endswith("67")


def test_the_page_says_in_a_sentence_on_top_whether_the_weights_matter(shown: Page) -> None:
    assert "De tre første bliver de samme, uanset hvilken vægt der halveres eller fordobles." in shown.text


def test_what_is_derived_says_what_it_is_derived_from(shown: Page) -> None:
    assert "Unge i mentorforløb" in shown.text
    assert "Politi: Nordjyllands Politi" in shown.text


def test_a_gate_that_is_not_passed_says_why_and_leads_to_the_finding(shown: Page) -> None:
    told = row(shown, "C1")
    assert "Forskningen viser skade:" in told
    assert "Petrosino" in told
    assert any(link.startswith("/evidence/") for link in shown.links)
    assert "Den er ikke fælles" in row(shown, "C3")


def test_what_is_not_scored_is_never_zero(shown: Page) -> None:
    told = row(shown, "C2")
    assert "Ikke vurderet: kræver en virkningskæde" in told
    assert "Ikke vurderet kræver en virkningskæde" in told
    assert " 0 " not in told


def test_weights_their_sum_and_anchors_stand_beside_the_criteria(shown: Page) -> None:
    assert "I alt 100 %" in shown.text
    assert "kræver ny lov eller bevilling" in shown.text


def test_who_scored_and_when_is_told(shown: Page) -> None:
    assert "9 kandidater, senest 15.09.2015" in shown.text


def test_only_the_planning_group_is_offered_to_change_anything(as_: SignInAs, round_id: int) -> None:
    for persona in ("owner", "manager", "secretary", "reader", "admin"):
        links = as_(persona).page(f"/priorities/{round_id}").links
        assert not [link for link in links if link.endswith(("/score", "/weights", "/decide", "/candidates"))]
        assert "/priorities/new" not in as_(persona).page("/priorities").links
    assert f"/priorities/{round_id}/decide" in as_("planner").page(f"/priorities/{round_id}").links


def test_the_file_holds_what_the_page_shows(as_: SignInAs, round_id: int) -> None:
    found = rows_of(as_("reader"), f"/priorities/{round_id}.csv")
    assert [one["Kode"] for one in found] == ["HP4", "HP2", "HP3", "HP5", "HP1", "HP6", "C1", "C2", "C3"]
    third = found[2]
    assert third["Plads"] == "3"
    assert third["Evidens, point (vægt 30 %)"] == "75.0"
    assert third["Praktisk realiserbar, vurdering 0–3"] == "2"
    assert third["Samlet"] == "80.8"
    prison = found[6]
    assert prison["Plads"] == prison["Samlet"] == prison["Evidens, point (vægt 30 %)"] == ""
    assert "Petrosino" in prison["Uden placering, fordi"]
    assert as_("reader").get(f"/priorities/{round_id}.xlsx").status_code == 200


def test_it_reads_in_english_too(as_: SignInAs, round_id: int) -> None:
    browser = as_("reader")
    with browser.session_transaction() as session:
        session["language"] = "en"
    page = browser.page(f"/priorities/{round_id}")
    assert "The first three stay whichever weight is halved or doubled." in page.text
    assert "Prison visits for youth at risk" in page.text


@pytest.mark.usefixtures("hidden_plan")
def test_a_plan_that_is_not_seen_is_neither_named_nor_counted(as_: SignInAs, round_id: int) -> None:
    assert "Skjult" in as_("planner").page(f"/priorities/{round_id}").text
    assert "10 kandidater" in as_("planner").page("/priorities").text
    for persona in ("reader", "owner"):
        page = as_(persona).page(f"/priorities/{round_id}")
        assert "Skjult" not in page.text
        assert "HP9" not in page.text
        assert "9 kandidater" in as_(persona).page("/priorities").text
        assert "HP9" not in as_(persona).get(f"/priorities/{round_id}.csv").get_data(as_text=True)


def test_the_list_shows_each_idea_s_gates(as_: SignInAs) -> None:
    page = as_("reader").page("/priorities")
    told = {cells[0].split()[0]: " ".join(cells) for cells in page.rows() if cells[0].startswith("C")}
    assert "Forskningen viser skade: Petrosino" in told["C1"]
    assert "Afvist: forskningen viser skade" in told["C1"]
    assert "Opfylder alle adgangskrav" in told["C2"]
    assert "Den er ikke fælles" in told["C3"]


def test_without_a_strategy_there_is_nothing_to_show_and_no_failure(empty_app) -> None:
    browser = empty_app.test_client()
    assert browser.get("/priorities").status_code == 303
