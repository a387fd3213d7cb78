"""What the verbs of replies and their points keep and refuse."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.databases import opened
from tests.factories import Maker
from tests.personas import NOW, TODAY
from tests.services.refusals import refused
from tracker.records.models import (
    Case,
    Event,
    Hearing,
    HearingDocument,
    HearingRecipient,
    ReplyPoint,
)
from tracker.records.queries.history.log import logged_changes, state_now
from tracker.records.replay import replay
from tracker.services.errors import NotThere, StaleWrite
from tracker.services.hearings.hearings import change_hearing, close_hearing
from tracker.services.hearings.replies import correct_reply, record_reply
from tracker.services.hearings.reply_points import add_point, archive_point, edit_point, restore_point
from tracker.services.plans.elements import archive_element
from tracker.services.verb import Writer
from tracker.theory.contents.hearing import PointContents, ReplyContents
from tracker.theory.kinds import HearingOutcome, OrganisationKind

REPLY: dict[str, Any] = {
    "met_on": date(2015, 9, 1),
    "outcome": HearingOutcome.NOTED,
    "decision": "Til orientering.",
}


# --- replies


def test_a_decision_is_kept_to_the_letter(session: Session, make: Maker) -> None:
    decision = '  Drøftedes.\n\n\t"Udvalget" ønsker »mere« …  \n'
    recipient = make.replied(decision=decision)
    assert session.get_one(HearingRecipient, recipient).decision == decision


def test_a_reply_is_recorded_once_and_corrected_for_a_reason(
    session: Session, writer: Writer, make: Maker
) -> None:
    recipient = make.replied()
    values: dict[str, Any] = {"recipient_id": recipient, "version": 2, "contents": ReplyContents(**REPLY)}
    assert refused(lambda: record_reply(writer, **values)) == ("recipient_id", "has_replied")
    assert refused(lambda: correct_reply(writer, **values, reason="")) == ("reason", "required")
    correct_reply(writer, **values, reason="Læst forkert")
    assert session.get_one(HearingRecipient, recipient).decision == "Til orientering."
    last = session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
    assert last is not None
    assert last.before is not None
    assert last.before["decision"] == "Drøftedes. Udvalget ønsker flere ture."
    assert last.reason == "Læst forkert"


def test_a_reply_that_is_not_there_cannot_be_corrected(writer: Writer, make: Maker) -> None:
    recipient = make.recipient()
    fault = refused(
        lambda: correct_reply(
            writer, recipient_id=recipient, version=1, contents=ReplyContents(**REPLY), reason="Nej"
        )
    )
    assert fault == ("recipient_id", "has_not_replied")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"met_on": TODAY + timedelta(days=1)}, ("met_on", "in_the_future")),
        ({"met_on": date(2015, 8, 14)}, ("met_on", "met_before_opening")),
        ({"decision": " \n "}, ("decision", "required")),
        ({"decision": "a\x00b"}, ("decision", "control_characters")),
        ({"decision": "x" * 20_001}, ("decision", "too_long")),
        ({"agenda_item": "9" * 61}, ("agenda_item", "too_long")),
    ],
)
def test_a_reply_that_cannot_be_is_refused(
    make: Maker, given: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert refused(lambda: make.replied(**given)) == fault


def test_of_two_secretaries_who_record_the_same_reply_one_is_told(empty_url: str) -> None:
    with opened(empty_url) as session:
        recipient = Maker(Writer(session, NOW, TODAY)).recipient()
    together = Barrier(2)

    def record(decision: str) -> bool:
        with opened(empty_url) as session:
            together.wait(timeout=60)
            try:
                record_reply(
                    Writer(session, NOW, TODAY),
                    recipient_id=recipient,
                    version=1,
                    contents=ReplyContents(**{**REPLY, "decision": decision}),
                )
            except StaleWrite:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(record, ["Drøftedes.", "Anbefales."])) == [False, True]
    with opened(empty_url) as session:
        assert session.get_one(HearingRecipient, recipient).version == 2
        assert replay(logged_changes(session)) == state_now(session)


# --- points


def test_a_point_needs_a_reply_and_words_or_a_plan(writer: Writer, make: Maker) -> None:
    silent = make.recipient()
    assert refused(lambda: add_point(writer, recipient_id=silent, contents=PointContents(quote="Mere"))) == (
        "recipient_id",
        "has_not_replied",
    )
    assert refused(lambda: make.point(quote="")) == ("quote", "required")
    assert make.point(quote="", plan_id=make.plan())


def test_an_element_names_its_plan(session: Session, make: Maker) -> None:
    element = make.element()
    point = session.get_one(ReplyPoint, make.point(element_id=element))
    assert (point.plan_id, point.element_id) == (make.the("plan"), element)


def test_words_that_are_not_in_the_decision_are_taken(make: Maker) -> None:
    assert make.point(quote="noget ganske andet")


def test_what_was_done_has_a_day_that_lies_not_ahead(writer: Writer, make: Maker) -> None:
    point = make.point()

    def edit(**given: Any) -> int:
        contents = PointContents(quote="flere ture", **given)
        return edit_point(writer, point_id=point, version=1, contents=contents)

    assert refused(lambda: edit(done_on=TODAY)) == ("done", "required")
    ahead = TODAY + timedelta(days=1)
    assert refused(lambda: edit(done="Ja", done_on=ahead)) == (
        "done_on",
        "in_the_future",
    )
    edit(done="Der går flere ture", done_on=TODAY)
    with pytest.raises(StaleWrite):
        edit()


def test_a_point_stays_on_an_element_that_was_archived_since(
    session: Session, writer: Writer, make: Maker
) -> None:
    element = make.element()
    point = make.point(element_id=element)
    archive_element(writer, element_id=element, version=1)
    edit_point(
        writer,
        point_id=point,
        version=1,
        contents=PointContents(quote="flere ture", element_id=element, done="Set på"),
    )
    session.expire_all()
    assert session.get_one(ReplyPoint, point).element_id == element
    session.rollback()
    assert refused(lambda: make.point(element_id=element)) == ("concerns", "not_there")


def test_a_point_is_archived_for_a_reason_and_comes_back(writer: Writer, make: Maker) -> None:
    point = make.point()
    assert refused(lambda: archive_point(writer, point_id=point, version=1, reason=" ")) == (
        "reason",
        "required",
    )
    archive_point(writer, point_id=point, version=1, reason="Dobbelt")
    with pytest.raises(NotThere):
        edit_point(writer, point_id=point, version=2, contents=PointContents(quote="x"))
    restore_point(writer, point_id=point)
    edit_point(writer, point_id=point, version=3, contents=PointContents(quote="x"))


def test_the_log_of_a_hearing_gives_its_rows(session: Session, writer: Writer, make: Maker) -> None:
    hearing = make.hearing()
    new = make.organisation(kind=OrganisationKind.COMMITTEE)
    change_hearing(
        writer,
        hearing_id=hearing,
        version=1,
        deadline=date(2015, 9, 20),
        recipient_ids=[new],
        reason="Et andet udvalg",
    )
    make.point(make.replied(make.recipient(hearing)), element_id=make.element())
    close_hearing(writer, hearing_id=hearing, version=session.get_one(Hearing, hearing).version, summary="Ja")
    assert replay(logged_changes(session)) == state_now(session)
    counted = [session.scalar(sa.select(sa.func.count()).select_from(one)) for one in (Case, HearingDocument)]
    assert counted == [1, 0]
