"""Status reports: two sets that never mix, dated, and kept for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.factories import filled
from tests.personas import TODAY
from tracker.records.models import Document, StatusReport
from tracker.services.documents.documentation import Documentation
from tracker.services.errors import AlreadyDone, Invalid, NotThere
from tracker.services.follow_up.reports import report_no_change, report_status
from tracker.theory.contents.report import ReportContents
from tracker.theory.kinds import DELIVERY_KINDS, RESULT_KINDS, DeliveryStatus, ElementKind, ResultStatus


@pytest.fixture
def report(writer):
    def reported(element, status=DeliveryStatus.ON_TRACK, **given):
        given.setdefault("reported_on", TODAY)
        by = given.pop("writer", writer)
        return report_status(by, element_id=element, status=status, **filled(ReportContents, given))

    return reported


def element_of(make, kind):
    goal = {"goal_id": make.the("goal")} if kind is ElementKind.GOAL else {}
    return make.element(kind, **goal)


@pytest.mark.parametrize("kind", DELIVERY_KINDS)
def test_what_is_delivered_has_a_delivery_status(kind, make, report, session):
    saved = session.get(StatusReport, report(element_of(make, kind), DeliveryStatus.COMPLETED))
    assert (saved.delivery_status, saved.result_status) == (DeliveryStatus.COMPLETED, None)


@pytest.mark.parametrize("kind", RESULT_KINDS)
def test_outcomes_and_goals_have_a_result_status(kind, make, report, session):
    saved = session.get(StatusReport, report(element_of(make, kind), ResultStatus.NOT_YET))
    assert (saved.delivery_status, saved.result_status) == (None, ResultStatus.NOT_YET)


@pytest.mark.parametrize(
    ("kind", "status", "fault"),
    [
        (ElementKind.ACTIVITY, ResultStatus.ON_TRACK, "delivery_status_only"),
        (ElementKind.OUTPUT, ResultStatus.NOT_KNOWN, "delivery_status_only"),
        (ElementKind.OUTCOME_LONG, DeliveryStatus.ON_TRACK, "result_status_only"),
        (ElementKind.GOAL, DeliveryStatus.NOT_KNOWN, "result_status_only"),
        (ElementKind.INPUT, DeliveryStatus.ON_TRACK, "not_reported_on"),
        (ElementKind.EXTERNAL, ResultStatus.ON_TRACK, "not_reported_on"),
    ],
)
def test_the_two_sets_of_status_never_mix(kind, status, fault, make, report, session):
    with pytest.raises(Invalid, match=fault):
        report(element_of(make, kind), status)
    assert session.scalars(sa.select(StatusReport)).all() == []


def test_nobody_reports_on_tomorrow(make, report):
    with pytest.raises(Invalid, match="in_the_future"):
        report(make.element(), reported_on=TODAY + timedelta(days=1))


def test_a_report_leaves_the_earlier_ones_as_they_were(make, report, session):
    element = make.element()
    first = report(element, DeliveryStatus.PLANNED, happened="Vi begynder snart")
    report(element, DeliveryStatus.ON_TRACK)
    assert session.get(StatusReport, first).happened == "Vi begynder snart"
    assert session.scalar(sa.select(sa.func.count()).select_from(StatusReport)) == 2


def test_no_change_repeats_the_latest_status_and_next_step_but_nothing_happened(
    make, report, session, writer
):
    element = make.element()
    yesterday = TODAY - timedelta(days=1)
    report(element, DeliveryStatus.COMPLETED, reported_on=TODAY - timedelta(days=200))
    report(
        element,
        DeliveryStatus.MINOR_ISSUES,
        reported_on=yesterday,
        happened="Venteliste",
        next_step="Nyt hold",
    )
    saved = session.get(StatusReport, report_no_change(writer, element_id=element))
    assert (saved.delivery_status, saved.reported_on) == (DeliveryStatus.MINOR_ISSUES, TODAY)
    assert (saved.happened, saved.next_step, saved.unchanged) == ("", "Nyt hold", True)


def test_without_an_earlier_report_nothing_can_be_unchanged(make, writer):
    with pytest.raises(Invalid, match="never_reported"):
        report_no_change(writer, element_id=make.element())


def test_an_element_that_is_not_there_cannot_be_reported_on(report, writer):
    with pytest.raises(NotThere):
        report(404)
    with pytest.raises(NotThere):
        report_no_change(writer, element_id=404)


def test_a_report_and_its_documentation_are_one_write(make, report, session):
    element = make.element()
    with pytest.raises(Invalid, match="not_a_web_address"):
        report(element, proof=[Documentation("Referat", "file:///etc/passwd", TODAY)])
    assert session.scalars(sa.select(StatusReport)).all() == []
    made = report(element, proof=[Documentation("Referat", "https://example.org/referat", TODAY)])
    assert session.scalars(sa.select(Document)).one().report_id == made


def test_the_same_form_twice_makes_one_report(make, report, session, writer):
    element, keyed = make.element(), replace(writer, key="one-form")
    report(element, writer=keyed)
    with pytest.raises(AlreadyDone):
        report(element, writer=keyed)
    assert session.scalar(sa.select(sa.func.count()).select_from(StatusReport)) == 1


@pytest.mark.parametrize("text", ["\x00", "a\x07b", "\ud800"])
def test_text_that_no_database_keeps_is_refused_at_its_field(text, make, report):
    with pytest.raises(Invalid, match="next_step: control_characters"):
        report(make.element(), next_step=text)
