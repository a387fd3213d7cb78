"""A round gets another title, or is given up before anything is decided in it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import Event, Plan, PriorityScore, Round, RoundCriterion, RoundEntry
from tracker.records.queries.history.log import logged_changes, state_now
from tracker.records.replay import replay
from tracker.services.errors import Invalid, StaleWrite
from tracker.services.priorities.round_changes import give_up_round, rename_round
from tracker.theory.contents.scoring_round import RoundContents


def row(session: Session, round_id: int) -> Round:
    return session.get_one(Round, round_id, populate_existing=True)


def test_a_round_gets_another_title_in_both_languages(make: Maker, session: Session) -> None:
    round_id = make.round()
    version = row(session, round_id).version
    rename_round(
        make.writer,
        round_id=round_id,
        version=version,
        contents=RoundContents(title="Forår", title_en="Spring"),
    )
    found = row(session, round_id)
    assert (found.title, found.title_en, found.version) == ("Forår", "Spring", version + 1)
    with pytest.raises(StaleWrite):
        rename_round(make.writer, round_id=round_id, version=version, contents=RoundContents(title="Efterår"))
    with pytest.raises(Invalid):
        rename_round(make.writer, round_id=round_id, version=version + 1, contents=RoundContents(title=" "))


def test_a_round_that_is_given_up_goes_with_all_that_it_holds_and_can_be_replayed(
    make: Maker, session: Session
) -> None:
    round_id = make.round()
    plans = session.scalar(sa.select(sa.func.count()).select_from(Plan))
    version = row(session, round_id).version
    give_up_round(make.writer, round_id=round_id, version=version, reason="Den var en prøve")
    for model in (Round, RoundCriterion, RoundEntry, PriorityScore):
        assert session.scalar(sa.select(sa.func.count()).select_from(model)) == 0
    assert session.scalar(sa.select(sa.func.count()).select_from(Plan)) == plans
    reasons = session.scalars(sa.select(Event.reason).where(Event.verb == "give_up_round"))
    assert set(reasons) == {"Den var en prøve"}
    assert replay(logged_changes(session)) == state_now(session)


def test_a_round_is_given_up_with_a_reason_and_as_it_was_seen(make: Maker, session: Session) -> None:
    round_id = make.round()
    version = row(session, round_id).version
    with pytest.raises(Invalid):
        give_up_round(make.writer, round_id=round_id, version=version, reason=" ")
    with pytest.raises(StaleWrite):
        give_up_round(make.writer, round_id=round_id, version=version + 1, reason="Nej")
    assert row(session, round_id).decided_at is None
