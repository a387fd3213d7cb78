"""Indicators and readings broken down by area, age or sex."""

from math import nan

import pytest
import sqlalchemy as sa

from tests.personas import TODAY
from tracker.records.models import Disaggregation, Event, Indicator, Operation, ReadingPart
from tracker.records.queries.history.log import last_event, state_now
from tracker.records.queries.history.past import rows_now
from tracker.records.queries.history.undoable import going_back, undoable, undoing
from tracker.records.queries.indicators.breakdowns import breakdowns, edition, parts
from tracker.services.errors import Invalid, NotThere, StaleWrite
from tracker.services.follow_up.breakdowns import MOST_PARTS, break_down_indicator, break_down_reading
from tracker.services.follow_up.indicators import edit_indicator
from tracker.theory.contents.indicator import IndicatorContents
from tracker.theory.follow_up.breakdowns import Part
from tracker.theory.kinds import Dimension

AREA, AGE, SEX = Dimension.AREA, Dimension.AGE, Dimension.SEX
EAST, WEST = Part("Aalborg Øst", 7.0), Part("Vestbyen", 5.0)


@pytest.fixture
def indicator(make):
    return make.indicator(unit="antal")


@pytest.fixture
def reading(make, indicator):
    return make.reading(indicator, TODAY, 12.0)


@pytest.fixture
def choose(writer, indicator, session):
    """``choose({AREA: True})``: the indicator is broken down so, by a form that was just fetched."""

    def chosen(dimensions, *, seen=None, of=None):
        row = session.get(Indicator, of or indicator)
        now = edition(row.version, [(one.id, one.version) for one in breakdowns(session, row.id)])
        return break_down_indicator(
            writer, indicator_id=row.id, seen=now if seen is None else seen, dimensions=dimensions
        )

    return chosen


@pytest.fixture
def read(writer, reading, indicator, session):
    def given(*found, dimension=AREA, reason="", seen=None):
        there = parts(session, indicator).get(reading, ())
        now = edition(1, [(one.id, one.version) for one in there])
        return break_down_reading(
            writer,
            reading_id=reading,
            seen=now if seen is None else seen,
            parts={dimension: found},
            reason=reason,
        )

    return given


def chosen_now(session, indicator):
    return {one.dimension: one.adds_up for one in breakdowns(session, indicator)}


def read_now(session, indicator):
    return [(one.label, one.value) for own in parts(session, indicator).values() for one in own]


def test_an_indicator_is_broken_down_by_what_is_chosen(choose, indicator, session):
    choose({SEX: False, AREA: True})
    assert chosen_now(session, indicator) == {AREA: True, SEX: False}
    choose({AREA: False, AGE: False})
    assert chosen_now(session, indicator) == {AREA: False, AGE: False}
    choose({})
    assert chosen_now(session, indicator) == {}


@pytest.mark.parametrize("unit", ["%", "pr. 1.000"])
def test_parts_of_shares_and_rates_cannot_be_said_to_add_up(unit, choose, make, session):
    share = make.indicator(unit=unit)
    with pytest.raises(Invalid, match="age: ratios_do_not_add_up"):
        choose({AGE: True}, of=share)
    choose({AGE: False}, of=share)
    assert chosen_now(session, share) == {AGE: False}


def test_the_unit_cannot_become_a_share_while_parts_add_up(choose, indicator, writer, session):
    choose({AREA: True})
    row = session.get(Indicator, indicator)
    columns = "element_id title direction baseline_on baseline_value target_on target_value"
    values = {name: getattr(row, name) for name in columns.split()}
    with pytest.raises(Invalid, match="unit: parts_add_up"):
        edit_indicator(
            writer, indicator_id=indicator, version=1, contents=IndicatorContents(unit="%", **values)
        )
    edit_indicator(
        writer, indicator_id=indicator, version=1, contents=IndicatorContents(unit="unge", **values)
    )


def test_a_choice_that_somebody_else_has_changed_meanwhile_is_stale(choose, indicator, session):
    before = edition(1, [])
    choose({AREA: True})
    with pytest.raises(StaleWrite):
        choose({AGE: False}, seen=before)
    assert chosen_now(session, indicator) == {AREA: True}


def test_what_readings_are_broken_down_by_cannot_be_dropped(choose, read, indicator, session):
    choose({AREA: True})
    read(EAST, WEST)
    with pytest.raises(Invalid, match="area: has_parts") as refused:
        choose({AGE: False})
    assert refused.value.details == {"readings": 1}
    assert chosen_now(session, indicator) == {AREA: True}


def test_parts_that_make_the_whole_are_kept_in_their_order(choose, read, indicator, session):
    choose({AREA: True})
    read(WEST, EAST)
    assert read_now(session, indicator) == [("Vestbyen", 5.0), ("Aalborg Øst", 7.0)]


def test_parts_that_do_not_make_the_whole_are_refused_with_total_sum_and_difference(
    choose, read, indicator, session
):
    choose({AREA: True})
    with pytest.raises(Invalid, match="area: parts_differ_from_total") as refused:
        read(EAST, Part("Vestbyen", 3.5))
    details = refused.value.details
    assert (details["total"], details["sum"], details["difference"]) == (12.0, 10.5, 1.5)
    assert read_now(session, indicator) == []


def test_parts_that_need_not_add_up_are_kept_as_they_are(choose, read, indicator, session):
    choose({AGE: False})
    read(Part("15-17 år", 40.0), dimension=AGE)
    assert read_now(session, indicator) == [("15-17 år", 40.0)]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ([Part("Øst", 6.0), Part(" øst ", 6.0)], "part_named_twice"),
        ([Part("Øst", nan)], "not_a_number"),
        ([Part(" ", 12.0)], "required"),
        ([Part("x" * 121, 12.0)], "too_long"),
        ([Part("a\x00b", 12.0)], "control_characters"),
        ([Part(f"Område {n}", 0.0) for n in range(MOST_PARTS + 1)], "too_many_parts"),
    ],
)
def test_what_is_no_part_is_refused(given, fault, choose, read, indicator, session):
    choose({AREA: True})
    with pytest.raises(Invalid, match=f"area: {fault}"):
        read(*given)
    assert read_now(session, indicator) == []


def test_parts_by_a_dimension_that_is_not_chosen_are_not_there(read):
    with pytest.raises(NotThere):
        read(EAST, WEST)


def test_parts_that_were_read_are_changed_with_a_reason_and_the_log_keeps_them(
    choose, read, indicator, session
):
    choose({AREA: True})
    read(EAST, WEST)
    with pytest.raises(Invalid, match="reason: required"):
        read(Part("Aalborg Øst", 12.0))
    read(Part("aalborg øst", 6.0), Part("Nørresundby", 6.0), reason="Grænsen er flyttet")
    assert read_now(session, indicator) == [("aalborg øst", 6.0), ("Nørresundby", 6.0)]
    logged = session.scalars(sa.select(Event).where(Event.reason == "Grænsen er flyttet")).all()
    assert {(one.entity, one.operation) for one in logged} == {
        ("reading_parts", operation) for operation in Operation
    }
    assert set(state_now(session)["reading_parts"]) == set(session.scalars(sa.select(ReadingPart.id)))


def test_adding_a_part_to_those_that_were_read_asks_for_no_reason(choose, read, indicator, session):
    choose({AREA: False})
    read(EAST)
    read(EAST, WEST)
    assert len(read_now(session, indicator)) == 2


def test_parts_that_somebody_else_has_changed_meanwhile_are_stale(choose, read, indicator, session):
    choose({AREA: True})
    read(EAST, WEST)
    with pytest.raises(StaleWrite):
        read(Part("Hele byen", 12.0), reason="x", seen=edition(1, []))
    assert len(read_now(session, indicator)) == 2


def test_no_undo_and_no_way_back_touches_breakdowns_and_parts(
    choose, read, reading, indicator, make, session
):
    plan = make.the("plan")
    assert reading
    moment = last_event(session)
    choose({AREA: True})
    read(EAST, WEST)
    verbs = ["break_down_indicator", "break_down_reading"]
    changes = list(session.scalars(sa.select(Event.change).where(Event.verb.in_(verbs)).distinct()))
    assert len(changes) == 2
    assert undoable(session, plan, changes) == frozenset()
    assert [undoing(session, plan, change) for change in changes] == [[], []]
    assert going_back(session, plan, moment, rows_now(session, plan)) == []
    assert len(read_now(session, indicator)) == 2


def test_the_same_breakdown_written_twice_is_one(choose, session):
    choose({AREA: True})
    choose({AREA: True})
    assert session.scalar(sa.select(sa.func.count()).select_from(Disaggregation)) == 1
