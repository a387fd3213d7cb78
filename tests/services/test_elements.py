"""What can be done with an element once it is there: changed, moved in its column, archived, restored."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.personas import NOW, TODAY
from tracker.records.models import Element, Event, Indicator, Milestone
from tracker.records.queries.log import last_event
from tracker.records.queries.pathway import load_pathway
from tracker.services.elements import archive_element, edit_element, move_element, restore_element
from tracker.services.errors import Invalid, NotThere, StaleWrite
from tracker.services.indicators import archive_indicator
from tracker.services.milestones import archive_milestone
from tracker.services.organisations import archive_organisation
from tracker.services.verb import Writer
from tracker.theory.kinds import DeliveryStatus, ElementKind, LinkKind, ResultStatus
from tracker.theory.structure import ProblemKind, errors

DAY = date(2015, 1, 1)


def row(session: Session, element: int) -> Element:
    session.rollback()
    return session.get_one(Element, element, populate_existing=True)


def edit(writer: Writer, element: int, **given: Any) -> int:
    """Sends the element's form with what is there, but for ``given``."""
    there = row(writer.session, element)
    form = {
        name: getattr(there, name)
        for name in (
            "version",
            "kind",
            "title",
            "title_en",
            "description",
            "organisation_id",
            "goal_id",
            "starts_on",
            "ends_on",
            "expected_from",
        )
    }
    return edit_element(writer, element_id=element, **{**form, **given})


def fault(writer: Writer, element: int, **given: Any) -> tuple[str, str]:
    """Field and fault for which the form is refused, which leaves no trace."""
    number = last_event(writer.session)
    with pytest.raises(Invalid) as refused:
        edit(writer, element, **given)
    assert last_event(writer.session) == number
    return refused.value.field, refused.value.fault


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


def column(session: Session, plan: int) -> list[int]:
    session.rollback()
    query = sa.select(Element.id).where(Element.plan_id == plan, Element.kind == ElementKind.ACTIVITY)
    query = query.where(Element.archived_at.is_(None)).order_by(Element.position, Element.id)
    return list(session.scalars(query))


@pytest.mark.parametrize(
    ("which", "steps", "order"),
    [
        (0, 1, [1, 0, 2]),
        (2, -1, [0, 2, 1]),
        (2, -2, [2, 0, 1]),
        (1, 0, [0, 1, 2]),
        (0, -1, [0, 1, 2]),
        (2, 1, [0, 1, 2]),
        (0, 99, [1, 2, 0]),
        (2, -99, [2, 0, 1]),
    ],
)
def test_an_element_moves_among_those_of_its_kind_and_stays_at_the_end(
    make: Maker, writer: Writer, session: Session, which: int, steps: int, order: list[int]
) -> None:
    elements, others = [], []
    for _ in range(3):
        elements.append(make.element())
        others.append(make.element(ElementKind.OUTPUT))
    places = [row(session, other).position for other in others]
    move_element(writer, element_id=elements[which], version=1, steps=steps)
    assert column(session, make.the("plan")) == [elements[n] for n in order]
    assert [row(session, other).position for other in others] == places


def test_an_archived_element_is_passed_over_and_one_of_another_plan_is_left_alone(
    make: Maker, writer: Writer, session: Session
) -> None:
    first, gone, last = make.element(), make.element(), make.element()
    other = make.plan()
    foreign = [make.element(plan_id=other), make.element(plan_id=other)]
    archive_element(writer, element_id=gone, version=1)
    move_element(writer, element_id=last, version=1, steps=-1)
    assert column(session, make.the("plan")) == [last, first]
    assert column(session, other) == foreign


def test_an_element_that_is_moved_from_an_old_page_stays(make: Maker, writer: Writer) -> None:
    first = make.element()
    make.element()
    move_element(writer, element_id=first, version=1, steps=1)
    with pytest.raises(StaleWrite):
        move_element(writer, element_id=first, version=1, steps=1)


def test_an_archived_element_takes_what_is_on_it_along_and_brings_it_back(
    make: Maker, writer: Writer, session: Session
) -> None:
    first, second = make.element(), make.element(ElementKind.OUTPUT)
    third = make.element(ElementKind.OUTCOME_SHORT)
    make.assumption(make.link(first, second))
    make.link(second, third, LinkKind.CAUSAL)
    make.milestone(element_id=second)
    make.indicator(element_id=second)
    before = load_pathway(session, make.the("plan"), "da")
    archive_element(writer, element_id=second, version=1, reason="Vi går en anden vej")
    event = session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (event.verb, event.reason) == ("archive_element", "Vi går en anden vej")
    assert row(session, second).archived_at == NOW
    without = load_pathway(session, make.the("plan"), "da")
    assert second not in without.element
    assert (without.links, without.milestones, without.indicators) == ((), (), ())
    restore_element(writer, element_id=second, version=2)
    session.rollback()
    assert load_pathway(session, make.the("plan"), "da") == before


def test_reports_of_an_archived_element_are_kept(make: Maker, writer: Writer, session: Session) -> None:
    element = make.element()
    make.report(element, DeliveryStatus.ON_TRACK, happened="Første tur er gået")
    archive_element(writer, element_id=element, version=1)
    restore_element(writer, element_id=element, version=2)
    session.rollback()
    report = load_pathway(session, make.the("plan"), "da").element[element].report
    assert report is not None
    assert (report.reported_on, report.happened) == (TODAY, "Første tur er gået")


Change = Callable[[Writer, int, int], object]
ON_LIVE_ONES: list[Change] = [
    lambda writer, element, version: archive_element(writer, element_id=element, version=version),
    lambda writer, element, version: move_element(writer, element_id=element, version=version, steps=1),
    lambda writer, element, version: edit(writer, element, version=version, title="Alligevel"),
]


@pytest.mark.parametrize("change", ON_LIVE_ONES, ids=["archive", "move", "edit"])
def test_an_archived_element_is_restored_before_anything_else(
    make: Maker, writer: Writer, change: Change
) -> None:
    element = make.element()
    archive_element(writer, element_id=element, version=1)
    with pytest.raises(NotThere):
        change(writer, element, 2)
    restore_element(writer, element_id=element, version=2)
    change(writer, element, 3)


def test_only_what_is_archived_is_restored_and_only_as_it_was_seen(make: Maker, writer: Writer) -> None:
    element = make.element()
    with pytest.raises(NotThere):
        restore_element(writer, element_id=element, version=1)
    with pytest.raises(StaleWrite):
        archive_element(writer, element_id=element, version=7)
    archive_element(writer, element_id=element, version=1)
    with pytest.raises(StaleWrite):
        restore_element(writer, element_id=element, version=1)
    with pytest.raises(NotThere):
        restore_element(writer, element_id=999, version=1)
