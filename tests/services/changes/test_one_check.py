"""Whoever writes a row of a plan, the same rules are asked: the ordinary verb, and writing rows back, which
is what undoing, going back to a date and accepting a proposal do.

The rules are read out of the program, so that a new one has to get a case here.
"""

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError

from tests.services.changes.broken_rules import CASES, CHANGING, ROW, Rule, entity_of, foreign_goal
from tests.services.changes.desk import Desk, desk
from tracker import services
from tracker.records.contents import ARCHIVED, CONTENTS
from tracker.records.logged import from_plain, models
from tracker.records.models import Event, Indicator
from tracker.records.queries.plans.plan_making import stored_plan
from tracker.services.changes.proposals import accept_proposal, propose
from tracker.services.changes.undoing import undo_change
from tracker.services.checks import follow_up, plans, rows, values
from tracker.services.errors import ChangedMeanwhile, Duplicate, Invalid, RowInvalid
from tracker.services.evidence import edit_attachment
from tracker.services.follow_up.indicators import edit_indicator, restore_indicator
from tracker.services.follow_up.milestones import edit_milestone, restore_milestone
from tracker.services.plans.assumptions import edit_assumption, lay_assumption, restore_assumption
from tracker.services.plans.elements import edit_element, restore_element
from tracker.services.plans.links import edit_link, restore_link
from tracker.services.plans.plans import edit_plan
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents import fields as contents_fields
from tracker.theory.contents.fields import contents_of
from tracker.theory.contents.plan import PlanContents
from tracker.theory.kinds import ElementKind

__all__ = ["desk"]

EDITING: Mapping[str, tuple[Callable[..., object], str]] = {
    "plans": (edit_plan, "plan_id"),
    "elements": (edit_element, "element_id"),
    "assumptions": (edit_assumption, "assumption_id"),
    "links": (edit_link, "link_id"),
    "milestones": (edit_milestone, "milestone_id"),
    "indicators": (edit_indicator, "indicator_id"),
    "link_findings": (edit_attachment, "attachment_id"),
}

GONE = ("there", "referred")
"""Checks for rows that are not there: the database holds that by itself, and says it in its own words."""


def functions(module: ModuleType) -> Iterator[ast.FunctionDef]:
    for node in ast.parse(Path(inspect.getfile(module)).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            yield node


HELPERS = {
    function.name: function
    for module in (values, plans, follow_up, contents_fields)
    for function in functions(module)
    if function.name not in GONE
}


def strings(*nodes: ast.AST) -> list[str]:
    found = (one for node in nodes for one in ast.walk(node) if isinstance(one, ast.Constant))
    return [one.value for one in found if isinstance(one.value, str)]


def raised(body: ast.AST, named: str = "") -> Iterator[tuple[str, str]]:
    """Field and fault of each refusal in a function and in the checks that it calls; ``named`` is the field
    that its caller names. A field that only its run tells is empty."""
    for node in ast.walk(body):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in ("Invalid", "Fault"):
            at = next(iter(strings(node.args[0])), named)
            yield from ((at, fault) for fault in strings(node.args[1]))
        elif name == "Duplicate":
            yield next(iter(strings(node.args[0]))), "code_taken"
        elif name in HELPERS:
            yield from raised(HELPERS[name], next(iter(strings(*node.args)), ""))


WITH_ITS_TIES = {("plans", "primary_goal_id", fault) for fault in ("required", "not_among_goals")}
"""What a plan's contents say of its goals, each of which is a row of its own: the primary one is one of them,
and that there is one ``test_applying`` tries."""


def rules_of_the_program() -> set[Rule]:
    found: set[Rule] = set()
    for model, kind in rows.ITSELF.items():
        source = inspect.getsource(kind)
        found |= {(entity_of(model), *one) for one in raised(ast.parse(source))}
    for model, check in rows.AMONG_OTHERS.items():
        if entity_of(model) in CONTENTS:
            found |= {(entity_of(model), *one) for one in raised(HELPERS[check.__name__])}
    return {rule for rule in found if rule[0] in CONTENTS}


def test_every_rule_on_a_row_of_a_plan_has_a_case() -> None:
    told = rules_of_the_program() - WITH_ITS_TIES
    unnamed = {(entity, fault) for entity, at, fault in told if not at}
    assert len(told) > 20
    assert {rule for rule in told if rule[1]} <= CASES.keys()
    assert unnamed <= {(entity, fault) for entity, _, fault in CASES}


SERVICES = Path(inspect.getfile(services)).parent
VERBS = (*SERVICES.glob("plans/*.py"), *SERVICES.glob("follow_up/*.py"), SERVICES / "evidence.py")
"""Where the verbs stand that write rows of a plan."""

OF_THE_DEED: Mapping[str, frozenset[tuple[str, str]]] = {
    "a plan in that state changes in no way: undoing and accepting ask for it too": frozenset(
        {("plan_id", "plan_is_final")}
    ),
    "the state of a plan and its place in the archive: only these verbs write them": frozenset(
        {("to", "no_such_move"), ("plan_id", "lead_is_archived")}
    ),
    "chosen among what is there, when it is chosen anew": frozenset(
        {("owner_ids", "person_is_deactivated"), ("template", "not_there"), ("picked", "not_there")}
    ),
    "what many rows are made from at once: each row is asked besides": frozenset(
        {
            ("template", "plan_not_empty"),
            ("text", "nothing_new"),
            ("element_id", "of_another_plan"),
            ("kind", "not_before_this"),
            ("picked", "not_before_this"),
        }
    ),
    "the codes of parts that follow their plan's; undoing gives them codes that they had": frozenset(
        {("code", "too_long")}
    ),
    "a day that was promised or met says by itself nothing wrong": frozenset(
        {("due", "same_due_date"), ("reason", "milestone_open"), ("field", "milestone_done")}
    ),
    "what happened, which nothing undoes": frozenset(
        {
            ("status", "never_reported"),
            ("value", "reading_not_changed"),
            ("pasted", "nothing_to_save"),
            ("dimension.value", "PartsFault.RATIOS_DO_NOT_ADD_UP.value"),
            ("dimension.value", "too_many_parts"),
            ("breakdown.dimension.value", "fault.kind.value"),
            ("breakdown.dimension.value", "has_parts"),
        }
    ),
}
"""What verbs refuse by themselves, as they name it, by why it is no rule on the row."""


def refused_by_verbs() -> Iterator[tuple[str, str]]:
    """Field and fault of each refusal that stands in a verb's own module instead of in a check."""
    for path in VERBS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Invalid", "Duplicate"):
                at, fault = (ast.unparse(one).strip("'") for one in node.args[:2])
                yield at, fault


def test_what_a_verb_refuses_by_itself_is_about_its_deed() -> None:
    assert set(refused_by_verbs()) == frozenset().union(*OF_THE_DEED.values())


def by_verb(desk: Desk, entity: str, number: int, wanted: Mapping[str, Any]) -> None:
    verb, name = EDITING[entity]
    row = desk.get(models()[entity], number)
    contents: Any = contents_of(row, rows.ITSELF[type(row)])
    if isinstance(contents, PlanContents):
        stored = stored_plan(desk.session, number)
        contents = PlanContents(**{one.name: getattr(stored, one.name) for one in fields(PlanContents)})
    typed = {column: from_plain(entity, column, value) for column, value in wanted.items()}
    version = row.version
    verb(desk.writer, **{name: number}, version=version, contents=replace(contents, **typed))


@pytest.mark.parametrize("rule", CHANGING, ids="-".join)
def test_writing_rows_back_breaks_no_rule_that_the_ordinary_verb_keeps(desk: Desk, rule: Rule) -> None:
    entity, name, fault = rule
    case = CHANGING[rule]
    case.first(desk)
    wanted, number = case.wanted(desk), getattr(desk, case.row or ROW[entity])
    with pytest.raises((Invalid, Duplicate)) as by_the_verb:
        (case.verb or (lambda desk, wanted: by_verb(desk, entity, number, wanted)))(desk, wanted)
    told: Any = by_the_verb.value
    assert (told.field, getattr(told, "fault", "code_taken")) == (name, fault)
    with pytest.raises((RowInvalid, ChangedMeanwhile)) as by_rows:
        desk.write(desk.change(entity, number, **wanted))
    if fault == "of_another_plan" and isinstance(by_rows.value, ChangedMeanwhile):
        return  # the database keeps a plan's rows together
    found = by_rows.value
    assert isinstance(found, RowInvalid)
    assert (found.entity, found.field, found.fault) == rule


RESTORING: Mapping[str, tuple[Callable[..., object], str]] = {
    "elements": (restore_element, "element_id"),
    "assumptions": (restore_assumption, "assumption_id"),
    "links": (restore_link, "link_id"),
    "milestones": (restore_milestone, "milestone_id"),
    "indicators": (restore_indicator, "indicator_id"),
}

HELD_BY_THE_DATABASE = ("not_there", "of_another_plan")


@verb
def bend(writer: Writer, *, entity: str, number: int, typed: Mapping[str, Any]) -> None:
    """An archived row that breaks a rule, as a past version of the program may have left it."""
    row: Any = fetch(writer, models()[entity], number)
    for name, value in {**typed, "archived_at": writer.now}.items():
        setattr(row, name, value)


@pytest.mark.parametrize(
    "rule",
    [rule for rule in CHANGING if rule[0] in RESTORING and rule[2] not in HELD_BY_THE_DATABASE],
    ids="-".join,
)
def test_restoring_asks_what_changing_asks(desk: Desk, rule: Rule) -> None:
    entity, name, fault = rule
    case = CHANGING[rule]
    case.first(desk)
    wanted, number = case.wanted(desk), getattr(desk, case.row or ROW[entity])
    typed = {column: from_plain(entity, column, value) for column, value in wanted.items()}
    try:
        bend(desk.writer, entity=entity, number=number, typed=typed)
    except (DataError, IntegrityError):
        return  # the database keeps this rule itself, so that there is no such row
    restore, key = RESTORING[entity]
    version = desk.get(models()[entity], number).version
    with pytest.raises(Invalid) as refused:
        restore(desk.writer, **{key: number}, version=version)
    assert (refused.value.field, refused.value.fault) == (name, fault)


def test_restoring_covers_every_table_whose_rows_are_archived() -> None:
    assert RESTORING.keys() == ARCHIVED


def test_a_tie_is_not_made_with_what_belongs_elsewhere(desk: Desk) -> None:
    """The ties' own cases: with an assumption of another plan, on a link of another one, to a goal of another
    strategy."""
    plan = desk.make.plan()
    source, target = (desk.make.element(kind, plan_id=plan) for kind in ElementKind if kind.is_delivery)
    link = desk.make.link(source, target, plan_id=plan)
    with pytest.raises(Invalid, match="of_another_plan"):
        lay_assumption(desk.writer, link_id=link, assumption_id=desk.assumption)
    laid = next(iter(desk.rows()["link_assumptions"]))
    for changed in (
        desk.new("link_assumptions", laid, link_id=link),
        desk.new("link_findings", desk.attachment, link_id=link),
    ):
        with pytest.raises((RowInvalid, ChangedMeanwhile)):
            desk.write(changed)
    goal = foreign_goal(desk)
    stored = stored_plan(desk.session, desk.plan)
    assert stored is not None
    given = {one.name: getattr(stored, one.name) for one in fields(PlanContents)}
    contents = PlanContents(**{**given, "goal_ids": [goal], "primary_goal_id": goal})
    with pytest.raises(Invalid, match="of_another_strategy"):
        edit_plan(desk.writer, plan_id=desk.plan, version=stored.version, contents=contents)
    tie = next(iter(desk.rows()["plan_goals"]))
    with pytest.raises(RowInvalid, match="of_another_strategy"):
        desk.write(desk.new("plan_goals", tie, goal_id=goal, is_primary=False))


def test_parts_that_add_up_keep_a_share_from_coming_back(desk: Desk) -> None:
    """By undoing the edit, and by accepting the proposal of it."""
    row = desk.get(Indicator, desk.indicator)
    contents: Any = contents_of(row, rows.ITSELF[Indicator])

    def unit(of: str) -> None:
        now = desk.get(Indicator, desk.indicator)
        edit_indicator(
            desk.writer, indicator_id=now.id, version=now.version, contents=replace(contents, unit=of)
        )

    unit("pct.")
    unit("antal")
    query = sa.select(Event.change).order_by(Event.id.desc()).limit(1)
    edit = desk.session.scalars(query).one()
    version = desk.get(Indicator, desk.indicator).version
    proposal = propose(
        desk.writer,
        plan_id=desk.plan,
        verb_name="edit_indicator",
        why="",
        change=lambda writer: edit_indicator(
            writer,
            indicator_id=desk.indicator,
            version=version,
            contents=replace(contents, unit="pct."),
        ),
    )
    desk.make.broken_down(desk.indicator, date(2015, 6, 1), 12.0, adds_up=True)
    with pytest.raises(RowInvalid, match="unit: parts_add_up"):
        undo_change(desk.writer, plan_id=desk.plan, change=edit, reason="")
    with pytest.raises(RowInvalid, match="unit: parts_add_up"):
        accept_proposal(desk.writer, proposal_id=proposal, version=1)
