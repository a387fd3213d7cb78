"""Years of the index: kept as they were published, and published anew as a further edition."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
import sqlalchemy as sa

from tests.databases import opened
from tests.personas import NOW, TODAY
from tests.services.safety_index.index_board import Board
from tracker.records.models import IndexYear, Measurement
from tracker.records.queries.safety_index.years import editions
from tracker.services.errors import Invalid, StaleWrite
from tracker.services.measurements.values_and_breaks import enter_value
from tracker.services.safety_index.years import UnsoundIndex, publish_index_year
from tracker.services.verb import Writer, verb
from tracker.theory.contents.measurement import ValueContents


@pytest.fixture
def board(demo_writer: Writer) -> Board:
    return Board(demo_writer)


def test_a_corrected_value_leaves_the_published_year_as_it_is(board: Board) -> None:
    board.correct("M01", 2015, 95.0)
    assert board.points(board.published) == {2013: 49.84, 2014: None, 2015: 59.48}


def test_a_corrected_year_is_published_anew_as_a_further_edition(board: Board) -> None:
    board.correct("M01", 2015, 95.0)
    publish_index_year(
        board.writer, index_version_id=board.published, year=2015, edition=2, reason="Tallet var forkert"
    )
    found = editions(board.session, board.published, 2015)
    assert [(one.edition, round(one.points or 0, 2), one.reason) for one in found] == [
        (2, 61.26, "Tallet var forkert"),
        (1, 59.48, "Offentliggjort, da filen blev læst ind"),
    ]
    assert board.points(board.published)[2015] == 61.26


def test_a_new_year_is_published_with_the_version_that_is_in_force(board: Board) -> None:
    for code, value in (("M01", 85), ("M02", 60), ("M03", 39), ("M04", 18), ("M08", 67), ("M09", 3)):
        enter_value(
            board.writer,
            measurement_id=board.measurement(code),
            contents=ValueContents(taken_on=date(2012, 12, 31), whole_year=True, value=value),
        )
    publish_index_year(
        board.writer, index_version_id=board.published, year=2012, edition=1, reason="Ny opgørelse"
    )
    row = board.one(sa.select(IndexYear).where(IndexYear.year == 2012))
    assert row.points is not None
    assert row.provisional
    assert len(row.values) == 6


@pytest.mark.parametrize(
    ("year", "edition", "error"),
    [
        (2015, 2, "index_year_unchanged"),
        (2011, 1, "index_year_without_values"),
    ],
)
def test_a_year_is_published_only_where_there_is_something_new(
    board: Board, year: int, edition: int, error: str
) -> None:
    with pytest.raises(Invalid) as refused:
        publish_index_year(
            board.writer, index_version_id=board.published, year=year, edition=edition, reason="Igen"
        )
    assert (refused.value.field, refused.value.fault) == ("year", error)


def test_an_edition_that_somebody_published_meanwhile_is_not_published_twice(board: Board) -> None:
    board.correct("M01", 2015, 95.0)
    for edition in (1, 3):
        with pytest.raises(StaleWrite):
            publish_index_year(
                board.writer, index_version_id=board.published, year=2015, edition=edition, reason="Igen"
            )


def test_a_year_is_published_with_the_version_in_force_alone(board: Board) -> None:
    draft = board.draft()
    board.correct("M01", 2015, 95.0)
    for version in (draft, board.published):
        if version == board.published:
            board.publish(draft)
        with pytest.raises(Invalid) as refused:
            publish_index_year(board.writer, index_version_id=version, year=2015, edition=1, reason="Igen")
        assert refused.value.fault == "index_not_published"


def test_of_two_who_publish_a_year_at_once_the_second_is_told(board: Board, demo_url: str) -> None:
    board.correct("M01", 2015, 95.0)
    together = Barrier(2)

    def publish(_number: int) -> bool:
        with opened(demo_url) as session:
            together.wait(timeout=60)
            try:
                publish_index_year(
                    Writer(session, NOW, TODAY),
                    index_version_id=board.published,
                    year=2015,
                    edition=2,
                    reason="Kapløb",
                )
            except StaleWrite:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(publish, range(2))) == [False, True]
    assert len(editions(board.session, board.published, 2015)) == 2


@verb
def archive(writer: Writer, measurement: int) -> None:
    found = writer.session.get_one(Measurement, measurement)
    found.archived_at = writer.now


def test_a_measurement_archived_since_keeps_a_draft_from_being_published_but_not_a_year(board: Board) -> None:
    draft = board.draft()
    archive(board.writer, board.measurement("M01"))
    with pytest.raises(UnsoundIndex):
        board.publish(draft)
    board.correct("M02", 2015, 70.0)
    publish_index_year(
        board.writer, index_version_id=board.published, year=2015, edition=2, reason="Tallet var forkert"
    )
    assert board.points(board.published)[2015] != 59.48
