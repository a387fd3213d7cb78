"""Readings are corrected with a reason, and brought in together or not at all."""

from datetime import date, timedelta
from math import inf

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import filled
from tests.personas import TODAY
from tracker.exchange.pasted.readings import Known, Outcome, read
from tracker.records.models import Event, IndicatorReading, Operation
from tracker.records.queries.history.log import last_event
from tracker.records.queries.history.past import pathway_of_rows, rows_at, rows_now
from tracker.records.queries.history.undoable import going_back, undoable, undoing
from tracker.records.queries.indicators.readings import corrections
from tracker.records.queries.pathway import load_pathway
from tracker.services.errors import Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.follow_up.indicators import archive_indicator
from tracker.services.follow_up.readings import Replacement, correct_reading, import_readings
from tracker.theory.contents.reading import ReadingContents

BASELINE = date(2014, 12, 31)
SPRING, SUMMER = date(2015, 3, 31), date(2015, 6, 30)


@pytest.fixture
def indicator(make):
    return make.indicator(baseline_on=BASELINE)


@pytest.fixture
def reading(make, indicator):
    return make.reading(indicator, SUMMER, 12.0, source="Optælling")


@pytest.fixture
def correct(writer, reading):
    def corrected(**given):
        values = {
            "reading_id": reading,
            "version": 1,
            "read_on": SUMMER,
            "value": 14.0,
            "source": "Optælling",
            "reason": "To skoler manglede",
        }
        return correct_reading(writer, **filled(ReadingContents, {**values, **given}))

    return corrected


@pytest.fixture
def bring_in(writer, indicator):
    def brought(new=None, corrections=None, **given):
        values = {"indicator_id": indicator, "source": "Regneark", "reason": "", **given}
        return import_readings(writer, new=new or {}, corrections=corrections or {}, **values)

    return brought


def stored(session):
    query = sa.select(IndicatorReading.read_on, IndicatorReading.value, IndicatorReading.source)
    return [tuple(row) for row in session.execute(query.order_by(IndicatorReading.read_on))]


def test_a_correction_replaces_the_value_and_the_log_keeps_both_and_why(correct, reading, indicator, session):
    correct()
    assert stored(session) == [(SUMMER, 14.0, "Optælling")]
    [correction] = corrections(session, indicator, "da")[reading]
    assert (correction.before, correction.after) == ({"value": 12.0}, {"value": 14.0})
    assert correction.reason == "To skoler manglede"


def test_a_correction_may_move_the_day_and_name_another_source(correct, reading, indicator, session):
    correct(read_on=SPRING, value=12.0, source="Register")
    assert stored(session) == [(SPRING, 12.0, "Register")]
    [correction] = corrections(session, indicator, "da")[reading]
    assert correction.before == {"read_on": SUMMER, "source": "Optælling"}


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"reason": "  "}, "reason: required"),
        ({"source": ""}, "source: required"),
        ({"value": inf}, "value: not_a_number"),
        ({"value": 1e16}, "value: number_too_large"),
        ({"read_on": BASELINE}, "read_on: reading_not_after_baseline"),
        ({"read_on": TODAY + timedelta(days=1)}, "read_on: in_the_future"),
        ({"value": 12.0}, "value: reading_not_changed"),
    ],
)
def test_what_is_no_correction_is_refused_and_nothing_is_written(given, fault, correct, session):
    with pytest.raises(Invalid, match=fault):
        correct(**given)
    assert stored(session) == [(SUMMER, 12.0, "Optælling")]


def test_a_day_has_one_reading_after_a_correction_too(correct, make, indicator, session):
    make.reading(indicator, SPRING, 11.0, source="Optælling")
    with pytest.raises(Duplicate) as refused:
        correct(read_on=SPRING)
    assert refused.value.field == "read_on"
    assert [day for day, *_ in stored(session)] == [SPRING, SUMMER]


def test_a_correction_of_what_somebody_has_corrected_meanwhile_is_stale(correct):
    correct()
    with pytest.raises(StaleWrite) as refused:
        correct(value=15.0)
    assert refused.value.current["value"] == 14.0


def test_readings_of_an_archived_indicator_are_left_alone(correct, writer, indicator):
    archive_indicator(writer, indicator_id=indicator, version=1)
    with pytest.raises(NotThere):
        correct()


def test_before_its_correction_the_plan_was_as_it_was_read_then(correct, make, session):
    plan = make.the("plan")
    make.element()
    moment = last_event(session)
    then = load_pathway(session, plan, "da")
    correct(value=19.5)
    now = load_pathway(session, plan, "da")
    assert [one.value for found in (then, now) for i in found.indicators for one in i.readings] == [
        12.0,
        19.5,
    ]
    assert pathway_of_rows(session, plan, rows_at(session, plan, moment), "da") == then
    assert pathway_of_rows(session, plan, rows_now(session, plan), "da") == now


def test_no_undo_and_no_way_back_touches_a_corrected_reading(correct, make, session):
    plan = make.the("plan")
    moment = last_event(session)
    correct()
    change = session.scalars(sa.select(Event.change).where(Event.verb == "correct_reading")).one()
    assert undoable(session, plan, [change]) == frozenset()
    assert undoing(session, plan, change) == []
    assert going_back(session, plan, moment, rows_now(session, plan)) == []


@pytest.mark.usefixtures("reading")
def test_readings_are_brought_in_and_corrected_in_one_change(bring_in, session):
    before = last_event(session)
    saved = bring_in({SPRING: 11.0}, {SUMMER: Replacement(12.0, 13.0)}, reason="Ny opgørelse")
    assert saved == 2
    assert stored(session) == [(SPRING, 11.0, "Regneark"), (SUMMER, 13.0, "Regneark")]
    events = session.execute(sa.select(Event).where(Event.id > before)).scalars().all()
    assert len({event.change for event in events}) == 1
    assert {(event.verb, event.operation) for event in events} == {
        ("import_readings", Operation.CREATE),
        ("import_readings", Operation.UPDATE),
    }


LINES = st.builds(
    lambda day, value, between, form: f"{day:{form}}{between}{value / 10:g}",
    st.dates(BASELINE - timedelta(days=5), TODAY + timedelta(days=5)),
    st.integers(-200, 200),
    st.sampled_from("\t; "),
    st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%Y"]),
)


@given(st.lists(LINES | st.sampled_from(["", "i alt", "2015K1\t7", "30.06.2015\t1.234"]), max_size=30))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_preview_shows_is_what_is_stored_and_read_again_it_is_all_there(make, writer, session, lines):
    own = make.indicator(baseline_on=BASELINE)
    make.reading(own, SUMMER, 12.0)
    before = {SUMMER: 12.0}
    seen = read("\n".join(lines), Known(BASELINE, TODAY, False, before))
    new = seen.new
    other = {day: Replacement(*values) for day, values in seen.replaced.items()}
    if not new and not other:
        return
    import_readings(writer, indicator_id=own, new=new, corrections=other, source="Ark", reason="Ny opgørelse")
    query = sa.select(IndicatorReading.read_on, IndicatorReading.value)
    found = dict(session.execute(query.where(IndicatorReading.indicator_id == own)).all())
    assert found == {**before, **new, **{day: one.after for day, one in other.items()}}
    again = read("\n".join(lines), Known(BASELINE, TODAY, False, found))
    assert not again.of(Outcome.NEW, Outcome.CORRECTION)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"new": {SPRING: 11.0, BASELINE: 1.0}}, Invalid),
        ({"new": {SPRING: 11.0, TODAY + timedelta(days=1): 1.0}}, Invalid),
        ({"new": {SPRING: inf}}, Invalid),
        ({"new": {SPRING: 11.0, SUMMER: 12.0}}, StaleWrite),
        ({"new": {SPRING: 11.0}, "corrections": {SUMMER: Replacement(12.0, 13.0)}}, Invalid),
        (
            {"new": {SPRING: 11.0}, "corrections": {SUMMER: Replacement(99.0, 13.0)}, "reason": "x"},
            StaleWrite,
        ),
        ({"new": {}, "corrections": {SPRING: Replacement(1.0, 13.0)}, "reason": "x"}, StaleWrite),
        ({"new": {SPRING: 11.0}, "source": ""}, Invalid),
        ({}, Invalid),
    ],
)
@pytest.mark.usefixtures("reading")
def test_one_that_cannot_be_saved_keeps_all_out(given, error, bring_in, session):
    with pytest.raises(error):
        bring_in(**given)
    assert stored(session) == [(SUMMER, 12.0, "Optælling")]
