"""What the verbs of cases and hearings keep and refuse."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker, filled
from tests.personas import TODAY
from tests.services.refusals import refused
from tracker.records.models import (
    Case,
    Event,
    Hearing,
    HearingRecipient,
    Plan,
)
from tracker.records.queries.history.past import pathway_of_rows, rows_at
from tracker.services.documents.case_documents import CasePaper, add_case_documents
from tracker.services.errors import Duplicate, NotThere, StaleWrite
from tracker.services.hearings.cases import add_case, archive_case, edit_case, restore_case
from tracker.services.hearings.hearings import change_hearing, close_hearing, open_hearing, reopen_hearing
from tracker.services.plans.elements import add_element, archive_element, edit_element
from tracker.services.plans.states import move_plan
from tracker.services.verb import Writer
from tracker.theory.contents.case import CaseContents
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.hearing import HearingContents
from tracker.theory.kinds import ElementKind, OrganisationKind, PlanState, Visibility


def recipients(session: Session, hearing_id: int) -> dict[int, HearingRecipient]:
    """By organisation."""
    query = sa.select(HearingRecipient).where(HearingRecipient.hearing_id == hearing_id)
    found = {row.organisation_id: row for row in session.scalars(query)}
    session.rollback()
    return found


# --- cases


def test_a_case_has_a_number_that_no_other_case_of_the_strategy_has(writer: Writer, make: Maker) -> None:
    make.case(code="2014-1516")
    with pytest.raises(Duplicate):
        add_case(
            writer,
            strategy_id=make.the("strategy"),
            contents=CaseContents(code="2014-1516", title="Den samme"),
        )


def test_what_is_delivered_has_to_be_named_and_lies_not_ahead(writer: Writer, make: Maker) -> None:
    case = make.case()
    values: dict[str, Any] = {"case_id": case, "version": 1, "code": "1", "title": "Sag"}
    assert refused(lambda: edit_case(writer, **filled(CaseContents, {**values, "delivered_on": TODAY}))) == (
        "deliverable",
        "required",
    )
    told = {"deliverable": "Oplæg", "delivered_on": TODAY + timedelta(days=1)}
    assert refused(lambda: edit_case(writer, **filled(CaseContents, {**values, **told}))) == (
        "delivered_on",
        "in_the_future",
    )
    with pytest.raises(StaleWrite):
        edit_case(writer, **filled(CaseContents, {**values, "version": 2}))


# --- opening


def test_hearings_are_counted_on_through_all_cases(session: Session, make: Maker) -> None:
    numbers = [make.hearing(), make.hearing(case_id=make.case(strategy_id=make.the("strategy")))]
    assert [session.get_one(Hearing, number).code for number in numbers] == ["H1", "H2"]


def test_a_deadline_lies_not_before_the_opening_and_nothing_is_opened_ahead(make: Maker) -> None:
    assert refused(lambda: make.hearing(deadline=date(2015, 8, 14))) == (
        "deadline",
        "deadline_before_opening",
    )
    ahead = TODAY + timedelta(days=1)
    assert refused(lambda: make.hearing(opened_on=ahead, deadline=ahead)) == ("opened_on", "in_the_future")


def test_somebody_has_to_be_heard(make: Maker) -> None:
    assert refused(lambda: make.hearing(recipient_ids=[])) == ("recipient_ids", "nobody_is_heard")


def test_a_document_of_another_case_is_not_heard_on(writer: Writer, make: Maker) -> None:
    [paper] = add_case_documents(writer, case_id=make.case(), papers=[CasePaper("Kommissorium")])
    assert refused(lambda: make.hearing(document_ids=[paper])) == ("document_ids", "of_another_case")


@pytest.fixture
def draft(make: Maker) -> int:
    plan = make.plan(state=PlanState.DRAFT, visibility=Visibility.SHARED)
    make.made["plan"] = plan
    return plan


def on_plan(make: Maker, plan: int, **given: Any) -> int:
    case = make.case(strategy_id=make.the("strategy"))
    values = {"case_id": case, "opened_on": TODAY, "deadline": date(2015, 10, 1)}
    return make.hearing(plan_id=plan, **{**values, **given})


def test_a_draft_that_is_heard_on_goes_to_in_hearing_and_the_log_says_why(
    session: Session, make: Maker, draft: int
) -> None:
    number = on_plan(make, draft, reason="Høring: Planen")
    assert session.get_one(Plan, draft).state is PlanState.IN_HEARING
    moved = session.scalars(sa.select(Event).where(Event.entity == "plans").order_by(Event.id.desc())).first()
    assert moved is not None
    assert (moved.verb, moved.reason, moved.after) == (
        "open_hearing",
        "Høring: Planen",
        {"state": "in_hearing"},
    )
    assert session.get_one(Hearing, number).plan_revision == moved.id


@pytest.mark.parametrize(
    "state", [PlanState.IN_HEARING, PlanState.APPROVED, PlanState.ACTIVE, PlanState.PAUSED]
)
def test_a_plan_further_on_stays_in_its_state(session: Session, make: Maker, state: PlanState) -> None:
    plan = make.plan(state=state)
    on_plan(make, plan)
    assert session.get_one(Plan, plan).state is state


@pytest.mark.parametrize("state", [PlanState.IDEA, PlanState.COMPLETED, PlanState.REJECTED])
def test_an_idea_and_an_ended_plan_are_not_heard_on(make: Maker, state: PlanState) -> None:
    plan = make.plan(state=state)
    assert refused(lambda: on_plan(make, plan)) == ("plan_id", "not_heard_in_state")


def test_a_plan_that_committees_do_not_see_is_not_heard_on(make: Maker) -> None:
    plan = make.plan(state=PlanState.DRAFT, visibility=Visibility.ORGANISATION)
    assert refused(lambda: on_plan(make, plan)) == ("plan_id", "plan_is_not_shared")


def test_a_plan_is_frozen_as_it_is_now_so_the_hearing_is_opened_today(make: Maker, draft: int) -> None:
    assert refused(lambda: on_plan(make, draft, opened_on=date(2015, 9, 14))) == ("opened_on", "frozen_today")


def test_the_plan_that_is_heard_on_stays_as_it_was_however_it_changes(
    session: Session, writer: Writer, make: Maker, draft: int
) -> None:
    kept = add_element(
        writer, plan_id=draft, contents=ElementContents(kind=ElementKind.ACTIVITY, title="Ture om natten")
    )
    gone = add_element(
        writer, plan_id=draft, contents=ElementContents(kind=ElementKind.OUTPUT, title="Natteravne")
    )
    hearing = on_plan(make, draft)
    edit_element(
        writer,
        element_id=kept,
        version=1,
        contents=ElementContents(kind=ElementKind.ACTIVITY, title="Ture om dagen"),
    )
    archive_element(writer, element_id=gone, version=1)
    add_element(
        writer, plan_id=draft, contents=ElementContents(kind=ElementKind.OUTPUT, title="Efter høringen")
    )
    move_plan(
        writer,
        plan_id=draft,
        version=session.get_one(Plan, draft).version,
        to=PlanState.REJECTED,
        reason="Nej",
    )
    revision = session.get_one(Hearing, hearing).plan_revision
    assert revision is not None
    frozen = pathway_of_rows(session, draft, rows_at(session, draft, revision), "da")
    titles = {one.title for one in frozen.elements if one.kind is not ElementKind.GOAL}
    assert titles == {"Ture om natten", "Natteravne"}


# --- changing, closing


def test_a_change_says_why_and_who_has_replied_stays(session: Session, writer: Writer, make: Maker) -> None:
    first, second, third = (make.organisation(kind=OrganisationKind.COMMITTEE) for _ in range(3))
    hearing = make.hearing(recipient_ids=[first, second])
    make.replied(recipients(session, hearing)[first].id)
    values: dict[str, Any] = {"hearing_id": hearing, "version": 1, "deadline": date(2015, 9, 20)}
    assert refused(lambda: change_hearing(writer, **values, recipient_ids=[first], reason="")) == (
        "reason",
        "required",
    )
    assert refused(lambda: change_hearing(writer, **values, recipient_ids=[third], reason="Ny")) == (
        "recipient_ids",
        "recipient_has_replied",
    )
    change_hearing(writer, **values, recipient_ids=[third, first], reason="Et andet udvalg")
    assert set(recipients(session, hearing)) == {first, third}
    with pytest.raises(StaleWrite):
        change_hearing(writer, **values, recipient_ids=[first], reason="For sent")


def test_other_recipients_alone_are_another_edition_of_the_hearing(
    session: Session, writer: Writer, make: Maker
) -> None:
    hearing = make.hearing()
    row = session.get_one(Hearing, hearing)
    version, deadline, there = row.version, row.deadline, list(recipients(session, hearing))
    new = make.organisation(kind=OrganisationKind.COMMITTEE)
    change_hearing(
        writer,
        hearing_id=hearing,
        version=version,
        deadline=deadline,
        recipient_ids=[*there, new],
        reason="Glemt",
    )
    session.expire_all()
    assert session.get_one(Hearing, hearing).version > version


def test_a_closed_hearing_has_a_summary_and_takes_no_reply_until_it_is_opened_again(
    session: Session, writer: Writer, make: Maker
) -> None:
    hearing = make.hearing()
    recipient = make.recipient(hearing)
    assert refused(lambda: close_hearing(writer, hearing_id=hearing, version=1, summary=" ")) == (
        "summary",
        "required",
    )
    close_hearing(writer, hearing_id=hearing, version=1, summary="Ingen svarede.")
    assert session.get_one(Hearing, hearing).closed_on == TODAY
    assert refused(lambda: make.replied(recipient)) == ("recipient_id", "hearing_is_closed")
    assert refused(lambda: close_hearing(writer, hearing_id=hearing, version=2, summary="x")) == (
        "hearing_id",
        "hearing_is_closed",
    )
    assert refused(lambda: reopen_hearing(writer, hearing_id=hearing, version=2, reason="")) == (
        "reason",
        "required",
    )
    reopen_hearing(writer, hearing_id=hearing, version=2, reason="Et svar kom")
    session.expire_all()
    row = session.get_one(Hearing, hearing)
    assert (row.closed_on, row.summary) == (None, "Ingen svarede.")
    session.rollback()
    make.replied(recipient)


def test_a_hearing_is_opened_in_a_case_that_is_there(writer: Writer, make: Maker) -> None:
    with pytest.raises(NotThere):
        open_hearing(
            writer,
            case_id=99,
            contents=HearingContents(
                title="Ingen",
                decided_by_id=make.organisation(),
                opened_on=TODAY,
                deadline=TODAY,
                recipient_ids=[make.organisation()],
            ),
        )


def test_a_change_that_changes_nothing_is_refused_so_that_no_reason_is_lost(
    writer: Writer, make: Maker, session: Session
) -> None:
    hearing = make.hearing()
    held = session.get_one(Hearing, hearing)
    version, deadline = held.version, held.deadline
    heard = list(session.scalars(sa.select(HearingRecipient.organisation_id)))
    session.rollback()
    assert refused(
        lambda: change_hearing(
            writer,
            hearing_id=hearing,
            version=version,
            deadline=deadline,
            recipient_ids=heard,
            reason="Efter aftale",
        )
    ) == ("deadline", "hearing_not_changed")


def test_a_case_is_archived_with_a_reason_and_comes_back_but_one_with_a_hearing_stays(
    writer: Writer, make: Maker, session: Session
) -> None:
    quiet = make.case()
    assert refused(lambda: archive_case(writer, case_id=quiet, version=1, reason=" ")) == (
        "reason",
        "required",
    )
    archive_case(writer, case_id=quiet, version=1, reason="Lavet to gange")
    with pytest.raises(NotThere):
        add_case_documents(writer, case_id=quiet, papers=[CasePaper(title="Sent")])
    restore_case(writer, case_id=quiet)
    make.hearing(case_id=quiet)
    version = session.get_one(Case, quiet, populate_existing=True).version
    session.rollback()
    assert refused(lambda: archive_case(writer, case_id=quiet, version=version, reason="Væk")) == (
        "case_id",
        "case_has_hearings",
    )
