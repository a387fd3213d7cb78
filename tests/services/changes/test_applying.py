"""Writing rows so that they hold given values: what is written, and what is refused."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.personas import NOW, TODAY
from tests.services.changes.broken_rules import ROW
from tests.services.changes.desk import Desk, desk, refused
from tracker.records.models import Element, Link, LinkAssumption, Plan
from tracker.records.queries.history.log import logged_changes, state_now
from tracker.records.replay import replay
from tracker.records.row_changes import RowChange
from tracker.services.changes.applying import CODED
from tracker.services.errors import ChangedMeanwhile, RowInvalid
from tracker.services.plans.elements import archive_element
from tracker.theory.contents.fields import CODE_LENGTH
from tracker.theory.kinds import PlanState

__all__ = ["desk"]


def test_new_rows_name_each_other_before_they_have_numbers(desk: Desk) -> None:
    numbers = desk.write(
        desk.new("link_assumptions", 1, -4, link_id=-3, assumption_id=desk.assumption),
        desk.new("links", desk.link, -3, source_id=-1, target_id=-2),
        desk.new("elements", desk.activity, -1, title="Kaffe på pladsen"),
        desk.new("elements", desk.output, -2, title="Flere mødes"),
    )
    link = desk.get(Link, numbers["links", -3])
    assert (link.source_id, link.target_id) == (numbers["elements", -1], numbers["elements", -2])
    assert desk.get(LinkAssumption, numbers["link_assumptions", -4]).link_id == link.id
    assert replay(logged_changes(desk.session)) == state_now(desk.session)


def test_a_row_that_is_there_is_led_to_a_new_one(desk: Desk) -> None:
    numbers = desk.write(
        desk.change("links", desk.link, target_id=-1), desk.new("elements", desk.output, title="Flere mødes")
    )
    assert desk.get(Link, desk.link).target_id == numbers["elements", -1]


def test_what_goes_is_archived_now_and_ties_are_removed(desk: Desk) -> None:
    tie = desk.rows()["link_assumptions"][1]
    desk.write(
        RowChange("elements", desk.outcome, {"archived_at": None}, None),
        RowChange("link_assumptions", tie["id"], tie, None),
    )
    assert desk.get(Element, desk.outcome).archived_at == NOW
    assert desk.get(LinkAssumption, tie["id"]) is None


@pytest.mark.parametrize(
    ("taken", "wanted", "given"),
    [
        ((), "HP1-A7", "HP1-A7"),
        (("HP1-A7",), "HP1-A7", "HP1-A8"),
        (("HP1-A7", "HP1-A8"), "HP1-A7", "HP1-A9"),
        (("HP1-A9",), "HP1-A9", "HP1-A10"),
        (("HP1-x09",), "HP1-x09", "HP1-x10"),
        (("HP1-x01",), "HP1-x01", "HP1-x02"),
        (("Ture",), "Ture", "Ture2"),
        (("7",), "7", "8"),
        (("a" * CODE_LENGTH,), "a" * CODE_LENGTH, "a" * (CODE_LENGTH - 1) + "2"),
        (("a" * (CODE_LENGTH - 1) + "9",), "a" * (CODE_LENGTH - 1) + "9", "a" * (CODE_LENGTH - 2) + "10"),
    ],
)
def test_a_code_that_was_taken_meanwhile_gives_way_to_the_next(
    desk: Desk, taken: tuple[str, ...], wanted: str, given: str
) -> None:
    for code in taken:
        element = desk.make.element(code=code)
        archive_element(desk.writer, element_id=element, version=1)
    numbers = desk.write(desk.new("elements", desk.activity, code=wanted))
    assert desk.get(Element, numbers["elements", -1]).code == given


def test_two_new_rows_with_one_code_get_one_each(desk: Desk) -> None:
    numbers = desk.write(
        desk.new("elements", desk.activity, -1, code="HP1-A7"),
        desk.new("elements", desk.activity, -2, code="HP1-A7"),
    )
    assert [desk.get(Element, numbers["elements", n]).code for n in (-1, -2)] == ["HP1-A7", "HP1-A8"]


def test_a_row_that_stays_and_would_get_a_code_that_is_taken_is_the_one_that_is_named(desk: Desk) -> None:
    code = desk.get(Element, desk.activity).code
    taken = desk.get(Element, desk.output).code
    error = refused(
        desk,
        RowInvalid,
        RowChange("elements", desk.outcome, {}, {"title": "Tryggere gader"}),
        RowChange("elements", desk.activity, {"code": code}, {"code": taken}),
        match="code_taken",
    )
    assert (error.entity, error.entity_id, error.details) == ("elements", desk.activity, {"code": taken})


def test_a_plan_does_not_get_its_code_back_where_another_has_taken_it(desk: Desk) -> None:
    plan = desk.get(Plan, desk.plan)
    code, strategy = plan.code, plan.strategy_id
    desk.write(RowChange("plans", desk.plan, {"code": code}, {"code": "HP77"}))
    desk.make.plan(code=code, strategy_id=strategy)
    error = refused(
        desk,
        RowInvalid,
        RowChange("elements", desk.outcome, {}, {"title": "Tryggere gader"}),
        RowChange("plans", desk.plan, {"code": "HP77"}, {"code": code}),
        match="code_taken",
    )
    assert (error.entity, error.entity_id) == ("plans", desk.plan)


def test_a_plan_does_not_get_its_code_back_where_another_has_it_in_other_letters(desk: Desk) -> None:
    code = desk.get(Plan, desk.plan).code
    desk.write(RowChange("plans", desk.plan, {"code": code}, {"code": "HP77"}))
    taken = code.lower()
    desk.make.plan(code=taken)
    error = refused(
        desk, RowInvalid, RowChange("plans", desk.plan, {"code": "HP77"}, {"code": code}), match="code_taken"
    )
    assert (error.entity, error.entity_id, error.details) == ("plans", desk.plan, {"code": taken})


@pytest.mark.parametrize("entity", sorted(CODED))
def test_no_row_of_a_plan_gets_a_code_that_another_of_its_table_has(desk: Desk, entity: str) -> None:
    number = getattr(desk, ROW[entity])
    elsewhere = {"target_id": desk.outcome} if entity == "links" else {}
    desk.write(desk.new(entity, number, code="NY1", **elsewhere))
    error = refused(desk, RowInvalid, desk.change(entity, number, code="NY1"), match="code_taken")
    assert (error.entity, error.entity_id, error.details) == (entity, number, {"code": "NY1"})


def test_a_row_that_is_not_as_expected_is_named_with_what_was_found(desk: Desk) -> None:
    error = refused(
        desk, ChangedMeanwhile, RowChange("elements", desk.activity, {"title": "Gåture"}, {"title": "Løb"})
    )
    [one] = error.differences
    assert (one.entity, one.entity_id, one.column, one.expected, one.found) == (
        "elements",
        desk.activity,
        "title",
        "Gåture",
        "Ture",
    )


def test_of_several_rows_all_that_differ_are_named_and_none_is_written(desk: Desk) -> None:
    error = refused(
        desk,
        ChangedMeanwhile,
        desk.change("elements", desk.outcome, title="Bliver aldrig til noget"),
        RowChange("elements", desk.activity, {"title": "Gåture"}, {"title": "Løb"}),
        RowChange("links", 999, {"lag_days": None}, {"lag_days": 3}),
    )
    assert {(one.entity, one.entity_id, one.column) for one in error.differences} == {
        ("elements", desk.activity, "title"),
        ("links", 999, None),
    }


def test_a_row_of_another_plan_is_not_there(desk: Desk) -> None:
    foreign = desk.make.element(plan_id=desk.make.plan(), title="Et andet sted")
    refused(
        desk, ChangedMeanwhile, RowChange("elements", foreign, {"title": "Et andet sted"}, {"title": "Her"})
    )
    refused(desk, ChangedMeanwhile, desk.new("links", desk.link, target_id=foreign))
    refused(desk, ValueError, desk.new("elements", desk.activity, plan_id=desk.plan + 1))


def test_what_a_new_row_names_has_to_be_there(desk: Desk) -> None:
    error = refused(desk, ChangedMeanwhile, desk.new("links", desk.link, target_id=999))
    assert [(one.entity, one.entity_id) for one in error.differences] == [("elements", 999)]


def test_the_same_thing_is_not_tied_to_a_link_twice(desk: Desk) -> None:
    refused(desk, ChangedMeanwhile, desk.new("link_assumptions", 1))


@pytest.mark.parametrize(
    ("entity", "which", "wanted", "fault"),
    [
        ("elements", "activity", {"title": " "}, ("title", "required")),
        ("elements", "activity", {"expected_from": "2015-01-01"}, ("expected_from", "only_on_outcomes")),
        ("elements", "output", {"starts_on": "2015-01-01"}, ("starts_on", "only_on_activities")),
        (
            "elements",
            "activity",
            {"starts_on": "2015-01-02", "ends_on": "2015-01-01"},
            ("ends_on", "ends_before_start"),
        ),
        ("elements", "activity", {"kind": "outcome_short"}, ("kind", "has_milestones")),
        ("elements", "outcome", {"kind": "external"}, ("kind", "has_indicators")),
        ("elements", "activity", {"kind": "goal"}, ("goal_id", "required")),
        ("links", "link", {"lag_days": -1}, ("lag_days", "out_of_range")),
        ("links", "link", {"rationale": "\x00"}, ("rationale", "control_characters")),
        ("assumptions", "assumption", {"title": ""}, ("title", "required")),
        ("milestones", "milestone", {"title": "x" * 501}, ("title", "too_long")),
        ("milestones", "milestone", {"done_on": "2015-09-16"}, ("done_on", "in_the_future")),
        ("indicators", "indicator", {"unit": ""}, ("unit", "required")),
        ("indicators", "indicator", {"target_value": 5.0}, ("direction", "lower_has_to_be_better")),
        ("indicators", "indicator", {"target_on": "2014-12-31"}, ("target_on", "target_not_after_baseline")),
        ("assumptions", "assumption", {"title": "x" * 501}, ("title", "too_long")),
        ("link_findings", "attachment", {"note": "\x00"}, ("note", "control_characters")),
        ("plans", "plan", {"title": ""}, ("title", "required")),
        ("plans", "plan", {"title": "x" * 501}, ("title", "too_long")),
        ("plans", "plan", {"budget_dkk": 10**30}, ("budget_dkk", "out_of_range")),
        ("plans", "plan", {"budget_dkk": -1}, ("budget_dkk", "out_of_range")),
    ],
)
def test_no_row_says_what_its_own_verb_would_refuse(
    desk: Desk, entity: str, which: str, wanted: Mapping[str, Any], fault: tuple[str, str]
) -> None:
    number = getattr(desk, which)
    error = refused(desk, RowInvalid, desk.change(entity, number, **wanted))
    assert (error.field, error.fault) == fault
    assert (error.entity, error.entity_id) == (entity, number)


def test_a_link_is_not_written_to_itself_or_beside_its_twin(desk: Desk) -> None:
    refused(
        desk,
        RowInvalid,
        desk.change("links", desk.link, target_id=desk.activity),
        match="links_to_itself",
    )
    refused(desk, RowInvalid, desk.new("links", desk.link), match="linked_already")


def test_a_milestone_is_not_led_to_a_result(desk: Desk) -> None:
    change = desk.change("milestones", desk.milestone, element_id=desk.outcome)
    refused(desk, RowInvalid, change, match="only_on_activities_and_outputs")


def test_a_baseline_is_not_put_behind_a_reading(desk: Desk) -> None:
    desk.make.reading(desk.indicator, TODAY, 12.0)
    change = desk.change("indicators", desk.indicator, baseline_on=TODAY.isoformat())
    refused(desk, RowInvalid, change, match="reading_not_after_baseline")


def test_a_plan_with_goals_keeps_a_primary_one(desk: Desk) -> None:
    [(number, _)] = desk.rows()["plan_goals"].items()
    error = refused(desk, RowInvalid, desk.change("plan_goals", number, is_primary=False))
    assert (error.field, error.entity, error.entity_id) == ("primary_goal_id", "plans", desk.plan)


@pytest.mark.parametrize(
    "change",
    [
        RowChange("status_reports", 1, None, {"id": 1}),
        RowChange("readings", 1, {"value": 1.0}, {"value": 2.0}),
        RowChange("users", 1, {"name": "x"}, {"name": "y"}),
        RowChange("plans", 1, {"id": 1}, None),
    ],
    ids=["a report", "a reading", "a person", "a plan that goes"],
)
def test_nothing_but_the_contents_of_a_plan_is_written(desk: Desk, change: RowChange) -> None:
    refused(desk, ValueError, change)


def test_what_is_decided_is_left_alone_and_what_never_changes_is_refused(desk: Desk) -> None:
    desk.write(desk.change("plans", desk.plan, state="approved", title="Ny titel"))
    plan = desk.get(Plan, desk.plan)
    assert (plan.state, plan.title) == (PlanState.IDEA, "Ny titel")
    refused(desk, ValueError, desk.change("milestones", desk.milestone, baseline_due="2016-01-01"))
    refused(desk, ValueError, desk.change("elements", desk.activity, plan_id=desk.plan + 1))
