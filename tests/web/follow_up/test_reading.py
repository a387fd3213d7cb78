"""A reading has a day, a number and a source."""

from datetime import date

import pytest

from tracker.records.models import Document, IndicatorReading

GOOD = {"read_on": "10.09.2015", "value": "50,5", "source": "Skolesundhedsundersøgelsen"}


@pytest.fixture
def address(number):
    return f"/indicators/{number('HP5-i5')}/readings/new"


@pytest.fixture
def readings(rows, number):
    return lambda code="HP5-i5": rows(IndicatorReading, IndicatorReading.indicator_id == number(code))


def test_the_form_says_what_was_read_last_and_where_the_target_lies(owner, number):
    page = owner.page(f"/indicators/{number('HP5-i2')}/readings/new")
    assert "Senest aflæst 30.06.2015: 26 antal . Måltal 31.12.2017: 240 antal" in page.text
    assert "Værdi i antal" in page.text


def test_a_first_reading_says_how_far_the_indicator_has_come(owner, address, readings):
    page = owner.follow(owner.submit(address, GOOD))
    assert "har fået sin første aflæsning: 50,5 % (10.09.2015)" in page.text
    assert "35 % af vejen til målet, forventet 23 %" in page.text
    assert "Det ændrer ikke status på Senere alkoholdebut" in page.text
    [saved] = readings()
    assert (saved.value, saved.read_on, saved.source) == (50.5, date(2015, 9, 10), GOOD["source"])


def test_a_later_reading_says_what_was_read_before(owner, number):
    address = f"/indicators/{number('HP5-i2')}/readings/new"
    page = owner.follow(owner.submit(address, {**GOOD, "value": "31"}))
    assert "31 antal (10.09.2015), før 26 antal (30.06.2015)" in page.text


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234,5", 1234.5),
        ("1234.5", 1234.5),
        ("−3,25", -3.25),
        (" 1 000 000 ", 1e6),
        ("0", 0.0),
        ("0,000000001", 1e-9),
        ("999999999999999", 999999999999999.0),
    ],
)
def test_numbers_are_read_as_danes_write_them(typed, value, owner, address, readings):
    owner.follow(owner.submit(address, {**GOOD, "value": typed}))
    assert [one.value for one in readings()] == [value]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"value": ""}, "value"),
        ({"value": "1e999"}, "value"),
        ({"value": "NaN"}, "value"),
        ({"value": "Infinity"}, "value"),
        ({"value": "1.2.3"}, "value"),
        ({"value": "halvtreds"}, "value"),
        ({"value": "9" * 40}, "value"),
        ({"value": "0x10"}, "value"),
        ({"value": "\x00"}, "value"),
        ({"read_on": ""}, "read_on"),
        ({"read_on": "16.09.2015"}, "read_on"),
        ({"read_on": "31.12.2014"}, "read_on"),
        ({"read_on": "31.12.1899"}, "read_on"),
        ({"read_on": "31.12.9999"}, "read_on"),
        ({"read_on": "2015-13-01"}, "read_on"),
        ({"source": "  "}, "source"),
        ({"source": "a\x07"}, "source"),
        ({"source": "a" * 20_001}, "source"),
        ({"document_url": "www.example.org"}, "document_url"),
    ],
)
def test_what_is_not_a_reading_is_refused_at_its_field_and_kept(sent, field, owner, address, readings):
    page = owner.checked(owner.submit(address, {**GOOD, **sent}), address, 422)
    assert page.main.all(id=f"{field}-error")
    kept = page.form(address).values()
    for name in {"value", "read_on"} - set(sent):
        assert kept[name] == [GOOD[name]]
    if sent.get(field, "").strip("\x00\x07 "):
        assert kept[field] == [sent[field]]
    assert readings() == []


def test_the_day_before_the_first_reading_is_named_in_the_reader_s_way(owner, address):
    page = owner.checked(owner.submit(address, {**GOOD, "read_on": "31.12.2014"}), address, 422)
    assert "Her er udgangspunktet fra 31.12.2014 og en aflæsning fra 31.12.2014." in page.text


def test_a_day_has_one_reading(owner, number, readings):
    address = f"/indicators/{number('HP5-i2')}/readings/new"
    page = owner.checked(owner.submit(address, {**GOOD, "read_on": "30.06.2015"}), address, 422)
    assert "Der er allerede en aflæsning fra 30.06.2015." in page.main.one(id="read_on-error").text
    assert len(readings("HP5-i2")) == 1


def test_a_double_submit_makes_one_reading(owner, address, readings):
    values = owner.page(address).form(address).values()
    assert [owner.send(values, GOOD, address).status_code for _ in range(2)] == [303, 303]
    assert len(readings()) == 1


def test_a_source_and_its_documentation_are_kept_as_typed(owner, address, readings, rows):
    source = "<b>&evil</b> 'side 3' \u202e🙂"
    sent = {**GOOD, "source": source, "document_url": "https://example.org/?a=1&b=<".replace("<", "%3C")}
    owner.follow(owner.submit(address, sent))
    [saved] = readings()
    assert saved.source == source
    assert rows(Document)[-1].reading_id == saved.id


def test_an_odd_unit_is_shown_and_never_run(as_, make_in_demo, demo_session):
    indicator = make_in_demo.indicator(unit="%(s)s<i>%%", title="<script>alert(1)</script>")
    demo_session.rollback()
    planner, address = as_("planner"), f"/indicators/{indicator}/readings/new"
    page = planner.follow(planner.submit(address, GOOD))
    assert "50,5 %(s)s<i>%%" in page.text
    assert "<script>alert(1)" in page.text


def test_only_owners_and_the_planning_group_enter_readings(as_, number):
    own, foreign = (f"/indicators/{number(code)}/readings/new" for code in ("HP5-i1", "HP1-i1"))
    assert as_("reader").get(own).status_code == 403
    assert as_("owner").get(foreign).status_code == 403
    assert as_("planner").get(foreign).status_code == 200
    assert as_("planner").get("/indicators/999999/readings/new").status_code == 404
