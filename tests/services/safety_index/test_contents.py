"""What a draft of the index is made of: definitions with weights, measurements with goalposts."""

import pytest

from tests.services.safety_index.index_board import Board
from tracker.records.models import (
    IndexVersion,
    Measurement,
)
from tracker.services.errors import Invalid
from tracker.services.safety_index.contents import add_index_measure, edit_index_measure, remove_index_measure
from tracker.services.safety_index.versions import (
    begin_empty_index_version,
    edit_index_version,
)
from tracker.services.verb import Writer
from tracker.theory.contents.index_version import GoalpostContents, IndexVersionContents


@pytest.fixture
def board(demo_writer: Writer) -> Board:
    return Board(demo_writer)


def test_a_draft_takes_other_weights_a_base_year_and_a_note(board: Board) -> None:
    draft = board.draft()
    weights = dict.fromkeys(board.weights(draft), 2.0)
    edit_index_version(
        board.writer,
        index_version_id=draft,
        version=1,
        weights=weights,
        contents=IndexVersionContents(base_year=2015, note="Ny"),
    )
    row = board.row(IndexVersion, draft)
    assert (row.base_year, row.note, board.weights(draft)) == (2015, "Ny", weights)


def test_a_definition_without_measurements_can_be_left_out_of_a_draft(board: Board) -> None:
    draft = begin_empty_index_version(board.writer, strategy_id=board.strategy)
    first, *rest = board.weights(draft)
    kept = dict.fromkeys(rest, 1.0)
    edit_index_version(
        board.writer,
        index_version_id=draft,
        version=1,
        weights=kept,
        contents=IndexVersionContents(base_year=None, note=""),
    )
    assert board.weights(draft) == kept
    with pytest.raises(Invalid) as refused:
        add_index_measure(
            board.writer,
            index_version_id=draft,
            measurement_id=board.measurement("M01"),
            contents=GoalpostContents(worst=0, best=1, weight=1),
        )
    assert refused.value.fault == "index_definition_left_out"
    assert first == min(board.weights(board.published))


def test_a_definition_in_which_measurements_stand_is_not_left_out(board: Board) -> None:
    draft = board.draft()
    first, *rest = board.weights(draft)
    with pytest.raises(Invalid) as refused:
        edit_index_version(
            board.writer,
            index_version_id=draft,
            version=1,
            weights=dict.fromkeys(rest, 1.0),
            contents=IndexVersionContents(base_year=None, note=""),
        )
    assert (refused.value.field, refused.value.fault) == (f"weight_{first}", "index_definition_in_use")


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf")])
def test_a_weight_is_a_number_above_zero(board: Board, weight: float) -> None:
    draft = board.draft()
    first = min(board.weights(draft))
    with pytest.raises(Invalid) as refused:
        edit_index_version(
            board.writer,
            index_version_id=draft,
            version=1,
            weights={**board.weights(draft), first: weight},
            contents=IndexVersionContents(base_year=None, note=""),
        )
    assert refused.value.field == f"weight_{first}"
    with pytest.raises(Invalid) as refused:
        edit_index_measure(
            board.writer,
            index_measure_id=board.measure(draft, "M01"),
            version=1,
            contents=GoalpostContents(worst=0, best=1, weight=weight),
        )
    assert refused.value.field == "weight"


def test_measurements_are_added_edited_and_taken_out_of_a_draft(board: Board) -> None:
    draft = board.draft()
    out = board.measure(draft, "M09")
    assert remove_index_measure(board.writer, index_measure_id=out, version=1) == draft
    edited = board.measure(draft, "M08")
    contents = GoalpostContents(worst=20.0, best=90.0, weight=1.0, logarithmic=True)
    edit_index_measure(board.writer, index_measure_id=edited, version=1, contents=contents)
    taken = board.measurement("M07")
    add_index_measure(
        board.writer,
        index_version_id=draft,
        measurement_id=taken,
        contents=GoalpostContents(worst=5, best=1, weight=0.25),
    )
    found = {row[0]: row[1:] for row in board.contents(draft)}
    own = board.row(Measurement, taken).definition_id
    assert found[taken] == (own, 5.0, 1.0, False, 0.25)
    assert found[board.measurement("M08")][1:] == (20.0, 90.0, True, 1.0)
    assert board.measurement("M09") not in found
    assert [row[0] for row in board.contents(draft)][-1] == taken


def test_a_measurement_stands_in_a_version_once(board: Board) -> None:
    with pytest.raises(Invalid) as refused:
        add_index_measure(
            board.writer,
            index_version_id=board.draft(),
            measurement_id=board.measurement("M01"),
            contents=GoalpostContents(worst=0, best=1, weight=1),
        )
    assert (refused.value.field, refused.value.fault) == ("measurement_id", "in_the_index_already")


def test_equal_goalposts_are_refused_at_once(board: Board) -> None:
    draft = board.draft()
    with pytest.raises(Invalid) as refused:
        edit_index_measure(
            board.writer,
            index_measure_id=board.measure(draft, "M01"),
            version=1,
            contents=GoalpostContents(worst=5, best=5, weight=1),
        )
    assert (refused.value.field, refused.value.fault) == ("best", "goalposts_equal")
