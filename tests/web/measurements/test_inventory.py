"""The list: what it tells of each measurement, its filters and downloads, and what covers each definition."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from tests.hostile import KEPT

pytestmark = pytest.mark.both


def titles(page):
    return [row[0].split(" M")[0] for row in page.rows()]


def codes(page):
    return {one for row in page.rows() for one in row[0].split() if one[0] == "M" and one[1:].isdigit()}


def test_each_line_tells_owner_unit_frequency_latest_value_suitability_and_verdict(as_):
    page = as_("reader").page("/measurements")
    row = next(row for row in page.rows() if "M05" in row[0])
    assert row[1:] == [
        "Jobindsats / STAR",
        "%",
        "Hvert kvartal",
        "10,9 2015",
        "17 af 18 lavest: sammenlignelighed 2",
        "Indgår i indekset",
    ]
    assert len(page.rows()) == 12


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("verdict=candidate", {"M07", "M12"}),
        ("verdict=exclude&kind=survey", {"M10", "M11"}),
        ("frequency=every_two_years", {"M08", "M11"}),
        ("owner=%3DTrygFonden", {"M11"}),
        ("area=skole", {"M06", "M07"}),
        ("area=SKOLE", {"M06", "M07"}),
        ("values=no", {"M07", "M10", "M11", "M12"}),
        ("values=yes&definition=1", {"M01", "M02"}),
        ("q=naboer", {"M08"}),
        ("q=m03", {"M03"}),
        ("kind=&verdict=&owner=", {f"M{place:02}" for place in range(1, 13)}),
        ("kind=nonsense&verdict=x&definition=x&page=0", {f"M{place:02}" for place in range(1, 13)}),
    ],
)
def test_filters_leave_what_they_say(as_, asked, found):
    assert codes(as_("reader").page(f"/measurements?{asked}")) == found


def test_an_owner_of_the_strategy_is_a_filter(as_):
    browser = as_("reader")
    options = {node.text: node.get("value") for node in browser.page("/measurements").main.all("option")}
    page = browser.page(f"/measurements?owner={options['Aalborg Kommune']}")
    assert codes(page) == {"M02", "M08"}


def test_the_most_suitable_come_first_and_what_is_not_scored_last(as_, measurement):
    page = as_("reader").page("/measurements?sort=suitability")
    sums = [row[5].split()[0] for row in page.rows()]
    assert sums[:3] == ["17", "16", "16"]
    assert page.rows()[-1][0].startswith("Prøvemåling")
    assert measurement


def test_each_definition_names_what_measures_it_and_one_without_is_missing(as_, measurement):
    page = as_("reader").page("/measurements")
    first, *_, bare = page.main.all(class_="coverage-list")[0].all("li")
    assert "2013–2015" in first.text
    assert "coverage-missing" not in first.get("class")
    assert "coverage-missing" in bare.get("class")
    assert "Mangler: intet i indekset måler den" in bare.text
    assert "Prøvemåling" in bare.text
    assert f"/measurements/{measurement}" in page.links


def test_downloads_hold_the_same_selection(as_):
    browser = as_("reader")
    text = browser.get("/measurements.csv?verdict=candidate").get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[0] for row in rows] == ["Kode", "M07", "M12"]
    heads = rows[0]
    assert rows[1][heads.index("Egnethed, sum af 18")] == "12"
    book = CalamineWorkbook.from_filelike(io.BytesIO(browser.get("/measurements.xlsx?values=no").data))
    assert len(book.get_sheet_by_index(0).to_python()) == 5


def test_an_archived_measurement_is_only_among_the_archived(planner, measurement):
    planner.submit(f"/measurements/{measurement}/archive", {"reason": "Ophørt"})
    assert "Prøvemåling" not in planner.page("/measurements").text
    assert "Prøvemåling" in planner.page("/measurements?state=archived").text
    assert len(planner.page("/measurements?state=archived").rows()) == 1


@pytest.mark.parametrize("words", KEPT.values())
def test_whatever_is_looked_for_is_answered(as_, words):
    page = as_("reader").checked(as_("reader").get("/measurements", query_string={"q": words, "area": words}))
    assert page.status == 200


def test_a_selection_without_a_measurement_says_what_to_do(as_):
    page = as_("planner").page("/measurements?q=findesikke")
    assert "Ingen måling passer til filtrene." in page.text


def test_only_the_planning_group_is_offered_to_change_anything(as_, planner):
    for address in ("/measurements", "/measurements/1"):
        assert not [link for link in as_("manager").page(address).links if link.endswith(("new", "edit"))]
        assert [link for link in planner.page(address).links if link.endswith(("new", "edit"))]
