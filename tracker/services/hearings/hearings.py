"""Hearings: opened on documents of a case or on a plan frozen as it is, changed while open, closed."""

import re
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from tracker.records.models import (
    Case,
    CaseDocument,
    Hearing,
    HearingDocument,
    HearingRecipient,
    Organisation,
    Plan,
)
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid
from tracker.services.plans.states import move_plan
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.contents.hearing import HearingContents
from tracker.theory.kinds import PlanState, Visibility

HEARD_IN = (PlanState.DRAFT, PlanState.IN_HEARING, PlanState.APPROVED, PlanState.ACTIVE, PlanState.PAUSED)
"""States of a plan in which it may be heard on: an idea is no plan yet, and what is ended stays as it is."""

CODE = re.compile(r"H([0-9]{1,6})")
"""The pattern of a hearing's code within its case: H1, H2."""


@verb
def open_hearing(
    writer: Writer, *, case_id: int, contents: HearingContents, code: str = "", reason: str = ""
) -> int:
    """Sends a hearing out on documents of its case, on a plan, or where neither is named on the case itself.

    A plan is frozen as it is now, and goes from draft to in hearing; ``reason`` stands on that. Only a plan
    that every partner sees can be heard on, and it is opened today. Without a ``code`` it gets the next
    number of the strategy. Raises NotThere, Invalid, Duplicate.
    """
    case = fetch(writer, Case, case_id)
    values.text("reason", reason)
    values.not_to_come(writer, "opened_on", contents.opened_on)
    hearing = Hearing(case_id=case_id)
    rows.fill(writer, hearing, contents)
    hearing.code = values.code(code or _next_code(writer, case.strategy_id))
    if contents.plan_id is not None:
        if contents.opened_on != writer.today:
            raise Invalid("opened_on", "frozen_today")
        hearing.plan_revision = _frozen(writer, case, contents.plan_id, reason)
    rows.write(writer, hearing)
    for document_id in dict.fromkeys(contents.document_ids):
        document = values.referred(writer, "document_ids", CaseDocument, document_id)
        if document.case_id != case_id:
            raise Invalid("document_ids", "of_another_case")
        writer.session.add(HearingDocument(hearing_id=hearing.id, document_id=document_id))
    _hear(writer, hearing, contents.recipient_ids)
    return hearing.id


@verb
def change_hearing(
    writer: Writer,
    *,
    hearing_id: int,
    version: int,
    deadline: date,
    recipient_ids: Sequence[int],
    reason: str,
) -> int:
    """Another deadline or other recipients while the hearing is open; who has replied, or has attachments,
    stays.

    Raises NotThere, StaleWrite, Invalid.
    """
    hearing = _open(fetch(writer, Hearing, hearing_id, version))
    values.line("reason", reason, TEXT_LENGTH)
    if deadline == hearing.deadline and list(dict.fromkeys(recipient_ids)) == _heard(writer, hearing_id):
        raise Invalid("deadline", "hearing_not_changed")
    hearing.deadline = deadline
    hearing.version += 1  # other recipients are another edition of the hearing too
    rows.write(writer, hearing)
    _hear(writer, hearing, recipient_ids)
    return hearing_id


@verb
def close_hearing(writer: Writer, *, hearing_id: int, version: int, summary: str) -> int:
    """Ends a hearing with a summary; who has not replied by then has not. Raises NotThere, StaleWrite,
    Invalid."""
    hearing = _open(fetch(writer, Hearing, hearing_id, version))
    hearing.summary = values.line("summary", summary, TEXT_LENGTH)
    hearing.closed_on = writer.today
    hearing.closed_by_id = writer.actor_id
    writer.session.flush()
    return hearing_id


@verb
def reopen_hearing(writer: Writer, *, hearing_id: int, version: int, reason: str) -> int:
    """Opens a closed hearing again, with its summary as a draft. Raises NotThere, StaleWrite, Invalid."""
    hearing = fetch(writer, Hearing, hearing_id, version)
    if hearing.closed_on is None:
        raise Invalid("hearing_id", "hearing_is_open")
    values.line("reason", reason, TEXT_LENGTH)
    hearing.closed_on = None
    hearing.closed_by_id = None
    writer.session.flush()
    return hearing_id


def _open(hearing: Hearing) -> Hearing:
    if hearing.closed_on is not None:
        raise Invalid("hearing_id", "hearing_is_closed")
    return hearing


def _frozen(writer: Writer, case: Case, plan_id: int, reason: str) -> int:
    """The number of the plan's latest event, after it was moved to in hearing where it was a draft."""
    plan = values.referred(writer, "plan_id", Plan, plan_id)
    if plan.strategy_id != case.strategy_id:
        raise Invalid("plan_id", "of_another_strategy")
    if plan.state not in HEARD_IN:
        raise Invalid("plan_id", "not_heard_in_state")
    if plan.visibility is not Visibility.SHARED:
        raise Invalid("plan_id", "plan_is_not_shared")
    if plan.state is PlanState.DRAFT:
        move_plan(writer, plan_id=plan_id, version=plan.version, to=PlanState.IN_HEARING, reason=reason)
    return writer.session.scalars(sa.select(Plan.revision).where(Plan.id == plan_id)).one()


def _hear(writer: Writer, hearing: Hearing, recipient_ids: Sequence[int]) -> None:
    """Makes ``recipient_ids``, in their order, those who are heard."""
    wanted = list(dict.fromkeys(recipient_ids))
    if not wanted:
        raise Invalid("recipient_ids", "nobody_is_heard")
    query = sa.select(HearingRecipient).where(HearingRecipient.hearing_id == hearing.id)
    there = {row.organisation_id: row for row in writer.session.scalars(query)}
    for organisation_id, row in there.items():
        if organisation_id not in wanted:
            _take_off(writer, row)
    for place, organisation_id in enumerate(wanted):
        if organisation_id in there:
            there[organisation_id].position = place
        else:
            values.referred(writer, "recipient_ids", Organisation, organisation_id)
            writer.session.add(
                HearingRecipient(hearing_id=hearing.id, organisation_id=organisation_id, position=place)
            )
    writer.session.flush()


def _heard(writer: Writer, hearing_id: int) -> list[int]:
    """The organisations that are heard, in their order."""
    query = sa.select(HearingRecipient.organisation_id).where(HearingRecipient.hearing_id == hearing_id)
    return list(writer.session.scalars(query.order_by(HearingRecipient.position, HearingRecipient.id)))


def _take_off(writer: Writer, row: HearingRecipient) -> None:
    attached = sa.select(CaseDocument.id).where(CaseDocument.recipient_id == row.id).limit(1)
    if row.outcome is not None or writer.session.scalar(attached) is not None:
        name = writer.session.get_one(Organisation, row.organisation_id).name
        raise Invalid("recipient_ids", "recipient_has_replied", {"name": name})
    writer.session.delete(row)


def _next_code(writer: Writer, strategy_id: int) -> str:
    """One above the highest number of the strategy's hearings."""
    query = (
        sa.select(Hearing.code).join(Case, Case.id == Hearing.case_id).where(Case.strategy_id == strategy_id)
    )
    numbers = (CODE.fullmatch(code) for code in writer.session.scalars(query))
    return f"H{max((int(found[1]) for found in numbers if found), default=0) + 1}"
