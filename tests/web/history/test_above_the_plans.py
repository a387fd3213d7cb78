"""What stands above the plans has its history too, with what was taken away again and why."""

import pytest

from tests.services.safety_index.index_board import Board

pytestmark = pytest.mark.both

HISTORIES = {
    "/measurements/1": "Målingens historik M01",
    "/index/versions/1": "Versionens historik",
    "/catalogue/1": "Strategiens historik S1",
    "/hearings/cases/1": "Sagens historik",
}


@pytest.mark.parametrize(("thing", "kind"), HISTORIES.items())
@pytest.mark.parametrize("persona", ["reader", "owner"])
def test_a_page_leads_to_its_history(thing, kind, persona, as_):
    reader = as_(persona)
    page = reader.page(thing)
    assert f"{thing}/history" in [link.get("href") for link in page.main.all("a")]
    history = reader.page(f"{thing}/history")
    assert kind in history.text
    assert "Indlæst fra fil" in history.text


@pytest.mark.parametrize("missing", ["/measurements/999", "/index/versions/999", "/catalogue/999"])
def test_what_is_not_there_has_no_history(missing, as_):
    as_("reader").page(f"{missing}/history", 404)


def test_a_break_that_was_taken_away_stands_in_the_history_of_its_measurement(as_):
    planner = as_("planner")
    marked = {"from_on": "01.01.2014", "note": "Nyt spørgeskema"}
    planner.follow(planner.submit("/measurements/2/breaks/new", marked))
    planner.follow(
        planner.submit(_removal(planner.page("/measurements/2")), {"reason": "Det var et andet år"})
    )
    text = planner.page("/measurements/2/history").text
    assert "Nyt spørgeskema" in text
    assert "Det var et andet år" in text
    assert "Det var et andet år" not in planner.page("/measurements/1/history").text


def test_a_value_is_named_by_its_year_and_a_break_by_its_day(as_):
    text = as_("reader").page("/measurements/1/history").text
    assert "Måleværdi tilføjet: 2013" in text
    assert "Brud i en serie tilføjet: 01.01.2021" in text


def test_a_measurement_that_was_taken_out_stands_in_the_history_of_the_draft(as_, demo_writer):
    planner, draft = as_("planner"), Board(demo_writer).draft()
    taken = next(
        link.get("href")
        for link in planner.page(f"/index/versions/{draft}").main.all("a")
        if link.get("href").endswith("/remove")
    )
    planner.follow(planner.submit(taken))
    text = planner.page(f"/index/versions/{draft}/history").text
    assert "tog en måling ud af et udkast til indekset" in text
    assert "M01" in text or "Politiets Tryghedsindeks" in text


def _removal(page):
    return next(
        link.get("href")
        for link in page.main.all("a")
        if "/breaks/" in link.get("href") and "remove" in link.get("href")
    )
