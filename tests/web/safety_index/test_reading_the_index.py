"""The index is read: chart and table say the same, withheld is never zero, and nobody is told of a cause."""

import csv
import io
from datetime import date

import pytest
import sqlalchemy as sa
from python_calamine import CalamineWorkbook

from tests.services.safety_index.index_board import Board
from tracker.records.models import MeasurementValue
from tracker.services.measurements.values_and_breaks import enter_value
from tracker.theory.contents.measurement import ValueContents
from tracker.theory.kinds import Visibility


@pytest.fixture
def reader(as_):
    return as_("reader")


@pytest.fixture
def board(demo_writer):
    return Board(demo_writer)


def year_row(page, year):
    """The cells of a year in the page's first table."""
    rows = page.main.all("tbody")[0].all("tr")
    return next(
        cells for row in rows if (cells := [c.text for c in row.all() if c.tag in ("td", "th")])[0] == year
    )


def test_each_year_stands_with_its_parts_both_means_and_the_base_year(reader):
    page = reader.page("/index")
    assert year_row(page, "2015") == ["2015", "64,71", "57,77", "56,29", "59,48", "59,59", "119,3", ""]
    assert year_row(page, "2013") == ["2013", "58,14", "52,50", "40,57", "49,84", "50,40", "100,0", ""]


def test_a_withheld_year_says_why_and_is_never_zero(reader):
    row = year_row(reader.page("/index"), "2014")
    assert row[1:3] == ["61,07", "54,82"]
    assert row[3:7] == ["⊗ tilbageholdt", "⊗ tilbageholdt", "–", "–"]
    assert row[7].replace("\xa0", " ") == "tilbageholdt: Den fællesskabende tryghed hviler på 40 % af vægten"


def test_the_chart_shows_the_table_s_numbers_and_has_a_gap(reader):
    page = reader.page("/index")
    chart = page.main.all("svg", class_="index-chart")[0]
    assert [node.text for node in chart.all("text", class_="index-value")] == ["49,84", "59,48"]
    assert len(chart.all("circle", class_="index-dot")) == 2
    assert not chart.all("polyline", class_="index-line")
    assert "tilbageholdt" in [node.text for node in chart.all("text", class_="index-note")]
    assert chart.one("desc").text == "2013: 49,84, 2014: tilbageholdt, 2015: 59,48."


def test_relative_to_the_base_year_every_series_begins_at_100(reader):
    page = reader.page("/index?view=base")
    assert year_row(page, "2013")[1:7] == ["100,0"] * 5 + ["49,84"]
    assert year_row(page, "2015")[1:7] == ["111,3", "110,0", "138,7", "119,3", "118,2", "59,48"]
    assert "/index" in page.links


def test_the_sentence_on_the_weights_gives_the_range(reader):
    page = reader.page("/index")
    assert "ligger indekset for 2015 mellem 58,09 og 60,81" in page.text
    assert "det er 59,48" in page.text


@pytest.mark.parametrize("view", ["", "?view=base"])
def test_the_downloads_hold_the_table_with_nothing_where_it_is_withheld(reader, view):
    text = reader.get(f"/index.csv{view}").get_data().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(reader.get(f"/index.xlsx{view}").get_data()))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert [line[0] for line in lines] == ["År", "2013", "2014", "2015"]
    assert len(lines) == len(rows)
    assert lines[2][3:7] == ["", "", "", ""]
    assert float(lines[3][4].replace(",", ".")) == rows[3][4] == (119.33 if view else 59.48)
    assert "40" in lines[2][7]


def test_contributions_add_up_and_stand_with_value_goalposts_position_and_weight(reader):
    page = reader.page("/index/years/2015")
    table = page.main.all("table")[0]
    cells = {
        row.all("th")[0].text: [cell.text for cell in row.all("td")]
        for row in table.all("tr")
        if row.all("td")
    }
    own = next(found for name, found in cells.items() if name.startswith("M09"))
    assert [text.replace("\xa0", " ") for text in own] == ["11 antal", "0 → 20", "55,00", "13,3 %", "7,75"]
    given = [float(found[-1].replace(",", ".")) for name, found in cells.items() if name.startswith("M")]
    assert sum(given) == pytest.approx(59.48, abs=0.05)
    assert cells["Indekset"][-1] == "59,48"


def test_the_change_is_counted_from_the_nearest_year_with_a_number_and_split(reader):
    page = reader.page("/index/years/2015")
    assert "Hvad der flyttede indekset siden 2013" in page.text
    assert "2014 er tilbageholdt, så ændringen er regnet fra 2013." in page.text
    assert "+9,63 point, fra 49,84 til 59,48" in page.text
    assert "+5,30" in page.text


def test_outcomes_are_linked_to_and_never_said_to_have_caused_anything(reader):
    page = reader.page("/index/years/2015")
    assert "Knyttet til, i handlingsplaner" in page.text
    assert "Flere borgere er trygge aften og nat" in page.text
    assert "siger intet om, hvad der er årsag" in page.text
    assert "skyldes" not in page.text
    assert "effekt" not in page.text


def test_a_plan_out_of_sight_is_neither_named_nor_linked(as_, make_in_demo, board):
    elsewhere = make_in_demo.organisation()
    hidden = make_in_demo.plan(
        title="Hemmelig plan", visibility=Visibility.ORGANISATION, lead_organisation_id=elsewhere
    )
    output = make_in_demo.element(plan_id=hidden)
    make_in_demo.indicator(element_id=output, measurement_id=board.measurement("M01"))
    board.session.rollback()
    assert "Hemmelig plan" in as_("planner").page("/index/years/2015").text
    page = as_("owner").page("/index/years/2015")
    assert "Hemmelig plan" not in page.text
    assert f"/plans/{hidden}" not in page.links


def test_a_withheld_year_names_the_guesses_as_what_they_are(reader):
    page = reader.page("/index/years/2014")
    assert "Disse tal hviler på skøn" in page.text
    guesses = page.main.all("tbody")[0].text
    assert "Videreført" in guesses
    assert "53,82" in guesses
    assert "Interpoleret" in guesses
    assert "54,15" in guesses
    assert "ingen værdi for 2014" in page.text
    assert "Indekset for 2014 er tilbageholdt, så der er ingen ændring at fordele." in page.text


def test_a_year_with_a_number_has_no_guesses(reader):
    assert "skøn" not in reader.page("/index/years/2015").text


@pytest.mark.parametrize("address", ["/index/years/2012", "/index/years/9999", "/index/versions/999"])
def test_what_is_not_published_is_not_there(reader, address):
    assert reader.get(address).status_code == 404


def test_a_provisional_year_is_marked_by_sign_and_word(as_, board):
    for code, value in (("M01", 85), ("M02", 60), ("M03", 39), ("M04", 18), ("M08", 67), ("M09", 3)):
        enter_value(
            board.writer,
            measurement_id=board.measurement(code),
            contents=ValueContents(taken_on=date(2012, 12, 31), whole_year=True, value=value),
        )
    planner = as_("planner")
    page = planner.page("/index")
    assert "2012 er ikke offentliggjort; med målingerne, som de er nu, ville det blive" in page.text
    planner.follow(planner.submit("/index/years/2012/publish", {"reason": "Ny opgørelse"}))
    page = planner.page("/index")
    row = year_row(page, "2012")
    assert "○ foreløbig" in row[2]
    assert "○ foreløbig" in row[4]
    assert row[7].replace("\xa0", " ") == "foreløbig: Den faktiske tryghed hviler på 50 % af vægten"
    assert page.main.all("svg", class_="index-chart")[0].all("circle", class_="index-dot--provisional")
    # the two years rest on other measurements
    assert "kan ikke fordeles på målinger" in planner.page("/index/years/2013").text


def test_a_corrected_value_is_told_beside_what_is_published_and_changes_nothing(as_, board):
    board.correct("M01", 2015, 95.0)
    page = as_("reader").page("/index")
    assert year_row(page, "2015")[4] == "59,48"
    assert "2015 er offentliggjort som 59,48; med målingerne, som de er nu: 61,26." in page.text
    assert "/index/years/2015/publish" not in page.links
    assert "/index/years/2015/publish" in as_("planner").page("/index").links
    assert as_("reader").page("/index/years/2015").main.one(class_="index-latest").text.startswith("59,48")


def test_a_year_published_anew_keeps_its_earlier_edition(as_, board):
    board.correct("M01", 2015, 95.0)
    planner = as_("planner")
    page = planner.page("/index/years/2015/publish")
    assert "89" in page.text
    assert "95" in page.text
    page = planner.follow(planner.submit("/index/years/2015/publish", {"reason": "Tallet var forkert"}))
    assert page.main.one(class_="index-latest").text.startswith("61,26")
    assert "udgave 2" in page.text
    assert "Tallet var forkert" in page.text
    assert "59,48" in page.main.all("table")[-1].text
    assert "Målingerne er ændret siden" not in planner.page("/index").text


def test_a_page_of_an_edition_that_somebody_published_meanwhile_is_refused(as_, board):
    board.correct("M01", 2015, 95.0)
    planner, address = as_("planner"), "/index/years/2015/publish"
    form = planner.page(address).form(address)
    planner.follow(planner.submit(address, {"reason": "Først"}))
    board.correct("M01", 2015, 96.0)
    answer = planner.send(form.values(), {"reason": "Sidst", "idempotency_key": "en-anden"}, address)
    page = planner.checked(answer, address, 422)
    assert "Nogen har ændret det imens." in " ".join(page.errors)
    assert page.form(address).values()["reason"] == ["Sidst"]


def test_nothing_is_published_anew_where_nothing_differs(as_):
    planner = as_("planner")
    page = planner.page("/index/years/2015/publish")
    assert "Intet afviger fra det, der er offentliggjort." in page.text
    assert not [form for form in page.forms if form.method == "POST"]
    assert planner.get("/index/years/2000/publish").status_code == 404


def test_the_strategy_s_page_has_the_index_of_the_latest_year(reader):
    line = reader.page("/strategies/1").main.one(class_="strategy-index")
    assert line.text.split() == ["Tryghedsindeks", "2015", ":", "59,48", "af", "100", "point"]


def test_pages_cost_as_much_with_many_years_as_with_few(as_, board, count_queries):
    reader = as_("reader")
    pages = ("/index", "/index/years/2015", "/index/versions/1", "/index.csv")

    def costs():
        found = {}
        for address in pages:
            reader.get(address)
            with count_queries() as counted:
                assert reader.get(address).status_code == 200
            found[address] = len(counted)
        return found

    few = costs()
    for year in range(1990, 2012):
        for code in ("M01", "M02", "M03", "M04", "M08"):
            enter_value(
                board.writer,
                measurement_id=board.measurement(code),
                contents=ValueContents(taken_on=date(year, 12, 31), whole_year=True, value=55.0),
            )
    board.publish(board.draft())
    many = costs()
    assert many == few
    assert board.one(sa.select(sa.func.count(MeasurementValue.id))) > 100


def test_the_latest_year_is_told_with_its_change_from_the_nearest_year_with_a_number(reader):
    assert (
        reader.page("/index")
        .main.one(class_="index-latest")
        .text.endswith("+9,63 siden 2013 regnet ud før afrunding")
    )
