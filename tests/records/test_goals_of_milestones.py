"""The list of milestones walks the links in the database: what it finds is what the rule says."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import Element, Plan
from tracker.records.queries.follow_up.milestone_filters import lies_after
from tracker.records.queries.pathway import load_pathways
from tracker.services.verb import Writer, verb
from tracker.theory.kinds import ElementKind, LinkKind
from tracker.theory.reach import downstream
from tracker.theory.risk.downstream import goals_downstream


def by_rule(session: Session) -> set[tuple[object, object]]:
    pathways = load_pathways(session, list(session.scalars(sa.select(Plan.id))), "da")
    return {
        (element.id, goal)
        for pathway in pathways.values()
        for element in pathway.elements
        for goal in goals_downstream(pathway, element.id)
    }


def by_query(session: Session) -> set[tuple[object, object]]:
    return {(row.start, row.goal) for row in rows(session) if row.goal is not None}


def rows(session: Session) -> Sequence[sa.Row[Any]]:
    elements = list(session.scalars(sa.select(Element.id)))
    return session.execute(lies_after(), {"element_ids": elements}).all()


def counted_by_rule(session: Session) -> dict[object, int]:
    pathways = load_pathways(session, list(session.scalars(sa.select(Plan.id))), "da")
    return {
        element.id: sum(after.kind is not ElementKind.GOAL for after in downstream(pathway, element.id))
        for pathway in pathways.values()
        for element in pathway.elements
    }


def counted_by_query(session: Session) -> dict[object, int]:
    found: Counter[object] = Counter()
    for row in rows(session):
        found[row.start] += int(row.elements)
    return dict(found)


def test_every_element_of_the_demo_leads_to_the_goals_that_the_rule_says(demo_session: Session) -> None:
    found = by_query(demo_session)
    assert found == by_rule(demo_session)
    assert len(found) > 50


def test_as_many_elements_lie_after_each_as_the_rule_says(demo_session: Session) -> None:
    found = counted_by_query(demo_session)
    assert found == counted_by_rule(demo_session)
    assert max(found.values()) > 4


def test_what_is_archived_and_what_runs_back_leads_nowhere(
    session: Session, writer: Writer, make: Maker
) -> None:
    activity, output, outcome = (
        make.element(kind) for kind in (ElementKind.ACTIVITY, ElementKind.OUTPUT, ElementKind.OUTCOME_SHORT)
    )
    goal = session.scalars(sa.select(Element.id).where(Element.kind == ElementKind.GOAL)).first()
    assert goal is not None
    make.link(activity, output)
    make.link(output, outcome, LinkKind.CAUSAL)
    make.link(outcome, goal, LinkKind.CAUSAL)
    make.link(goal, activity, LinkKind.FEEDBACK)
    session.rollback()
    assert {start for start, _goal in by_query(session)} == {activity, output, outcome, goal}
    assert counted_by_query(session) == counted_by_rule(session)
    session.rollback()
    archive(writer, output)
    found = by_query(session)
    assert {start for start, _goal in found} == {outcome, goal}
    assert found == by_rule(session)


@verb
def archive(writer: Writer, element_id: int) -> None:
    element = writer.session.get(Element, element_id)
    assert element is not None
    element.archived_at = datetime(2015, 9, 15, tzinfo=UTC)
