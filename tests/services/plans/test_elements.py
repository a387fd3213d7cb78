"""What an element may be changed into, and what may not."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.services.plans.element_forms import DAY, edit, fault, row
from tracker.records.models import Event, Indicator, Milestone
from tracker.records.queries.history.log import last_event
from tracker.records.queries.pathway import load_pathway
from tracker.services.errors import StaleWrite
from tracker.services.follow_up.indicators import archive_indicator
from tracker.services.follow_up.milestones import archive_milestone
from tracker.services.people.organisations import archive_organisation
from tracker.services.verb import Writer
from tracker.theory.kinds import DeliveryStatus, ElementKind, ResultStatus
from tracker.theory.structure import ProblemKind, errors


def test_a_form_changes_all_of_an_element_and_the_log_keeps_what_was(
    make: Maker, writer: Writer, session: Session
) -> None:
    element = make.element(title="Ture", starts_on=DAY)
    place = make.organisation()
    edit(
        writer,
        element,
        title="  Flere ture ",
        title_en="More walks",
        description="Hver fredag\nog lørdag",
        organisation_id=place,
        ends_on=DAY,
    )
    there = row(session, element)
    assert (there.title, there.title_en, there.description) == (
        "Flere ture",
        "More walks",
        "Hver fredag\nog lørdag",
    )
    assert (there.organisation_id, there.starts_on, there.ends_on, there.version) == (place, DAY, DAY, 2)
    event = session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert event.before == {
        "title": "Ture",
        "title_en": None,
        "description": "",
        "organisation_id": None,
        "ends_on": None,
    }


def test_a_form_that_changes_nothing_leaves_no_trace(make: Maker, writer: Writer, session: Session) -> None:
    element = make.element()
    number = last_event(session)
    edit(writer, element)
    assert last_event(session) == number
    assert row(session, element).version == 1


def test_an_element_keeps_its_code_and_place_whatever_kind_it_becomes(
    make: Maker, writer: Writer, session: Session
) -> None:
    element = make.element(code="HP1-A1")
    make.element()
    edit(writer, element, kind=ElementKind.OUTPUT)
    there = row(session, element)
    assert (there.code, there.position, there.kind) == ("HP1-A1", 1, ElementKind.OUTPUT)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"title": "  "}, ("title", "required")),
        ({"title": "x" * 501}, ("title", "too_long")),
        ({"description": "x\x00"}, ("description", "control_characters")),
        ({"starts_on": DAY, "ends_on": date(2014, 12, 31)}, ("ends_on", "ends_before_start")),
        ({"expected_from": DAY}, ("expected_from", "only_on_outcomes")),
        ({"kind": ElementKind.OUTPUT, "starts_on": DAY}, ("starts_on", "only_on_activities")),
        ({"kind": ElementKind.INPUT, "ends_on": DAY}, ("ends_on", "only_on_activities")),
        ({"kind": ElementKind.GOAL}, ("goal_id", "required")),
        ({"kind": ElementKind.GOAL, "goal_id": 999}, ("goal_id", "not_there")),
        ({"organisation_id": 999}, ("organisation_id", "not_there")),
    ],
)
def test_what_a_new_element_may_not_be_a_changed_one_may_not_be_either(
    make: Maker, writer: Writer, given: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert fault(writer, make.element(), **given) == expected


def test_an_element_becomes_a_goal_only_with_a_goal_of_its_own_strategy(
    make: Maker, writer: Writer, session: Session
) -> None:
    element = make.element()
    foreign = make.goal(definition_id=make.definition(strategy_id=make.strategy()))
    assert fault(writer, element, kind=ElementKind.GOAL, goal_id=foreign) == (
        "goal_id",
        "of_another_strategy",
    )
    assert fault(writer, element, goal_id=make.the("goal")) == ("goal_id", "only_on_goals")
    edit(writer, element, kind=ElementKind.GOAL, goal_id=make.the("goal"))
    assert row(session, element).goal_id == make.the("goal")


def test_an_organisation_that_closed_stays_where_it_stands_and_is_given_nothing_new(
    make: Maker, writer: Writer, session: Session
) -> None:
    place = make.organisation()
    held, free = make.element(organisation_id=place), make.element()
    archive_organisation(writer, organisation_id=place)
    edit(writer, held, title="Et nyt navn")
    assert row(session, held).organisation_id == place
    assert fault(writer, free, organisation_id=place) == ("organisation_id", "not_there")


def test_another_kind_may_make_links_wrong_and_that_is_shown(
    make: Maker, writer: Writer, session: Session
) -> None:
    output = make.element(ElementKind.OUTPUT)
    make.link(make.element(), output)
    edit(writer, output, kind=ElementKind.OUTCOME_LONG)
    found = errors(load_pathway(session, make.the("plan"), "da"))
    assert ProblemKind.LINK_NOT_ALLOWED in {problem.kind for problem in found}


@pytest.mark.parametrize("kind", [kind for kind in ElementKind if kind is not ElementKind.GOAL])
def test_milestones_keep_their_element_something_that_is_delivered(
    make: Maker, writer: Writer, session: Session, kind: ElementKind
) -> None:
    element = make.element()
    milestone = make.milestone(element_id=element)
    if kind.is_delivery:
        edit(writer, element, kind=kind)
        return
    assert fault(writer, element, kind=kind) == ("kind", "has_milestones")
    archive_milestone(writer, milestone_id=milestone, version=session.get_one(Milestone, milestone).version)
    edit(writer, element, kind=kind)


def test_indicators_keep_their_element_from_becoming_an_external_factor(
    make: Maker, writer: Writer, session: Session
) -> None:
    element = make.element(ElementKind.OUTCOME_SHORT)
    indicator = make.indicator(element_id=element)
    assert fault(writer, element, kind=ElementKind.EXTERNAL) == ("kind", "has_indicators")
    edit(writer, element, kind=ElementKind.OUTCOME_LONG)
    archive_indicator(writer, indicator_id=indicator, version=session.get_one(Indicator, indicator).version)
    edit(writer, element, kind=ElementKind.EXTERNAL)


def test_reports_of_delivery_and_of_result_never_mix_on_an_element(make: Maker, writer: Writer) -> None:
    delivered, reached = make.element(), make.element(ElementKind.OUTCOME_SHORT)
    make.report(delivered, DeliveryStatus.ON_TRACK)
    make.report(reached, next(iter(ResultStatus)))
    assert fault(writer, delivered, kind=ElementKind.OUTCOME_SHORT) == ("kind", "has_reports")
    assert fault(writer, reached, kind=ElementKind.OUTPUT) == ("kind", "has_reports")
    edit(writer, delivered, kind=ElementKind.OUTPUT)
    edit(writer, reached, kind=ElementKind.OUTCOME_MEDIUM)


def test_of_two_who_change_an_element_the_second_is_shown_what_the_first_wrote(
    make: Maker, writer: Writer, session: Session
) -> None:
    element = make.element(title="Ture")
    edit(writer, element, title="Flere ture")
    with pytest.raises(StaleWrite) as refused:
        edit(writer, element, version=1, title="Færre ture")
    assert (refused.value.entity, refused.value.entity_id) == ("elements", element)
    assert refused.value.current["title"] == "Flere ture"
    assert row(session, element).title == "Flere ture"
