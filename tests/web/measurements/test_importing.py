"""A series from a paste or a file: what the preview shows is what is saved, and nothing typed is lost."""

import io
from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.test_series_files import SMALL, repacked, sheet_xml, workbook
from tracker.records.models import Event, MeasurementValue

COLUMN = "År;Andel\n2012;58,5\n2013;61,5\n30.06.2014;mange\n2. kvartal 2015;1.234"


@pytest.fixture
def address(measurement):
    return f"/measurements/{measurement}/import"


@pytest.fixture
def series(demo_session, measurement):
    """The stored series: value and whether it is of a whole year, by day."""

    def now():
        demo_session.rollback()
        query = sa.select(MeasurementValue).where(MeasurementValue.measurement_id == measurement)
        return {row.taken_on: (row.value, row.whole_year) for row in demo_session.scalars(query)}

    return now


@pytest.fixture
def previewed(planner, address):
    """``previewed(pasted=..., file=...)``: the page with its preview, or with what is refused."""

    def looked(status=200, file=None, **sent):
        upload = (io.BytesIO(file), "serie.xlsx") if file is not None else None
        answer = planner.submit(address, {"answer": "preview", "series_file": upload, **sent})
        return planner.checked(answer, address, status)

    return looked


@pytest.fixture
def save(planner, address):
    def saved(page, **sent):
        values = page.form(address).values()
        return planner.send(values, {"answer": "save", "source": "Regneark", **sent}, address)

    return saved


def done(page):
    """What is done with each line."""
    return [row[-1].split(" ", 1)[1] for row in page.rows()]


def test_the_preview_says_of_each_line_what_is_done_and_saves_nothing(previewed, series, make_in_demo):
    make_in_demo.value(2013, 60)
    make_in_demo.writer.session.rollback()
    page = previewed(pasted=COLUMN)
    assert done(page) == [
        "Overskrift: springes over",
        "Ny",
        "En anden værdi end nu: 60",
        "Det, der står efter datoen, er ikke et tal.",
        "Tallet kan betyde to ting. Vælg ovenfor, hvordan tallene er skrevet.",
    ]
    assert "Året 2012" in page.text
    assert series() == {date(2013, 12, 31): (60.0, True)}


def test_what_was_previewed_is_saved_in_one_change(
    previewed, save, planner, series, make_in_demo, demo_session
):
    make_in_demo.value(2013, 60)
    make_in_demo.writer.session.rollback()
    page = previewed(pasted=COLUMN, marks="comma")
    answer = save(page, leave_out="y", replace="y", reason="Ny opgørelse")
    shown = planner.follow(answer)
    assert "2 værdier er nye. 1 værdi er rettet." in shown.text
    assert series() == {
        date(2012, 12, 31): (58.5, True),
        date(2013, 12, 31): (61.5, True),
        date(2015, 6, 30): (1234.0, False),
    }
    changes = sa.select(Event.change).where(Event.verb == "import_series").distinct()
    assert len(demo_session.scalars(changes).all()) == 1


def test_without_an_answer_to_each_question_nothing_is_saved_and_all_is_kept(
    previewed, save, planner, series
):
    page = previewed(pasted=COLUMN)
    refused = planner.checked(save(page, source=""), "", 422)
    assert len(refused.errors) >= 2
    [form] = [form for form in refused.forms if "pasted" in form.names]
    assert form.values()["pasted"] == [COLUMN]
    assert series() == {}


def test_saving_without_having_seen_the_lines_shows_them_first(previewed, save, planner, series):
    page = previewed(pasted="2012;58,5")
    again = planner.checked(save(page, pasted="2012;59"), "", 422)
    assert "Intet blev gemt" in again.text
    assert series() == {}
    planner.follow(save(again))
    assert series() == {date(2012, 12, 31): (59.0, True)}


def test_a_value_that_somebody_entered_meanwhile_is_not_overwritten(
    previewed, save, planner, series, make_in_demo
):
    page = previewed(pasted="2012;58,5\n2013;60")
    make_in_demo.value(2013, 61)
    make_in_demo.writer.session.rollback()
    again = planner.checked(save(page), "", 422)
    assert "En anden værdi end nu: 61" in again.text
    assert series() == {date(2013, 12, 31): (61.0, True)}


def test_a_file_is_previewed_saved_and_kept_nowhere_but_in_the_form(previewed, save, planner, series):
    rows = [["År", "Andel"], [2012, ("%", 0.585)], [date(2014, 6, 30), 61.25]]
    page = previewed(file=workbook(("Noter", []), ("Tal", rows)))
    assert "Læst fra arket »Tal«, det første af 2, der står noget i." in page.text
    assert done(page) == ["Overskrift: springes over", "Ny", "Ny"]
    planner.follow(save(page))
    assert series() == {date(2012, 12, 31): (58.5, True), date(2014, 6, 30): (61.25, False)}


def test_a_file_takes_the_place_of_what_was_pasted_and_has_to_be_looked_at(previewed, save, planner, series):
    page = previewed(pasted="2012;58,5")
    file = (io.BytesIO("2013;61,5".encode("cp1252")), "serie.csv")
    again = planner.checked(save(page, series_file=file), "", 422)
    assert again.rows()[0][1] == "2013;61,5"
    assert series() == {}


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"", "Filen er tom."),
        (b"<html><table>", "Det er en webside, uanset hvad filen hedder."),
        (b"%PDF-1.4", "Det er hverken et regneark (XLSX) eller tekst (CSV)."),
        (SMALL[:-30], "Regnearket er beskadiget og kan ikke læses."),
        (repacked(SMALL, sheet1=sheet_xml(" " * 13_000_000)), "Regnearket er for stort indeni."),
        (b"x" * 1_100_000, "Filen er større end 1 MB."),
        (b"2014;1\n" * 1_001, "Filen har mere end 1000 linjer"),
        (workbook(("Tom", [])), "Der står intet i filens celler."),
    ],
    ids=["empty", "web page", "pdf", "broken", "bomb", "large", "many lines", "nothing"],
)
def test_a_file_that_cannot_be_read_says_why_and_what_was_pasted_stays(
    previewed, series, address, file, sentence
):
    page = previewed(422, file=file, pasted="2012;58,5", source="Rapport")
    if file:
        assert any(sentence in error for error in page.errors), page.errors
        values = page.form(address).values()
        assert (values["pasted"], values["source"]) == (["2012;58,5"], ["Rapport"])
    assert series() == {}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=300), st.booleans(), st.integers(0, len(SMALL)))
def test_no_file_breaks_the_page(planner, address, data, as_workbook, place):
    file = SMALL[:place] + data + SMALL[place:] if as_workbook else data
    form = planner.page(address).form(address).values()
    upload = (io.BytesIO(file), "serie.xlsx")
    answer = planner.send(form, {"answer": "preview", "series_file": upload}, address)
    assert answer.status_code in (200, 422)
    planner.checked(answer, address, answer.status_code)
