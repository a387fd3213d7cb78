"""The series: values entered, corrected, withdrawn and brought in together; breaks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.personas import TODAY
from tracker.records.models import Event, IndexYear, MeasurementValue, SeriesBreak
from tracker.records.queries.measurements.measurement import corrections, withdrawn
from tracker.services.errors import Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.follow_up.readings import Replacement
from tracker.services.measurements.inventory import archive_measurement
from tracker.services.measurements.series import import_series
from tracker.services.measurements.values_and_breaks import (
    correct_value,
    enter_value,
    mark_break,
    remove_break,
    withdraw_value,
)
from tracker.services.safety_index.versions import begin_index_version, publish_index_version
from tracker.theory.contents.index_version import IndexMeasureContents, IndexVersionContents
from tracker.theory.contents.measurement import BreakContents, ValueContents, last_day


def series(session):
    session.rollback()
    return {row.taken_on: row.value for row in session.scalars(sa.select(MeasurementValue))}


def refused(verb, *args, **values):
    with pytest.raises(Invalid) as error:
        verb(*args, **values)
    return error.value.field, error.value.fault


def test_a_running_year_has_a_value_but_no_day_or_year_to_come(writer, make):
    number = make.measurement()
    enter_value(
        writer,
        measurement_id=number,
        contents=ValueContents(taken_on=last_day(TODAY.year), whole_year=True, value=1),
    )
    for day, whole in ((TODAY + timedelta(1), False), (last_day(TODAY.year + 1), True)):
        found = refused(
            enter_value,
            writer,
            measurement_id=number,
            contents=ValueContents(taken_on=day, whole_year=whole, value=1.0),
        )
        assert found == ("taken_on", "in_the_future")


def test_a_day_has_one_value(make):
    make.value(2014, 60)
    with pytest.raises(Duplicate) as taken:
        make.value(2014, 61)
    assert taken.value.field == "taken_on"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e16])
def test_what_no_database_keeps_is_no_value(make, value):
    assert refused(make.value, 2014, value)[0] == "value"


def test_a_correction_keeps_both_values_and_the_reason(session, writer, make):
    number = make.value(2014, 60)
    correct_value(
        writer,
        value_id=number,
        version=1,
        reason="Slåfejl",
        contents=ValueContents(taken_on=last_day(2014), whole_year=True, value=61.5, source="Rapport"),
    )
    [kept] = corrections(session, make.the("measurement"), "da")[number]
    assert (kept.before, kept.after, kept.reason) == ({"value": 60.0}, {"value": 61.5}, "Slåfejl")


def test_a_correction_says_why_and_changes_something(session, writer, make):
    same = ValueContents(taken_on=last_day(2014), whole_year=True, value=60.0, source="Rapport")
    number, other = make.value(2014, 60), make.value(2013, 59)
    known = {"value_id": number, "version": 1, "reason": "Fejl"}
    higher = replace(same, value=61)
    assert refused(correct_value, writer, **known, contents=same) == ("value", "value_not_changed")
    assert refused(correct_value, writer, **known | {"reason": " "}, contents=higher) == (
        "reason",
        "required",
    )
    with pytest.raises(Duplicate):
        correct_value(writer, **known, contents=replace(same, taken_on=last_day(2013)))
    with pytest.raises(StaleWrite):
        correct_value(writer, **known | {"version": 7}, contents=higher)
    assert series(session) == {last_day(2014): 60, last_day(2013): 59}
    assert other


def test_a_value_that_is_withdrawn_stays_in_the_log_with_why(session, writer, make):
    number = make.value(2014, 60)
    assert refused(withdraw_value, writer, value_id=number, version=1, reason="") == ("reason", "required")
    withdraw_value(writer, value_id=number, version=1, reason="Skjult efter revision")
    assert series(session) == {}
    [gone] = withdrawn(session, make.the("measurement"), "da")
    assert (gone.on, gone.whole_year, gone.value) == (last_day(2014), True, 60)
    assert gone.reason == "Skjult efter revision"
    with pytest.raises(NotThere):
        withdraw_value(writer, value_id=number, version=1, reason="Igen")


def test_a_published_year_keeps_the_value_that_it_was_counted_with(session, writer, make):
    number = make.value(2014, 60)
    measurement = make.the("measurement")
    version = begin_index_version(
        writer,
        strategy_id=make.the("strategy"),
        weights={make.the("definition"): 1.0},
        contents=IndexVersionContents(),
        measures=[
            IndexMeasureContents(
                measurement_id=measurement, definition_id=make.the("definition"), worst=0, best=100, weight=1
            )
        ],
    )
    publish_index_version(writer, index_version_id=version, reason="Første udgave")
    day = last_day(2014)
    correct_value(
        writer,
        value_id=number,
        version=1,
        reason="Fejl",
        contents=ValueContents(taken_on=day, whole_year=True, value=70.0, source=""),
    )
    withdraw_value(writer, value_id=number, version=2, reason="Fejl")
    year = session.scalars(sa.select(IndexYear)).one()
    assert (year.values, year.points) == ({str(measurement): 60.0}, 60)


def test_nothing_is_changed_in_the_series_of_an_archived_measurement(writer, make):
    number, mark = make.value(2014, 60), make.series_break(date(2014, 1, 1))
    archive_measurement(writer, measurement_id=make.the("measurement"), version=1, reason="Ophørt")
    for verb, values in ((withdraw_value, {"value_id": number}), (remove_break, {"break_id": mark})):
        with pytest.raises(NotThere):
            verb(writer, version=1, reason="Nej", **values)
    with pytest.raises(NotThere):
        make.value(2013, 1)


def test_a_break_has_one_day_and_is_removed_with_a_reason(session, writer, make):
    mark = make.series_break(date(2014, 1, 1))
    with pytest.raises(Duplicate):
        make.series_break(date(2014, 1, 1))
    number = make.the("measurement")
    found = refused(
        mark_break, writer, measurement_id=number, contents=BreakContents(from_on=date(2015, 1, 1), note=" ")
    )
    assert found == ("note", "required")
    assert refused(remove_break, writer, break_id=mark, version=1, reason="") == ("reason", "required")
    remove_break(writer, break_id=mark, version=1, reason="Samme spørgsmål alligevel")
    assert session.scalars(sa.select(SeriesBreak)).all() == []


def brought_in(writer, make, **given):
    values = {"new": {}, "corrections": {}, "source": "Regneark", **given}
    return import_series(writer, measurement_id=make.the("measurement"), **values)


def test_a_series_is_brought_in_with_one_change_in_the_log(session, writer, make):
    make.value(2013, 59)
    brought_in(
        writer,
        make,
        new={last_day(2014): 60.0, date(2015, 6, 30): 61.0},
        corrections={last_day(2013): Replacement(59, 58)},
        whole_years=frozenset({last_day(2014)}),
        reason="Ny opgørelse",
    )
    assert series(session) == {last_day(2013): 58, last_day(2014): 60, date(2015, 6, 30): 61}
    rows = session.scalars(sa.select(MeasurementValue).order_by(MeasurementValue.taken_on))
    assert [row.whole_year for row in rows] == [True, True, False]
    changes = session.scalars(sa.select(Event.change).where(Event.verb == "import_series").distinct())
    assert len(changes.all()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"new": {last_day(2013): 60.0}},
        {"new": {last_day(2016): 60.0}, "whole_years": {last_day(2016)}},
        {"new": {last_day(2012): 1e16}},
        {"corrections": {last_day(2013): Replacement(1, 2)}, "reason": "Fejl"},
        {"corrections": {last_day(2012): Replacement(59, 2)}, "reason": "Fejl"},
        {"corrections": {last_day(2013): Replacement(59, 2)}},
        {},
        {"source": " "},
    ],
    ids=["there", "to come", "too large", "changed", "gone", "no reason", "nothing", "no source"],
)
def test_a_series_is_brought_in_whole_or_not_at_all(session, writer, make, wrong):
    make.value(2013, 59)
    fine = {} if wrong == {} else {last_day(2014): 60.0}
    with pytest.raises((Invalid, Duplicate, StaleWrite)):
        brought_in(writer, make, **{**wrong, "new": fine | wrong.get("new", {})})
    assert series(session) == {last_day(2013): 59}
