"""The list of milestones walks the links in the database: what it finds is what the rule says."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import Element, Plan
from tracker.records.queries.milestone_filters import goals_reached
from tracker.records.queries.pathway import load_pathways
from tracker.services.verb import Writer, verb
from tracker.theory.kinds import ElementKind, LinkKind
from tracker.theory.risk import goals_downstream


def by_rule(session: Session) -> set[tuple[object, object]]:
    pathways = load_pathways(session, list(session.scalars(sa.select(Plan.id))), "da")
    return {
        (element.id, goal)
        for pathway in pathways.values()
        for element in pathway.elements
        for goal in goals_downstream(pathway, element.id)
    }


def by_query(session: Session) -> set[tuple[object, object]]:
    elements = list(session.scalars(sa.select(Element.id)))
    return {(row[0], row[1]) for row in session.execute(goals_reached(), {"element_ids": elements})}


def test_every_element_of_the_demo_leads_to_the_goals_that_the_rule_says(demo_session: Session) -> None:
    found = by_query(demo_session)
    assert found == by_rule(demo_session)
    assert len(found) > 50


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
