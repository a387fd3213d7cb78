"""Undoing and going back alike: what is taken off is put back, and what is shown comes of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.personas import NOW, TODAY
from tests.services.changes.desk import Desk, desk
from tracker.records.contents import live
from tracker.records.models import (
    Assumption,
    Element,
    Event,
    Indicator,
    IndicatorReading,
    Link,
    LinkAssumption,
    LinkFinding,
    Milestone,
)
from tracker.records.queries.history.log import last_event
from tracker.records.queries.history.undoable import going_back, undoing
from tracker.records.row_changes import applied
from tracker.services.changes.undoing import restore_plan, undo_change
from tracker.services.evidence import attach_finding
from tracker.services.plans.assumptions import lay_assumption
from tracker.services.plans.elements import archive_element, restore_element
from tracker.services.plans.links import connect, disconnect, edit_link
from tracker.theory.contents.link import AttachmentContents, LinkContents
from tracker.theory.kinds import ElementKind, LinkBasis, LinkKind

__all__ = ["desk"]


def test_an_assumption_that_was_laid_and_evidence_that_was_attached_are_taken_off_and_put_back(
    desk: Desk,
) -> None:
    assumption, finding = desk.make.assumption(), desk.make.finding()
    for model, lay in (
        (
            LinkAssumption,
            lambda: lay_assumption(desk.writer, link_id=desk.link, assumption_id=assumption),
        ),
        (
            LinkFinding,
            lambda: attach_finding(
                desk.writer,
                link_id=desk.link,
                finding_id=finding,
                contents=AttachmentContents(note="Side 12"),
            ),
        ),
    ):
        tie = lay()
        there = desk.rows()
        desk.undo()
        assert desk.get(model, tie) is None
        desk.undo()
        assert desk.rows() == there
    assert desk.get(Assumption, assumption).archived_at is None


def test_a_link_that_was_drawn_changed_or_taken_out_is_what_it_was(desk: Desk) -> None:
    ends: dict[str, Any] = {
        "source_id": desk.output,
        "target_id": desk.outcome,
        "kind": LinkKind.CAUSAL,
    }
    link = connect(desk.writer, plan_id=desk.plan, contents=LinkContents(**ends))
    for step in (
        lambda: edit_link(
            desk.writer,
            link_id=link,
            version=1,
            contents=LinkContents(basis=LinkBasis.DEFINITION, lag_days=9, **ends),
        ),
        lambda: disconnect(desk.writer, link_id=link, version=desk.get(Link, link).version),
    ):
        before = desk.rows()
        step()
        assert desk.rows() != before
        desk.undo()
        assert desk.rows() == before
    change = desk.session.scalars(
        sa.select(Event.change).where(Event.entity == "links", Event.entity_id == link).order_by(Event.id)
    ).first()
    assert change is not None
    undo_change(desk.writer, plan_id=desk.plan, change=change, reason="")
    assert desk.get(Link, link).archived_at == NOW


def test_what_undoing_archives_is_archived_when_that_is_done(desk: Desk) -> None:
    archive_element(desk.writer, element_id=desk.outcome, version=1)
    restore_element(desk.writer, element_id=desk.outcome, version=2)
    later = NOW + timedelta(days=3)
    desk.writer = replace(desk.writer, now=later)
    desk.undo()
    assert desk.get(Element, desk.outcome).archived_at == later


def test_readings_stay_where_their_indicator_goes(desk: Desk) -> None:
    moment = last_event(desk.session)
    indicator = desk.make.indicator(element_id=desk.outcome)
    reading = desk.make.reading(indicator, TODAY, 12.0)
    restore_plan(desk.writer, plan_id=desk.plan, event=moment, reason="Vi måler ikke det")
    assert desk.get(Indicator, indicator).archived_at == NOW
    assert desk.get(IndicatorReading, reading).value == 12.0


def seen(rows: Any) -> Any:
    return {
        entity: sorted(
            ({name: value for name, value in row.items() if name != "archived_at"} for row in found.values()),
            key=lambda row: int(row["id"]),
        )
        for entity, found in live(rows).items()
    }


def test_what_is_shown_before_going_back_and_undoing_is_what_comes_of_it(desk: Desk) -> None:
    moment = last_event(desk.session)
    third = desk.make.element(title="Kaffe på pladsen")
    disconnect(desk.writer, link_id=desk.link, version=1)
    desk.make.assumption(desk.make.link(third, desk.output))
    archive_element(desk.writer, element_id=desk.outcome, version=1)
    now = desk.rows()
    shown = applied(now, going_back(desk.session, desk.plan, moment, now), NOW.isoformat())
    restore_plan(desk.writer, plan_id=desk.plan, event=moment, reason="Tilbage")
    assert seen(desk.rows()) == seen(shown) != seen(now)
    change = desk.last()
    back = applied(desk.rows(), undoing(desk.session, desk.plan, change), NOW.isoformat())
    desk.undo()
    assert seen(desk.rows()) == seen(back) == seen(now)


def test_going_back_takes_milestones_made_since_before_their_element_is_a_result_again(desk: Desk) -> None:
    session: Session = desk.session
    moment = last_event(session)
    desk.write(desk.change("elements", desk.outcome, kind="output"))
    milestone = desk.make.milestone(element_id=desk.outcome, due=date(2015, 12, 1))
    restore_plan(desk.writer, plan_id=desk.plan, event=moment, reason="Tilbage")
    assert desk.get(Element, desk.outcome).kind is ElementKind.OUTCOME_SHORT
    assert desk.get(Milestone, milestone).archived_at == NOW
