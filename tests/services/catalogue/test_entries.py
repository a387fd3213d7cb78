"""Entries of the shared catalogue: added, changed, archived and restored."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker, filled
from tracker.records.models import CatalogueEntry, CatalogueGoal, Commitment, CommitmentLink, Element, Event
from tracker.records.queries.history.log import last_event, logged_changes, state_now
from tracker.records.replay import replay, undo
from tracker.services.catalogue.commitments import add_commitment
from tracker.services.catalogue.entries import (
    archive_catalogue_entry,
    edit_catalogue_entry,
    restore_catalogue_entry,
)
from tracker.services.errors import Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.verb import Writer
from tracker.theory.contents.catalogue import CatalogueEntryContents, CommitmentContents
from tracker.theory.contents.fields import contents_of
from tracker.theory.kinds import Relation


def stored(session: Session, number: int) -> CatalogueEntry:
    session.rollback()
    return session.get_one(CatalogueEntry, number, populate_existing=True)


def edit(writer: Writer, number: int, **given: Any) -> int:
    """Saves the entry as it is stored, but for what is ``given``."""
    one = stored(writer.session, number)
    served = sa.select(CatalogueGoal.goal_id).where(CatalogueGoal.catalogue_entry_id == number)
    held = asdict(contents_of(one, CatalogueEntryContents))
    values = {**held, "version": one.version, "goal_ids": list(writer.session.scalars(served))}
    return edit_catalogue_entry(
        writer, entry_id=number, **filled(CatalogueEntryContents, {**values, **given})
    )


def goals_of(session: Session, number: int) -> set[int]:
    session.rollback()
    query = sa.select(CatalogueGoal.goal_id).where(CatalogueGoal.catalogue_entry_id == number)
    return set(session.scalars(query))


def test_an_entry_comes_with_its_goals_and_commitments_in_order(session: Session, make: Maker) -> None:
    goal = make.goal()
    number = make.catalogue_entry(goal_ids=[goal, goal], commitments=["Først", "Siden"])
    assert goals_of(session, number) == {goal}
    sentences = session.scalars(sa.select(Commitment.sentence).order_by(Commitment.position))
    assert sentences.all() == ["Først", "Siden"]


def test_a_new_entry_gets_the_next_code_of_the_catalogue(
    session: Session, writer: Writer, make: Maker
) -> None:
    make.catalogue_entry(code="S7")
    gone = make.catalogue_entry(code="S9")
    archive_catalogue_entry(writer, entry_id=gone, version=stored(session, gone).version, reason="Ikke vores")
    assert stored(session, make.catalogue_entry()).code == "S10"


def test_a_code_is_taken_once_in_a_strategy(make: Maker) -> None:
    make.catalogue_entry(code="S1")
    with pytest.raises(Duplicate):
        make.catalogue_entry(code="S1")
    make.catalogue_entry(code="S1", strategy_id=make.strategy())


@pytest.mark.parametrize(
    ("given", "field", "fault"),
    [
        ({"title": " "}, "title", "required"),
        ({"title": "a" * 501}, "title", "too_long"),
        ({"url": "javascript:alert(1)"}, "url", "not_a_web_address"),
        ({"url": "ftp://example.org"}, "url", "not_a_web_address"),
        ({"url": "https://a b"}, "url", "not_a_web_address"),
        ({"url": "https://politi@example.org/"}, "url", "not_a_web_address"),
        ({"organisation_id": 999}, "organisation_id", "not_there"),
        ({"goal_ids": [999]}, "goal_ids", "not_there"),
        ({"note": "a\x00b"}, "note", "control_characters"),
        ({"commitments": ["Flere klubber", " "]}, "commitments", "required"),
        ({"commitments": ["En"] * 51}, "commitments", "too_many_commitments"),
        (
            {"valid_from": date(2015, 1, 2), "valid_until": date(2015, 1, 1)},
            "valid_until",
            "ends_before_start",
        ),
    ],
)
def test_what_is_wrong_is_refused_at_its_field_and_leaves_nothing(
    session: Session, make: Maker, given: dict[str, Any], field: str, fault: str
) -> None:
    make.the("organisation"), make.the("strategy")
    number = last_event(session)
    with pytest.raises(Invalid) as refused:
        make.catalogue_entry(**given)
    assert (refused.value.field, refused.value.fault) == (field, fault)
    assert last_event(session) == number


def test_a_goal_of_another_strategy_is_refused(make: Maker) -> None:
    goal = make.goal()
    with pytest.raises(Invalid, match="of_another_strategy"):
        make.catalogue_entry(strategy_id=make.strategy(), goal_ids=[goal])


def test_an_entry_of_one_day_is_taken(session: Session, make: Maker) -> None:
    day = date(2015, 1, 1)
    number = make.catalogue_entry(valid_from=day, valid_until=day)
    assert stored(session, number).valid_until == day


def test_who_saves_over_a_change_that_they_have_not_seen_is_told(
    session: Session, writer: Writer, make: Maker
) -> None:
    goal = make.goal()
    number = make.catalogue_entry(goal_ids=[goal])
    seen = stored(session, number).version
    edit(writer, number, goal_ids=[])
    with pytest.raises(StaleWrite):
        edit(writer, number, version=seen, title="Uden at have set det")


def test_saving_what_is_stored_already_writes_nothing_in_the_log(
    session: Session, writer: Writer, make: Maker
) -> None:
    number = make.catalogue_entry(goal_ids=[make.goal()], note="En note", commitments=["Flere klubber"])
    before = last_event(session)
    edit(writer, number)
    assert last_event(session) == before


def test_archiving_and_restoring_say_why(session: Session, writer: Writer, make: Maker) -> None:
    number = make.catalogue_entry()
    for reason in ("", "   "):
        with pytest.raises(Invalid, match="required"):
            archive_catalogue_entry(
                writer, entry_id=number, version=stored(session, number).version, reason=reason
            )
    archive_catalogue_entry(
        writer, entry_id=number, version=stored(session, number).version, reason="Står to gange"
    )
    assert stored(session, number).archived_at is not None
    with pytest.raises(Invalid, match="required"):
        restore_catalogue_entry(writer, entry_id=number, version=stored(session, number).version, reason="")
    restore_catalogue_entry(
        writer, entry_id=number, version=stored(session, number).version, reason="En fejl"
    )
    assert stored(session, number).archived_at is None
    reasons = session.scalars(sa.select(Event.reason).order_by(Event.id.desc()).limit(2))
    assert reasons.all() == ["En fejl", "Står to gange"]


def test_an_archived_entry_takes_no_changes(session: Session, writer: Writer, make: Maker) -> None:
    number = make.catalogue_entry()
    archive_catalogue_entry(writer, entry_id=number, version=stored(session, number).version, reason="Forbi")
    with pytest.raises(NotThere):
        edit(writer, number, title="Alligevel")
    with pytest.raises(NotThere):
        add_commitment(writer, entry_id=number, contents=CommitmentContents(sentence="Alligevel"))


def test_the_words_that_are_searched_are_no_part_of_the_log(
    session: Session, writer: Writer, make: Maker
) -> None:
    make.the("organisation"), make.the("strategy")
    before, last = state_now(session), last_event(session)
    number = make.catalogue_entry(note="Om natteliv", commitments=["Flere klubber"])
    edit(writer, number, note="Om fritid")
    now = state_now(session)
    assert "searched_note" not in now["catalogue_entries"][number]
    assert replay(logged_changes(session)) == now
    assert undo(logged_changes(session, after=last, newest_first=True), now) == before


def test_commitments_of_the_sample_are_tied_to_elements_of_its_plans(demo_session: Session) -> None:
    rows = demo_session.execute(
        sa.select(Element.code, CommitmentLink.relation).join(
            Element, Element.id == CommitmentLink.element_id
        )
    )
    assert {row.code: row.relation for row in rows} == {
        "HP5-A3": Relation.OVERLAPS,
        "HP4-A1": Relation.SUPPORTS,
        "HP2-A2": Relation.CONFLICTS,
    }
