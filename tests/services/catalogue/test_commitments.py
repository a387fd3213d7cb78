"""Commitments of existing strategies, and how they stand to the elements of plans."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import CatalogueEntry, Commitment, CommitmentLink, Event
from tracker.records.queries.catalogue.commitment_ties import conflicts_of_plan, on_element
from tracker.records.queries.catalogue.entries import one_entry
from tracker.records.queries.history.log import logged_changes, state_now
from tracker.records.queries.history.undoable import undoing
from tracker.records.replay import replay
from tracker.services.catalogue.commitments import (
    add_commitment,
    archive_commitment,
    edit_commitment,
    edit_tie,
    move_commitment,
    restore_commitment,
    tie_commitment,
    untie_commitment,
)
from tracker.services.catalogue.entries import archive_catalogue_entry
from tracker.services.errors import Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.plans.elements import archive_element
from tracker.services.verb import Writer
from tracker.theory.contents.catalogue import CommitmentContents, CommitmentTieContents
from tracker.theory.kinds import Relation


def in_order(session: Session) -> list[str]:
    session.rollback()
    query = sa.select(Commitment.sentence).where(Commitment.archived_at.is_(None))
    return list(session.scalars(query.order_by(Commitment.position)))


def shown(session: Session, element: int) -> list[tuple[Relation, str]]:
    session.rollback()
    return [(tie.relation, tie.sentence) for tie in on_element(session, element, "da")]


def test_a_new_commitment_stands_behind_the_others(session: Session, make: Maker) -> None:
    make.commitment(sentence="Først")
    make.commitment(sentence="Siden")
    assert in_order(session) == ["Først", "Siden"]


def test_commitments_change_places_and_the_ends_stay(session: Session, writer: Writer, make: Maker) -> None:
    first, second, third = (make.commitment(sentence=name) for name in ("A", "B", "C"))
    move_commitment(writer, commitment_id=third, earlier=True)
    assert in_order(session) == ["A", "C", "B"]
    move_commitment(writer, commitment_id=first, earlier=False)
    assert in_order(session) == ["C", "A", "B"]
    move_commitment(writer, commitment_id=third, earlier=True)
    move_commitment(writer, commitment_id=second, earlier=False)
    assert in_order(session) == ["C", "A", "B"]


def test_an_archived_commitment_is_passed_over_when_others_change_places(
    session: Session, writer: Writer, make: Maker
) -> None:
    _, second, third = (make.commitment(sentence=name) for name in ("A", "B", "C"))
    archive_commitment(writer, commitment_id=second, version=1)
    move_commitment(writer, commitment_id=third, earlier=True)
    assert in_order(session) == ["C", "A"]
    restore_commitment(writer, commitment_id=second)
    assert set(in_order(session)) == {"A", "B", "C"}


def test_a_stale_change_of_a_commitment_is_refused(writer: Writer, make: Maker) -> None:
    commitment = make.commitment()
    edit_commitment(writer, commitment_id=commitment, version=1, contents=CommitmentContents(sentence="Ny"))
    with pytest.raises(StaleWrite):
        edit_commitment(
            writer, commitment_id=commitment, version=1, contents=CommitmentContents(sentence="Nyere")
        )


def test_a_commitment_is_a_sentence(writer: Writer, make: Maker) -> None:
    commitment = make.commitment()
    with pytest.raises(Invalid, match="required"):
        edit_commitment(
            writer, commitment_id=commitment, version=1, contents=CommitmentContents(sentence=" ")
        )


def test_a_tie_says_how_a_commitment_stands_to_an_element(session: Session, make: Maker) -> None:
    element = make.the("element")
    for relation in Relation:
        make.tie(relation, commitment_id=make.commitment(sentence=relation.value))
    assert shown(session, element) == [
        (Relation.CONFLICTS, "conflicts"),
        (Relation.OVERLAPS, "overlaps"),
        (Relation.SUPPORTS, "supports"),
    ]


def test_a_commitment_stands_one_way_to_an_element(make: Maker) -> None:
    make.tie(Relation.SUPPORTS)
    with pytest.raises(Duplicate):
        make.tie(Relation.CONFLICTS)


def test_a_tie_that_is_taken_off_is_gone_and_logged_with_its_plan(
    session: Session, writer: Writer, make: Maker
) -> None:
    tie = make.tie()
    with pytest.raises(StaleWrite):
        untie_commitment(writer, tie_id=tie, version=2)
    untie_commitment(writer, tie_id=tie, version=1)
    assert session.scalars(sa.select(CommitmentLink)).all() == []
    event = session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (event.entity, event.plan_id) == ("commitment_links", make.the("plan"))
    assert replay(logged_changes(session)) == state_now(session)
    with pytest.raises(NotThere):
        untie_commitment(writer, tie_id=tie, version=1)


def test_a_commitment_comes_back_after_its_entry(writer: Writer, make: Maker) -> None:
    entry = make.catalogue_entry()
    contents = CommitmentContents(sentence="Flere klubber")
    commitment = add_commitment(writer, entry_id=entry, contents=contents)
    archive_commitment(writer, commitment_id=commitment, version=1)
    entry_version = writer.session.get_one(CatalogueEntry, entry).version
    archive_catalogue_entry(writer, entry_id=entry, version=entry_version, reason="Udløbet")
    with pytest.raises(NotThere):
        restore_commitment(writer, commitment_id=commitment)


def test_nothing_is_tied_to_what_is_archived(writer: Writer, make: Maker) -> None:
    element, commitment = make.the("element"), make.the("commitment")
    gone = make.element()
    archive_element(writer, element_id=gone, version=1, reason="Forbi")
    with pytest.raises(Invalid, match="not_there"):
        tie_commitment(
            writer,
            commitment_id=commitment,
            element_id=gone,
            contents=CommitmentTieContents(relation=Relation.SUPPORTS),
        )
    archive_commitment(writer, commitment_id=commitment, version=1)
    with pytest.raises(NotThere):
        tie_commitment(
            writer,
            commitment_id=commitment,
            element_id=element,
            contents=CommitmentTieContents(relation=Relation.SUPPORTS),
        )


def test_an_archived_commitment_entry_or_element_shows_no_tie(
    session: Session, writer: Writer, make: Maker
) -> None:
    make.tie()
    element, plan, commitment = make.the("element"), make.the("plan"), make.the("commitment")
    assert len(conflicts_of_plan(session, plan, "da")) == 1
    archive_commitment(writer, commitment_id=commitment, version=1)
    assert shown(session, element) == []
    restore_commitment(writer, commitment_id=commitment)
    assert len(shown(session, element)) == 1
    archive_element(writer, element_id=element, version=1, reason="Forbi")
    session.rollback()
    assert conflicts_of_plan(session, plan, "da") == []


def test_a_tie_of_an_archived_entry_comes_back_with_it(session: Session, writer: Writer, make: Maker) -> None:
    make.tie()
    entry = make.the("catalogue_entry")
    version = state_version(session, entry)
    archive_catalogue_entry(writer, entry_id=entry, version=version, reason="Forbi")
    assert shown(session, make.the("element")) == []


def test_undoing_changes_of_a_plan_leaves_ties_alone(session: Session, make: Maker) -> None:
    make.tie()
    event = session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert event.entity == "commitment_links"
    assert undoing(session, make.the("plan"), event.change) == []


def state_version(session: Session, entry: int) -> int:
    session.rollback()
    found = one_entry(session, entry, "da")
    assert found is not None
    return found.entry.version


def test_a_tie_is_said_anew_by_who_has_seen_it_last(make: Maker, session: Session) -> None:
    tie = make.tie(relation=Relation.CONFLICTS)
    edit_tie(
        make.writer,
        tie_id=tie,
        version=1,
        contents=CommitmentTieContents(relation=Relation.OVERLAPS, note="De lover det samme"),
    )
    row = session.get_one(CommitmentLink, tie, populate_existing=True)
    assert (row.relation, row.note, row.version) == (Relation.OVERLAPS, "De lover det samme", 2)
    with pytest.raises(StaleWrite):
        edit_tie(
            make.writer, tie_id=tie, version=1, contents=CommitmentTieContents(relation=Relation.SUPPORTS)
        )
