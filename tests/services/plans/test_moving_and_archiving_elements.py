"""Elements moved in their column, archived and restored."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.personas import NOW, TODAY
from tests.services.plans.element_forms import edit, row
from tracker.records.models import Element, Event
from tracker.records.queries.pathway import load_pathway
from tracker.services.errors import NotThere, StaleWrite
from tracker.services.plans.elements import archive_element, move_element, restore_element
from tracker.services.verb import Writer
from tracker.theory.kinds import DeliveryStatus, ElementKind, LinkKind


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
