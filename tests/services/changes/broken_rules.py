"""A case for every rule on a row of a plan: what breaks it, on which row (``test_one_check``)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from tests.services.changes.desk import Desk
from tracker.records.contents import CONTENTS
from tracker.records.logged import models
from tracker.services.checks import rows
from tracker.services.follow_up.milestones import complete_milestone
from tracker.theory.contents import fields as contents_fields
from tracker.theory.contents.fields import Number, Reference, Text, Whole
from tracker.theory.kinds import DeliveryStatus, ElementKind

ROW = {
    "plans": "plan",
    "elements": "activity",
    "assumptions": "assumption",
    "links": "link",
    "milestones": "milestone",
    "indicators": "indicator",
    "link_findings": "attachment",
}
"""Which row of the desk stands for its table, where a case names no other."""

Rule = tuple[str, str, str]
"""Table, field, fault."""


def as_it_is(_desk: Desk) -> None:
    return None


@dataclass(frozen=True)
class Case:
    """``wanted`` breaks the rule on ``row`` of the desk, after ``first`` has set the scene."""

    wanted: Callable[[Desk], dict[str, Any]]
    row: str = ""
    first: Callable[[Desk], object] = as_it_is
    verb: Callable[[Desk, dict[str, Any]], object] | None = None


def to(**wanted: Any) -> Callable[[Desk], dict[str, Any]]:
    return lambda _desk: dict(wanted)


def elsewhere(desk: Desk) -> int:
    """An element of another plan of the same strategy."""
    return desk.make.element(ElementKind.OUTPUT, plan_id=desk.make.plan())


def foreign_goal(desk: Desk) -> int:
    """A goal of another strategy."""
    definition = desk.make.definition(strategy_id=desk.make.strategy())
    return desk.make.goal(definition_id=definition)


def break_down(desk: Desk) -> None:
    """The indicator, which counts, is broken down into parts that add up."""
    desk.make.broken_down(desk.indicator, date(2015, 6, 1), 12.0, adds_up=True)


CASES: dict[Rule, Case] = {
    ("plans", "code", "code_taken"): Case(to(code="hp77"), "", lambda desk: desk.make.plan(code="HP77")),
    ("plans", "ends_on", "ends_before_start"): Case(to(starts_on="2015-02-01", ends_on="2015-01-01")),
    ("elements", "ends_on", "ends_before_start"): Case(to(starts_on="2015-02-01", ends_on="2015-01-01")),
    ("elements", "starts_on", "only_on_activities"): Case(to(starts_on="2015-01-01"), "output"),
    ("elements", "ends_on", "only_on_activities"): Case(to(ends_on="2015-01-01"), "output"),
    ("elements", "expected_from", "only_on_outcomes"): Case(to(expected_from="2016-01-01")),
    ("elements", "goal_id", "only_on_goals"): Case(lambda desk: {"goal_id": desk.make.the("goal")}),
    ("elements", "goal_id", "required"): Case(to(kind="goal"), "output"),
    ("elements", "goal_id", "of_another_strategy"): Case(
        lambda desk: {"kind": "goal", "goal_id": foreign_goal(desk)}, "output"
    ),
    ("elements", "title", "required"): Case(to(title="")),
    ("elements", "kind", "has_milestones"): Case(to(kind="outcome_short")),
    ("elements", "kind", "has_reports"): Case(
        to(kind="outcome_short"),
        "output",
        lambda desk: desk.make.report(element_id=desk.output, status=DeliveryStatus.ON_TRACK),
    ),
    ("elements", "kind", "has_indicators"): Case(to(kind="external"), "outcome"),
    ("links", "target_id", "links_to_itself"): Case(lambda desk: {"target_id": desk.activity}),
    ("links", "target_id", "linked_already"): Case(
        lambda desk: {"target_id": desk.outcome}, "", lambda desk: desk.make.link(desk.activity, desk.outcome)
    ),
    ("links", "source_id", "of_another_plan"): Case(lambda desk: {"source_id": elsewhere(desk)}),
    ("links", "target_id", "of_another_plan"): Case(lambda desk: {"target_id": elsewhere(desk)}),
    ("milestones", "element_id", "of_another_plan"): Case(lambda desk: {"element_id": elsewhere(desk)}),
    ("milestones", "element_id", "only_on_activities_and_outputs"): Case(
        lambda desk: {"element_id": desk.outcome}
    ),
    ("milestones", "done_on", "in_the_future"): Case(
        to(done_on="2031-01-01"),
        verb=lambda desk, wanted: complete_milestone(
            desk.writer,
            milestone_id=desk.milestone,
            version=desk.get(models()["milestones"], desk.milestone).version,
            done_on=date.fromisoformat(wanted["done_on"]),
        ),
    ),
    ("indicators", "element_id", "of_another_plan"): Case(lambda desk: {"element_id": elsewhere(desk)}),
    ("indicators", "element_id", "not_on_external_factors"): Case(
        lambda desk: {"element_id": desk.make.element(ElementKind.EXTERNAL)}
    ),
    ("indicators", "target_on", "target_not_after_baseline"): Case(to(target_on="1999-01-01")),
    ("indicators", "target_value", "target_equals_baseline"): Case(to(target_value=7.0, baseline_value=7.0)),
    ("indicators", "direction", "lower_has_to_be_better"): Case(
        to(target_value=1.0, baseline_value=7.0, direction="higher_better")
    ),
    ("indicators", "direction", "higher_has_to_be_better"): Case(
        to(target_value=7.0, baseline_value=1.0, direction="lower_better")
    ),
    ("indicators", "baseline_on", "reading_not_after_baseline"): Case(
        to(baseline_on="2015-09-01"),
        "",
        lambda desk: desk.make.reading(desk.indicator, date(2015, 6, 1), 12.0),
    ),
    ("indicators", "unit", "parts_add_up"): Case(to(unit="pct."), "", break_down),
    ("link_assumptions", "link_id", "of_another_plan"): Case(to()),
    ("link_assumptions", "assumption_id", "of_another_plan"): Case(to()),
    ("link_findings", "link_id", "of_another_plan"): Case(to()),
    ("plan_goals", "goal_id", "of_another_strategy"): Case(to()),
}

TIES = frozenset({"link_assumptions", "link_findings", "plan_goals"})
"""Their columns never change: they are made and removed, and the cases below make them."""


def of_a_field(entity: str, name: str, rule: object) -> Iterator[tuple[Rule, Case]]:
    """What breaks the rule on one field."""
    if isinstance(rule, Text):
        yield (entity, name, "too_long"), Case(to(**{name: "x" * (rule.limit + 1)}))
        yield (entity, name, "control_characters"), Case(to(**{name: "a\x01b"}))
        if rule.needed:
            yield (entity, name, "required"), Case(to(**{name: ""}))
    elif isinstance(rule, Whole):
        yield (entity, name, "out_of_range"), Case(to(**{name: rule.highest + 1}))
    elif isinstance(rule, Number):
        yield (entity, name, "number_too_large"), Case(to(**{name: 2e15}))
        yield (entity, name, "not_a_number"), Case(to(**{name: float("inf")}))
    elif isinstance(rule, Reference) and rule.needed:
        yield (entity, name, "not_there"), Case(to(**{name: None}))


def entity_of(model: type) -> str:
    return str(sa.inspect(model).local_table.name)


ON_FIELDS: dict[Rule, Case] = {
    rule: case
    for model, kind in rows.ITSELF.items()
    if entity_of(model) in CONTENTS
    for name, held in contents_fields.rules(kind).items()
    for rule, case in of_a_field(entity_of(model), name, held)
}


CHANGING = {rule: case for rule, case in {**ON_FIELDS, **CASES}.items() if rule[0] not in TIES}
