"""Documentation and sources beside what they prove."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from tests.personas import EMAILS, TODAY
from tracker.records.models import User
from tracker.records.queries.plans.element_trail import ground, trail
from tracker.records.queries.plans.elements import MOST_REPORTS, element_record
from tracker.services.documents.documentation import add_document
from tracker.services.verb import verb
from tracker.theory.kinds import DeliveryStatus, ElementKind, LinkKind

DAY = date(2015, 6, 30)


@pytest.fixture
def planner(demo_session, demo_writer):
    """A writer that is the planner."""
    person = demo_session.scalars(sa.select(User.id).where(User.email == EMAILS["planner"])).one()
    return replace(demo_writer, actor_id=person)


def document(writer, title, **holder):
    return add_document(writer, title=title, url=f"https://example.org/{len(title)}", dated_on=DAY, **holder)


def test_each_document_stands_beside_the_thing_that_it_proves(demo_session, make_in_demo, planner):
    output = make_in_demo.element(ElementKind.OUTPUT)
    milestone = make_in_demo.milestone(element_id=output)
    indicator = make_in_demo.indicator(element_id=output)
    reading = make_in_demo.reading(indicator, DAY, 14)
    document(planner, "af ydelsen", element_id=output)
    document(planner, "af milepælen", milestone_id=milestone)
    document(planner, "af aflæsningen", reading_id=reading)
    found = trail(demo_session, output, "da")
    assert [one.title for one in found.of_element] == ["af ydelsen"]
    assert [one.title for one in found.of_milestone[milestone]] == ["af milepælen"]
    assert [one.title for one in found.of_reading[indicator, DAY]] == ["af aflæsningen"]
    assert found.of_element[0].by == "Strategikoordinator"


def test_documents_of_other_elements_stay_there(demo_session, make_in_demo, planner):
    one, other = make_in_demo.element(), make_in_demo.element()
    document(planner, "af den anden", element_id=other)
    document(planner, "af dens milepæl", milestone_id=make_in_demo.milestone(element_id=other))
    found = trail(demo_session, one, "da")
    assert (found.of_element, found.of_milestone, found.of_reading) == ((), {}, {})


def test_a_reading_keeps_its_source_and_who_entered_it(demo_session, make_in_demo, planner, as_):
    output = make_in_demo.element(ElementKind.OUTPUT)
    indicator = make_in_demo.indicator(element_id=output)
    make_in_demo.writer = planner
    make_in_demo.reading(indicator, DAY, 14, source="Optalt på mødet")
    entered = trail(demo_session, output, "da").readings[indicator, DAY]
    assert entered.source == "Optalt på mødet"
    assert entered.by == "Strategikoordinator"
    assert "Optalt på mødet (Strategikoordinator)" in as_("reader").page(f"/elements/{output}").text


def test_an_assumption_names_who_looks_after_it_and_when(demo_session, make_in_demo):
    output = make_in_demo.element(ElementKind.OUTPUT)
    outcome = make_in_demo.element(ElementKind.OUTCOME_SHORT)
    link = make_in_demo.link(output, outcome, LinkKind.CAUSAL)
    owner = make_in_demo.person(name="Passer")
    assumption = make_in_demo.assumption(link, owner_id=owner, review_on=DAY)
    found = ground(demo_session, output, "da").assumptions[assumption]
    assert (found.owner, found.review_on) == ("Passer", DAY)


def test_the_latest_report_is_the_first_and_the_oldest_are_in_the_history(demo_session, make_in_demo):
    activity = make_in_demo.element()
    for number in range(MOST_REPORTS + 3):
        make_in_demo.report(activity, DeliveryStatus.ON_TRACK, happened=f"melding {number}")
    record = element_record(demo_session, activity, "da")
    assert record is not None
    assert len(record.reports) == MOST_REPORTS
    assert record.reports[0].happened == f"melding {MOST_REPORTS + 2}"


def test_a_report_without_a_person_names_nobody(demo_session, make_in_demo):
    activity = make_in_demo.element()
    make_in_demo.report(activity, DeliveryStatus.ON_TRACK)
    record = element_record(demo_session, activity, "da")
    assert record is not None
    assert record.reports[0].by == ""
    assert record.reports[0].reported_on == TODAY


@verb
def archive(writer, *, element_id):
    from tracker.records.models import Element
    from tracker.services.verb import fetch

    fetch(writer, Element, element_id).archived_at = writer.now


def test_an_archived_element_has_no_page_but_keeps_its_history(as_, make_in_demo, demo_writer):
    activity = make_in_demo.element(title="Lagt på hylden")
    archive(demo_writer, element_id=activity)
    planner = as_("planner")
    assert planner.get(f"/elements/{activity}").status_code == 404
    assert "arkiveret" in planner.page(f"/elements/{activity}/history").text
