"""Reads the cases of a strategy file, with their documents and the hearings held in them."""

from collections.abc import Container, Iterator
from typing import Any

from tracker.exchange.strategy.fields import Fields, each
from tracker.exchange.strategy.hearing_entries import (
    CaseDocumentEntry,
    CaseEntry,
    HearingEntry,
    PointEntry,
    ReplyEntry,
)
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.contents.hearing import AGENDA_LENGTH
from tracker.theory.kinds import CaseDocumentKind, HearingOutcome

CASE = "id da en illustrative origin documents deliverable_due hearings"
DELIVERABLE = "da en date date_is_interpretation"
HEARING = "id opened decided_by agenda_item deadline recipients replies note"
"""A hearing's ``note`` is for whoever reads the file, and is left there."""

REPLY = "recipient meeting agenda_item outcome decision_da decision_en priorities points real illustrative"


def read_cases(top: Fields, organisations: Container[str], plans: Container[str]) -> tuple[CaseEntry, ...]:
    """The file's cases; ``organisations`` and ``plans`` are the codes that a hearing may name. Raises
    StrategyFileError with the line of the first fault."""
    return tuple(_case(row, organisations, plans) for row in each(top, "cases", "case", CASE))


def _case(row: Fields, organisations: Container[str], plans: Container[str]) -> CaseEntry:
    origin = row.sub("origin", "date da en") if "origin" in row else None
    due = row.sub("deliverable_due", DELIVERABLE) if "deliverable_due" in row else None
    return CaseEntry(
        line=row.line,
        code=row.code(),
        title=row.text("da"),
        title_en=row.optional_line("en"),
        origin=origin.optional_text("da") if origin else "",
        origin_on=origin.optional_day("date") if origin else None,
        deliverable=due.optional_text("da") if due else "",
        deliverable_due=due.optional_day("date") if due else None,
        illustrative=row.flag("illustrative"),
        documents=tuple(_documents(row)),
        hearings=tuple(
            _hearing(one, organisations, plans)
            for one in each(row, "hearings", f"{row.what}, hearing", HEARING)
        ),
    )


def _documents(case: Fields) -> Iterator[CaseDocumentEntry]:
    for node in case.items("documents"):
        row = Fields(node, f"{case.what}, document", "da en kind")
        yield CaseDocumentEntry(
            line=row.line,
            title=row.text("da"),
            title_en=row.optional_line("en"),
            kind=row.word("kind", CaseDocumentKind) if "kind" in row else CaseDocumentKind.OTHER,
        )


def _hearing(row: Fields, organisations: Container[str], plans: Container[str]) -> HearingEntry:
    opened_on, deadline = row.day("opened"), row.day("deadline")
    if deadline < opened_on:
        row.refuse("deadline", "it comes before the hearing is opened")
    recipients = row.codes("recipients")
    for code in recipients:
        if code not in organisations:
            row.refuse("recipients", f"there is no “{code}”")
    decided_by = row.code("decided_by")
    if decided_by not in organisations:
        row.refuse("decided_by", f"there is no “{decided_by}”")
    replies = tuple(_replies(row, recipients, plans))
    for reply in replies:
        if reply.met_on < opened_on:
            row.refuse("replies", f"{reply.recipient} met before the hearing was opened")
    return HearingEntry(
        line=row.line,
        code=row.code(),
        opened_on=opened_on,
        decided_by=decided_by,
        agenda_item=row.optional_text("agenda_item", AGENDA_LENGTH),
        deadline=deadline,
        recipients=recipients,
        replies=replies,
    )


def _replies(hearing: Fields, recipients: tuple[str, ...], plans: Container[str]) -> Iterator[ReplyEntry]:
    seen: set[str] = set()
    for node in hearing.items("replies"):
        row = Fields(node, f"{hearing.what}, reply", REPLY)
        recipient = row.code("recipient")
        if recipient not in recipients:
            row.refuse("recipient", f"“{recipient}” is not heard")
        if recipient in seen:
            row.refuse("recipient", f"“{recipient}” has replied already")
        seen.add(recipient)
        yield ReplyEntry(
            line=row.line,
            recipient=recipient,
            met_on=row.day("meeting"),
            agenda_item=row.optional_text("agenda_item", AGENDA_LENGTH),
            outcome=row.word("outcome", HearingOutcome),
            decision=row.text("decision_da", TEXT_LENGTH),
            decision_en=row.optional_text("decision_en"),
            points=tuple(_points(row, plans)),
        )


def _points(reply: Fields, plans: Container[str]) -> Iterator[PointEntry]:
    """Where a file names ``priorities`` only, each of these plans is a point without words of its own."""

    def known(row: Fields, key: str, code: str) -> str:
        if code not in plans:
            row.refuse(key, f"there is no “{code}”")
        return code

    if "points" in reply:
        for node in reply.items("points"):
            row = Fields(node, f"{reply.what}, point", "quote plan")
            plan = known(row, "plan", row.code("plan"))
            yield PointEntry(line=row.line, quote=row.text("quote", TEXT_LENGTH), plan=plan)
        return
    given: dict[str, Any] = {"line": reply.line_of("priorities"), "quote": ""}
    for code in reply.codes("priorities"):
        yield PointEntry(**given, plan=known(reply, "priorities", code))
