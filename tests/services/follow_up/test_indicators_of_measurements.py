"""What an indicator is read from stays with it: changed, undone, copied."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.services.changes.board import Board, board
from tracker.records.models import Indicator
from tracker.services.errors import Invalid
from tracker.services.follow_up.indicators import edit_indicator
from tracker.services.measurements.inventory import archive_measurement
from tracker.services.plans.copying import copy_plan
from tracker.services.verb import Writer
from tracker.theory.contents.indicator import IndicatorContents
from tracker.theory.kinds import ElementKind, IndicatorDirection

__all__ = ["board"]

VALUES: dict[str, Any] = {
    "title": "Tryghed",
    "unit": "%",
    "direction": IndicatorDirection.HIGHER_BETTER,
    "baseline_on": date(2014, 12, 31),
    "baseline_value": 10.0,
    "target_on": date(2016, 12, 31),
    "target_value": 20.0,
}


def source(session: Session, indicator: int) -> int | None:
    session.rollback()
    query = sa.select(Indicator.measurement_id).where(Indicator.id == indicator)
    return session.scalars(query).one()


def read_from(writer: Writer, indicator: int, measurement: int | None, version: int = 1) -> None:
    """Gives the indicator another source and leaves the rest."""
    row = writer.session.get_one(Indicator, indicator)
    element = row.element_id
    writer.session.rollback()
    edit_indicator(
        writer,
        indicator_id=indicator,
        version=version,
        contents=IndicatorContents(element_id=element, measurement_id=measurement, **VALUES),
    )


def test_an_indicator_is_read_from_a_measurement_and_from_none_again(
    session: Session, writer: Writer, make: Maker
) -> None:
    indicator, measurement = make.indicator(), make.measurement()
    read_from(writer, indicator, measurement)
    assert source(session, indicator) == measurement
    read_from(writer, indicator, None, version=2)
    assert source(session, indicator) is None


def test_an_archived_measurement_is_not_chosen_but_stays_where_it_was(
    session: Session, writer: Writer, make: Maker
) -> None:
    kept, other, measurement = make.indicator(), make.indicator(), make.measurement()
    read_from(writer, kept, measurement)
    archive_measurement(writer, measurement_id=measurement, version=1, reason="Ophørt")
    read_from(writer, kept, measurement, version=2)
    assert source(session, kept) == measurement
    with pytest.raises(Invalid, match="measurement_id: not_there"):
        read_from(writer, other, measurement)


def test_undoing_brings_the_source_back(session: Session, board: Board) -> None:
    element = board.make.element(ElementKind.OUTCOME_SHORT, plan_id=board.plan)
    first, second = board.make.measurement(), board.make.measurement()
    indicator = board.make.indicator(element_id=element, measurement_id=first)
    read_from(board.writer, indicator, second)
    board.undo()
    assert source(session, indicator) == first


def test_a_copied_plan_reads_its_indicators_from_the_same_measurements(
    session: Session, writer: Writer, make: Maker
) -> None:
    measurement = make.measurement()
    make.indicator(measurement_id=measurement)
    copy = copy_plan(writer, plan_id=make.the("plan"), code="K", title="Kopi")
    found = session.scalars(sa.select(Indicator.measurement_id).where(Indicator.plan_id == copy))
    assert found.all() == [measurement]
