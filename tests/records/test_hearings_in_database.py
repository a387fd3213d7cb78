"""The sample's hearings once more, now from rows."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.personas import TODAY
from tests.theory.reader import expected
from tracker.cli import SAMPLE
from tracker.exchange.strategy.reading import read_strategy
from tracker.records.models import (
    Case,
    CaseDocument,
    Hearing,
    HearingDocument,
    HearingRecipient,
    Organisation,
    Plan,
    ReplyPoint,
)
from tracker.services.loading.strategy import load_strategy
from tracker.services.verb import Writer
from tracker.theory.strategy.hearings import assess_recipient


def test_the_recipients_stand_as_expected(demo_session: Session) -> None:
    rows = demo_session.execute(
        sa.select(Hearing.code, Organisation.code, Hearing.deadline, HearingRecipient.met_on)
        .join(HearingRecipient, HearingRecipient.hearing_id == Hearing.id)
        .join(Organisation, Organisation.id == HearingRecipient.organisation_id)
    )
    found: dict[str, dict[str, str]] = {}
    for hearing, organisation, deadline, met_on in rows:
        assessed = assess_recipient(deadline, met_on, TODAY)
        found.setdefault(hearing, {})[organisation] = assessed.state.value
    assert found == expected()["hearings"]


def test_the_decision_stands_to_the_letter_and_its_points_concern_two_plans(demo_session: Session) -> None:
    reply = demo_session.scalars(
        sa.select(HearingRecipient)
        .join(Hearing, Hearing.id == HearingRecipient.hearing_id)
        .where(Hearing.code == "H1", HearingRecipient.outcome.is_not(None))
    ).one()
    assert reply.decision.endswith('i arbejdet med "Tryghed i Aalborg Kommune".')
    points = demo_session.execute(
        sa.select(Plan.code, ReplyPoint.quote)
        .join(Plan, Plan.id == ReplyPoint.plan_id)
        .where(ReplyPoint.recipient_id == reply.id)
        .order_by(ReplyPoint.position)
    ).all()
    assert points == [("HP5", "informationen, forældreinddragelse"), ("HP4", "SSP-arbejdet")]


def test_the_first_hearing_is_on_the_documents_of_its_case(demo_session: Session) -> None:
    titles = demo_session.scalars(
        sa.select(CaseDocument.title)
        .join(HearingDocument, HearingDocument.document_id == CaseDocument.id)
        .join(Hearing, Hearing.id == HearingDocument.hearing_id)
        .where(Hearing.code == "H1")
        .order_by(CaseDocument.id)
    ).all()
    assert [title.split()[0] for title in titles] == ["Kommissorium", "Bilag"]


def test_loading_the_file_again_adds_no_case_hearing_or_reply(
    demo_session: Session, demo_writer: Writer
) -> None:
    summary = load_strategy(demo_writer, file=read_strategy(SAMPLE.read_bytes()))
    assert not summary.added
    assert (summary.found["cases"], summary.found["hearings"]) == (2, 2)
    counts = [demo_session.scalar(sa.select(sa.func.count()).select_from(one)) for one in (Case, ReplyPoint)]
    assert counts == [2, 2]
