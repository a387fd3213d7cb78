"""Takes the cases of a strategy file into the database, with their documents, hearings and replies."""

from collections.abc import Iterable, Mapping
from functools import partial

import sqlalchemy as sa

from tracker.exchange.strategy.hearing_entries import CaseEntry, HearingEntry, ReplyEntry
from tracker.records.models import Case, Hearing, HearingRecipient
from tracker.services.documents.case_documents import CasePaper, add_case_documents
from tracker.services.hearings.cases import add_case
from tracker.services.hearings.hearings import open_hearing
from tracker.services.hearings.replies import record_reply
from tracker.services.hearings.reply_points import add_point
from tracker.services.loading.lookup import Loading, at
from tracker.theory.contents.case import CaseContents
from tracker.theory.contents.fields import contents_of
from tracker.theory.contents.hearing import HearingContents, PointContents, ReplyContents


def load_cases(
    loading: Loading, strategy_id: int, plans: Mapping[str, int], entries: Iterable[CaseEntry]
) -> None:
    """``plans`` are numbers by code. A case and a hearing that are there are left alone; a new hearing is on
    all documents that the file gives its case. Raises StrategyFileError."""
    cases = loading.codes(Case, Case.strategy_id == strategy_id)
    for entry in entries:
        make = partial(
            add_case,
            loading.writer,
            strategy_id=strategy_id,
            contents=contents_of(entry, CaseContents),
            illustrative=entry.illustrative,
        )
        documents: list[int] = []
        if loading.take("cases", cases, entry, make):
            documents = _documents(loading, cases[entry.code], entry)
        hearings = loading.codes(Hearing, Hearing.case_id == cases[entry.code])
        for hearing in entry.hearings:
            _hearing(loading, cases[entry.code], entry, hearing, hearings, documents, plans)


def _documents(loading: Loading, case_id: int, case: CaseEntry) -> list[int]:
    papers = [CasePaper(one.title, one.kind, one.title_en) for one in case.documents]
    with at(case.line, case.code):
        made = add_case_documents(loading.writer, case_id=case_id, papers=papers)
    loading.added["case documents"] += len(made)
    return made


def _hearing(
    loading: Loading,
    case_id: int,
    case: CaseEntry,
    entry: HearingEntry,
    there: dict[str, int],
    documents: list[int],
    plans: Mapping[str, int],
) -> None:
    contents = contents_of(
        entry,
        HearingContents,
        title=case.title,
        title_en=case.title_en,
        decided_by_id=loading.organisations[entry.decided_by],
        recipient_ids=[loading.organisations[code] for code in entry.recipients],
        document_ids=documents,
    )
    make = partial(open_hearing, loading.writer, case_id=case_id, code=entry.code, contents=contents)
    if not loading.take("hearings", there, entry, make):
        return
    rows = loading.writer.session.execute(
        sa.select(HearingRecipient.organisation_id, HearingRecipient.id).where(
            HearingRecipient.hearing_id == there[entry.code]
        )
    )
    recipients = {row.organisation_id: row.id for row in rows}
    for reply in entry.replies:
        _reply(loading, recipients[loading.organisations[reply.recipient]], reply, plans)


def _reply(loading: Loading, recipient_id: int, entry: ReplyEntry, plans: Mapping[str, int]) -> None:
    with at(entry.line, entry.recipient):
        record_reply(
            loading.writer, recipient_id=recipient_id, version=1, contents=contents_of(entry, ReplyContents)
        )
        for point in entry.points:
            contents = PointContents(quote=point.quote, plan_id=plans[point.plan])
            add_point(loading.writer, recipient_id=recipient_id, contents=contents)
    loading.added["replies"] += 1
