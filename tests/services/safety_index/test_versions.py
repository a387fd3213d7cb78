"""Versions of the index: drafts change, a published version never does, and each year keeps its editions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
import sqlalchemy as sa

from tests.databases import opened
from tests.personas import NOW, TODAY
from tests.services.safety_index.index_board import Board
from tracker.records.models import (
    Event,
    IndexVersion,
)
from tracker.records.queries.history.log import logged_changes, state_now
from tracker.records.replay import replay
from tracker.services.errors import Invalid, NotThere, StaleWrite
from tracker.services.safety_index.contents import add_index_measure, edit_index_measure, remove_index_measure
from tracker.services.safety_index.versions import (
    begin_empty_index_version,
    copy_index_version,
    discard_index_version,
    edit_index_version,
    publish_index_version,
)
from tracker.services.safety_index.years import UnsoundIndex
from tracker.services.verb import Writer
from tracker.theory.contents.index_version import GoalpostContents, IndexVersionContents
from tracker.theory.index.faults import DesignFault
from tracker.theory.index.goalposts import GoalpostFault
from tracker.theory.kinds import IndexState


@pytest.fixture
def board(demo_writer: Writer) -> Board:
    return Board(demo_writer)


def test_a_copy_is_a_draft_with_the_same_contents_and_says_what_it_was_made_from(board: Board) -> None:
    draft = board.draft()
    row = board.row(IndexVersion, draft)
    assert (row.number, row.state, row.made_from_id) == (2, IndexState.DRAFT, board.published)
    assert (row.base_year, row.note, row.illustrative) == (2013, "Prøve", True)
    assert board.contents(draft) == board.contents(board.published)
    assert board.weights(draft) == board.weights(board.published)
    assert board.points(draft) == {}


def test_a_version_from_nothing_weighs_every_definition_alike(board: Board) -> None:
    draft = begin_empty_index_version(board.writer, strategy_id=board.strategy)
    assert set(board.weights(draft).values()) == {1.0}
    assert board.weights(draft).keys() == board.weights(board.published).keys()
    assert board.contents(draft) == []


def test_publishing_retires_the_version_before_and_says_who_when_and_why(board: Board, make_in_demo) -> None:
    person = make_in_demo.person()
    draft = board.draft()
    acting = replace(board.writer, actor_id=person)
    publish_index_version(acting, index_version_id=draft, reason="Vedtaget i september")
    new, old = board.row(IndexVersion, draft), board.row(IndexVersion, board.published)
    assert (new.state, new.published_at, new.published_by_id) == (IndexState.PUBLISHED, NOW, person)
    assert new.retired_at is None
    assert (old.state, old.retired_at) == (IndexState.RETIRED, NOW)
    assert board.points(draft) == board.points(board.published) == {2013: 49.84, 2014: None, 2015: 59.48}
    board.session.rollback()
    reasons = board.session.scalars(
        sa.select(Event.reason).where(Event.verb == "publish_index_version", Event.actor_id == person)
    )
    assert set(reasons) == {"Vedtaget i september"}


def test_publishing_says_why(board: Board) -> None:
    draft = board.draft()
    with pytest.raises(Invalid) as refused:
        board.publish(draft, " ")
    assert (refused.value.field, refused.value.fault) == ("reason", "required")
    assert board.row(IndexVersion, draft).state is IndexState.DRAFT


def test_a_draft_may_hold_faults_and_publishing_is_refused_with_each_of_them(board: Board) -> None:
    draft = board.draft()
    for code in ("M08", "M09"):
        remove_index_measure(board.writer, index_measure_id=board.measure(draft, code), version=1)
    for code, posts in (("M01", (100.0, 50.0, False)), ("M02", (0.0, 100.0, True))):
        worst, best, logarithmic = posts
        edit_index_measure(
            board.writer,
            index_measure_id=board.measure(draft, code),
            version=1,
            contents=GoalpostContents(worst=worst, best=best, weight=1.0, logarithmic=logarithmic),
        )
    with pytest.raises(UnsoundIndex) as refused:
        board.publish(draft)
    assert {fault.kind for fault in refused.value.faults} == {
        DesignFault.NO_MEMBERS,
        DesignFault.AGAINST_DIRECTION,
        GoalpostFault.NOT_POSITIVE,
    }
    assert board.row(IndexVersion, draft).state is IndexState.DRAFT
    assert board.row(IndexVersion, board.published).state is IndexState.PUBLISHED


def test_a_value_without_a_logarithm_keeps_a_version_from_being_published(board: Board) -> None:
    board.correct("M09", 2013, 0.0)
    draft = board.draft()
    edit_index_measure(
        board.writer,
        index_measure_id=board.measure(draft, "M09"),
        version=1,
        contents=GoalpostContents(worst=1, best=20, weight=0.4, logarithmic=True),
    )
    with pytest.raises(UnsoundIndex) as refused:
        board.publish(draft)
    assert [(fault.kind, fault.year) for fault in refused.value.faults] == [
        (GoalpostFault.VALUE_NOT_POSITIVE, 2013)
    ]


WRITES: dict[str, Callable[[Board, int], object]] = {
    "settings": lambda board, version: edit_index_version(
        board.writer,
        index_version_id=version,
        version=1,
        weights={},
        contents=IndexVersionContents(base_year=None, note=""),
    ),
    "a new measurement": lambda board, version: add_index_measure(
        board.writer,
        index_version_id=version,
        measurement_id=board.measurement("M07"),
        contents=GoalpostContents(worst=5, best=1, weight=1),
    ),
    "goalposts": lambda board, version: edit_index_measure(
        board.writer,
        index_measure_id=board.measure(version, "M01"),
        version=1,
        contents=GoalpostContents(worst=0, best=1, weight=1),
    ),
    "taking out": lambda board, version: remove_index_measure(
        board.writer, index_measure_id=board.measure(version, "M01"), version=1
    ),
    "publishing": lambda board, version: board.publish(version),
}


@pytest.mark.parametrize("retired", [False, True], ids=["published", "retired"])
@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_published_version_never_changes(
    board: Board, write: Callable[[Board, int], object], retired: bool
) -> None:
    if retired:
        board.publish(board.draft())
    before = (board.contents(board.published), board.weights(board.published), board.points(board.published))
    with pytest.raises(Invalid) as refused:
        write(board, board.published)
    assert (refused.value.field, refused.value.fault) == ("state", "index_not_draft")
    assert before == (
        board.contents(board.published),
        board.weights(board.published),
        board.points(board.published),
    )


def test_what_somebody_changed_meanwhile_is_not_overwritten_or_published_unseen(board: Board) -> None:
    draft = board.draft()
    measure = board.measure(draft, "M01")
    contents = GoalpostContents(worst=40.0, best=100.0, weight=0.5)
    edit_index_measure(board.writer, index_measure_id=measure, version=1, contents=contents)
    with pytest.raises(StaleWrite):
        edit_index_measure(board.writer, index_measure_id=measure, version=1, contents=contents)
    with pytest.raises(StaleWrite):
        remove_index_measure(board.writer, index_measure_id=measure, version=1)
    with pytest.raises(StaleWrite):
        publish_index_version(board.writer, index_version_id=draft, version=1, reason="Vedtaget")
    with pytest.raises(StaleWrite):
        edit_index_version(
            board.writer,
            index_version_id=draft,
            version=1,
            weights={},
            contents=IndexVersionContents(base_year=None, note=""),
        )
    now = board.row(IndexVersion, draft).version
    publish_index_version(board.writer, index_version_id=draft, version=now, reason="Vedtaget")


def test_what_is_not_there_is_not_written(board: Board) -> None:
    with pytest.raises(NotThere):
        copy_index_version(board.writer, index_version_id=10**6)
    with pytest.raises(NotThere):
        remove_index_measure(board.writer, index_measure_id=10**6, version=1)


def test_of_two_who_publish_at_once_one_version_stays_in_force(board: Board, demo_url: str) -> None:
    drafts = [board.draft(), board.draft()]
    board.session.rollback()
    together = Barrier(2)

    def publish(draft: int) -> None:
        with opened(demo_url) as session:
            together.wait(timeout=60)
            publish_index_version(
                Writer(session, NOW, TODAY), index_version_id=draft, version=1, reason="Kapløb"
            )

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(publish, drafts))
    states = board.session.scalars(sa.select(IndexVersion.state).order_by(IndexVersion.number)).all()
    assert states[0] is IndexState.RETIRED
    assert sorted(states[1:]) == [IndexState.PUBLISHED, IndexState.RETIRED]
    board.session.rollback()
    assert replay(logged_changes(board.session)) == state_now(board.session)


def test_of_two_who_publish_one_draft_at_once_the_second_is_told(board: Board, demo_url: str) -> None:
    draft = board.draft()
    together = Barrier(2)

    def publish(_number: int) -> bool:
        with opened(demo_url) as session:
            together.wait(timeout=60)
            try:
                publish_index_version(
                    Writer(session, NOW, TODAY), index_version_id=draft, version=1, reason="Kapløb"
                )
            except Invalid as refused:
                assert refused.fault == "index_not_draft"  # noqa: PT017
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(publish, range(2))) == [False, True]
    assert len(board.points(draft)) == 3


def test_a_draft_that_nobody_wants_goes_and_leaves_its_reason_and_a_log_that_can_be_replayed(
    board: Board,
) -> None:
    draft = board.draft()
    later = copy_index_version(board.writer, index_version_id=draft)
    version = board.row(IndexVersion, draft).version
    discard_index_version(board.writer, index_version_id=draft, version=version, reason="Ingen vil have den")
    assert board.writer.session.get(IndexVersion, draft) is None
    assert board.row(IndexVersion, later).made_from_id == board.published
    assert board.contents(later) == board.contents(board.published)
    said = sa.select(Event.reason).where(Event.entity == "index_versions", Event.entity_id == draft)
    assert board.writer.session.scalars(said.order_by(Event.id.desc())).first() == "Ingen vil have den"
    assert replay(logged_changes(board.writer.session)) == state_now(board.writer.session)


def test_what_was_published_is_never_discarded(board: Board) -> None:
    version = board.row(IndexVersion, board.published).version
    with pytest.raises(Invalid) as refused:
        discard_index_version(board.writer, index_version_id=board.published, version=version, reason="Væk")
    assert refused.value.fault == "index_not_draft"


def test_a_draft_that_was_changed_meanwhile_or_has_no_reason_stays(board: Board) -> None:
    draft = board.draft()
    version = board.row(IndexVersion, draft).version
    with pytest.raises(StaleWrite):
        discard_index_version(board.writer, index_version_id=draft, version=version - 1, reason="Væk")
    with pytest.raises(Invalid):
        discard_index_version(board.writer, index_version_id=draft, version=version, reason=" ")
    assert board.contents(draft) == board.contents(board.published)
