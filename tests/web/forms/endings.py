"""How what a form is about ends while somebody still types: by the name that its row has in ``all_forms``.

Somebody else archives, closes, decides or withdraws it, or what it stands in. An ending is given a row that
nobody has touched, and the rows around it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

import sqlalchemy as sa

from tests.web.all_forms import UntouchedRows
from tracker.records.frozen_matrix import edition_of
from tracker.records.models import (
    Assumption,
    Candidate,
    Case,
    CaseDocument,
    CatalogueEntry,
    Commitment,
    CommitmentLink,
    Document,
    Element,
    Finding,
    Hearing,
    IndexVersion,
    IndexYear,
    Indicator,
    Link,
    LinkFinding,
    Measurement,
    MeasurementValue,
    Milestone,
    Organisation,
    Plan,
    Proposal,
    ReplyPoint,
    Round,
    SeriesBreak,
    User,
)
from tracker.records.queries.priorities.scoring_matrix import live_matrix
from tracker.services.catalogue.commitments import archive_commitment, untie_commitment
from tracker.services.catalogue.entries import archive_catalogue_entry, restore_catalogue_entry
from tracker.services.changes.proposals import return_proposal
from tracker.services.documents.case_documents import withdraw_case_document
from tracker.services.documents.documentation import restore_document, withdraw_document
from tracker.services.evidence import archive_finding, detach_finding
from tracker.services.follow_up.indicators import archive_indicator
from tracker.services.follow_up.milestones import archive_milestone, complete_milestone, reopen_milestone
from tracker.services.hearings.cases import archive_case
from tracker.services.hearings.hearings import close_hearing, reopen_hearing
from tracker.services.hearings.reply_points import archive_point
from tracker.services.measurements.inventory import archive_measurement
from tracker.services.measurements.values_and_breaks import remove_break, withdraw_value
from tracker.services.people.accounts import deactivate_person
from tracker.services.people.organisations import archive_organisation
from tracker.services.plans.assumptions import archive_assumption
from tracker.services.plans.elements import archive_element
from tracker.services.plans.links import disconnect
from tracker.services.plans.states import archive_plan, move_plan, restore_plan_from_archive
from tracker.services.priorities.decisions import LANGUAGES, Verdict, decide_round
from tracker.services.priorities.ideas import archive_idea, make_plan_of_idea
from tracker.services.priorities.round_changes import give_up_round
from tracker.services.safety_index.versions import discard_index_version, publish_index_version
from tracker.services.safety_index.years import publish_index_year
from tracker.theory.kinds import EntryDecision, PlanState

Ending: TypeAlias = Callable[[UntouchedRows, int], object]

WHY = {"reason": "En anden var før"}


def by(verb: Callable[..., object], key: str, model: type[Any], **given: Any) -> Ending:
    """The verb, about the row as it is now."""

    def end(rows: UntouchedRows, number: int) -> object:
        return verb(rows.make.writer, **{key: number}, version=_version(rows, model, number), **given)

    return end


def around(name: str, ending: Ending) -> Ending:
    """The end of the row ``name``, in which the row of the form stands."""
    return lambda rows, _number: ending(rows, rows[name])


def _version(rows: UntouchedRows, model: type[Any], number: int) -> int:
    found: int = rows.make.writer.session.get_one(model, number, populate_existing=True).version
    rows.make.writer.session.rollback()
    return found


def _answered(rows: UntouchedRows, number: int) -> None:
    rows.make.replied(number)


def _decided(rows: UntouchedRows, number: int) -> None:
    writer = rows.make.writer
    matrix = live_matrix(writer.session, None, number, LANGUAGES)
    writer.session.rollback()
    verdicts = {int(one.candidate.id): Verdict(EntryDecision.REJECT, "Nej") for one in matrix.ranked}
    decide_round(
        writer, round_id=number, edition=edition_of(matrix), verdicts=verdicts, reasons="En anden var før"
    )


def _became_plan(rows: UntouchedRows, number: int) -> None:
    lead = rows.make.organisation()
    end = by(make_plan_of_idea, "candidate_id", Candidate, code=f"Q{number}", lead_organisation_id=lead)
    end(rows, number)


def _year_published(rows: UntouchedRows, year: int) -> None:
    session = rows.make.writer.session
    latest = sa.select(IndexYear.index_version_id).order_by(IndexYear.id.desc()).limit(1)
    version = session.scalars(latest).one()
    publish_index_year(rows.make.writer, index_version_id=version, year=year, edition=1, **WHY)


PLAN: Mapping[str, Ending] = {
    "is archived": by(archive_plan, "plan_id", Plan, **WHY),
    "is rejected": by(move_plan, "plan_id", Plan, to=PlanState.REJECTED, **WHY),
}
AROUND_IT = {f"its plan {what}": around("plan", ending) for what, ending in PLAN.items()}
ELEMENT: Mapping[str, Ending] = {"is archived": by(archive_element, "element_id", Element), **AROUND_IT}
MILESTONE: Mapping[str, Ending] = {
    "is archived": by(archive_milestone, "milestone_id", Milestone),
    "its element is archived": around("element", by(archive_element, "element_id", Element)),
    **AROUND_IT,
}
INDICATOR: Mapping[str, Ending] = {
    "is archived": by(archive_indicator, "indicator_id", Indicator),
    "its element is archived": around("output", by(archive_element, "element_id", Element)),
    **AROUND_IT,
}
READING: Mapping[str, Ending] = {
    "its indicator is archived": around("indicator", INDICATOR["is archived"]),
    **AROUND_IT,
}
LINK: Mapping[str, Ending] = {
    "is taken away": by(disconnect, "link_id", Link),
    "its source is archived": around("element", by(archive_element, "element_id", Element)),
    **AROUND_IT,
}
CASE: Mapping[str, Ending] = {"is archived": by(archive_case, "case_id", Case, **WHY)}
CLOSED: Ending = by(close_hearing, "hearing_id", Hearing, summary="En anden var før")
ENTRY: Mapping[str, Ending] = {"is archived": by(archive_catalogue_entry, "entry_id", CatalogueEntry, **WHY)}
COMMITMENT: Mapping[str, Ending] = {
    "is archived": by(archive_commitment, "commitment_id", Commitment),
    "its entry is archived": around("entry", ENTRY["is archived"]),
}
MEASUREMENT: Mapping[str, Ending] = {
    "is archived": by(archive_measurement, "measurement_id", Measurement, **WHY)
}
WITH_ITS_MEASUREMENT = {"its measurement is archived": around("measurement", MEASUREMENT["is archived"])}

ENDINGS: Mapping[str, Mapping[str, Ending]] = {
    "archived_entry": {"is restored": by(restore_catalogue_entry, "entry_id", CatalogueEntry, **WHY)},
    "archived_plan": {"is restored": by(restore_plan_from_archive, "plan_id", Plan, **WHY)},
    "assumption": {"is archived": by(archive_assumption, "assumption_id", Assumption), **AROUND_IT},
    "attachment": {
        "is taken off": by(detach_finding, "attachment_id", LinkFinding),
        "its link is taken away": around("link", LINK["is taken away"]),
        **AROUND_IT,
    },
    "broken_down": READING,
    "case": CASE,
    "case_document": {"is withdrawn": by(withdraw_case_document, "document_id", CaseDocument, **WHY)},
    "closed_hearing": {"is opened again": by(reopen_hearing, "hearing_id", Hearing, **WHY)},
    "commitment": COMMITMENT,
    "document": {"is withdrawn": by(withdraw_document, "document_id", Document, **WHY), **AROUND_IT},
    "done": {"is opened again": by(reopen_milestone, "milestone_id", Milestone, **WHY), **MILESTONE},
    "element": ELEMENT,
    "entry": ENTRY,
    "finding": {"is archived": by(archive_finding, "finding_id", Finding, **WHY)},
    "hearing": {"is closed": CLOSED},
    "idea": {
        "is archived": by(archive_idea, "candidate_id", Candidate, **WHY),
        "is a plan": _became_plan,
    },
    "index_draft": {
        "is published": by(publish_index_version, "index_version_id", IndexVersion, **WHY),
        "is discarded": by(discard_index_version, "index_version_id", IndexVersion, **WHY),
    },
    "indicator": INDICATOR,
    "link": LINK,
    "measurement": MEASUREMENT,
    "milestone": {
        "is done": by(complete_milestone, "milestone_id", Milestone, done_on=date(2015, 9, 1)),
        **MILESTONE,
    },
    "new_year": {"is published": _year_published},
    "organisation": {"is archived": by(archive_organisation, "organisation_id", Organisation)},
    "output": ELEMENT,
    "person": {"is closed": by(deactivate_person, "user_id", User)},
    "plan": PLAN,
    "plan_of_two": PLAN,
    "point": {
        "is archived": by(archive_point, "point_id", ReplyPoint, **WHY),
        "its hearing is closed": around("hearing", CLOSED),
    },
    "proposal": {"is returned": by(return_proposal, "proposal_id", Proposal, answer="Nej"), **AROUND_IT},
    "quiet_case": CASE,
    "reading": READING,
    "recipient": {"has replied": _answered, "its hearing is closed": around("hearing", CLOSED)},
    "replied": {"its hearing is closed": around("hearing", CLOSED)},
    "report": {"its element is archived": around("element", ELEMENT["is archived"]), **AROUND_IT},
    "round": {
        "is decided": _decided,
        "is given up": by(give_up_round, "round_id", Round, **WHY),
    },
    "series_break": {"is removed": by(remove_break, "break_id", SeriesBreak, **WHY), **WITH_ITS_MEASUREMENT},
    "tie": {
        "is removed": by(untie_commitment, "tie_id", CommitmentLink),
        "its commitment is archived": around("commitment", COMMITMENT["is archived"]),
    },
    "value": {
        "is withdrawn": by(withdraw_value, "value_id", MeasurementValue, **WHY),
        **WITH_ITS_MEASUREMENT,
    },
    "withdrawn": {"is put back": by(restore_document, "document_id", Document), **AROUND_IT},
}

NEVER_ENDS: Mapping[str, str] = {
    "change": "what was done stays in the log",
}
"""Rows that nobody can end, and why."""
