"""Undoing leaves nothing behind that the ordinary verbs would refuse."""

import pytest

from tests.personas import NOW
from tests.services.changes.board import Board, board
from tracker.records.models import Element, Link
from tracker.records.queries.pathway import load_pathway
from tracker.services.errors import RowInvalid
from tracker.services.plans.elements import archive_element, restore_element
from tracker.services.plans.links import disconnect, edit_link
from tracker.theory.contents.link import LinkContents
from tracker.theory.kinds import ElementKind

__all__ = ["board"]


def test_two_elements_are_not_linked_twice_by_undoing(board: Board) -> None:
    link = board.get(Link, board.link)
    disconnect(board.writer, link_id=link.id, version=link.version)
    change = board.last()
    board.make.link(board.activity, board.output)
    with pytest.raises(RowInvalid, match="linked_already"):
        board.undo(change)
    assert board.get(Link, board.link).archived_at is not None


def test_a_link_to_an_element_that_is_gone_comes_back_with_that_element(board: Board) -> None:
    link = board.get(Link, board.link)
    disconnect(board.writer, link_id=link.id, version=link.version)
    change = board.last()
    element = board.get(Element, board.output)
    archive_element(board.writer, element_id=element.id, version=element.version)
    board.undo(change)
    assert load_pathway(board.session, board.plan, "da").links == ()
    element = board.get(Element, board.output)
    restore_element(board.writer, element_id=element.id, version=element.version)
    assert [one.id for one in load_pathway(board.session, board.plan, "da").links] == [board.link]


def test_undoing_never_leaves_a_link_from_an_element_to_itself(board: Board) -> None:
    third = board.make.element(ElementKind.OUTPUT)

    def run(source: int, target: int) -> str:
        row = board.get(Link, board.link)
        edit_link(
            board.writer,
            link_id=row.id,
            version=row.version,
            contents=LinkContents(kind=row.kind, source_id=source, target_id=target),
        )
        return board.last()

    change = run(third, board.output)  # the source moves away ...
    run(third, board.activity)  # ... and the target to where it was
    with pytest.raises(RowInvalid, match="links_to_itself"):
        board.undo(change)
    row = board.get(Link, board.link)
    assert (row.source_id, row.target_id) == (third, board.activity)


def test_a_kind_does_not_come_back_under_milestones_that_it_cannot_have(board: Board) -> None:
    outcome = board.make.element(ElementKind.OUTCOME_SHORT, title="Færre overfald")
    change = board.rename("Færre overfald", outcome, kind=ElementKind.OUTPUT)
    board.make.milestone(element_id=outcome)
    with pytest.raises(RowInvalid, match="has_milestones"):
        board.undo(change)


def test_an_archived_element_does_not_come_back_with_milestones_that_its_kind_cannot_have(
    board: Board,
) -> None:
    outcome = board.make.element(ElementKind.OUTCOME_SHORT, title="Færre overfald")
    change = board.rename("Færre overfald", outcome, kind=ElementKind.OUTPUT)
    board.make.milestone(element_id=outcome)
    archive_element(board.writer, element_id=outcome, version=board.get(Element, outcome).version)
    with pytest.raises(RowInvalid, match="has_milestones"):
        board.undo(change)
    restore_element(board.writer, element_id=outcome, version=board.get(Element, outcome).version)
    assert board.get(Element, outcome).kind is ElementKind.OUTPUT


def test_an_archived_element_gets_a_title_back_that_goes_with_what_hangs_on_it(board: Board) -> None:
    board.make.milestone(element_id=board.activity)
    change = board.rename("Noget helt andet")
    archive_element(
        board.writer, element_id=board.activity, version=board.get(Element, board.activity).version
    )
    board.undo(change)
    element = board.get(Element, board.activity)
    assert (element.title, element.archived_at) == ("Ture", NOW)
