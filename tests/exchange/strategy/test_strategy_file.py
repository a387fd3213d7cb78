"""A strategy file is read whole, or refused with the line and the reason of its fault."""

from datetime import date

import pytest

from tests.exchange.strategy.samples import TEXT, fault_in, with_fault
from tracker.exchange.strategy.reading import read_strategy
from tracker.theory.kinds import (
    DeliveryStatus,
    Directness,
    EvidenceLevel,
    IndicatorDirection,
    LinkBasis,
    LinkKind,
    PlanState,
)

A_MILESTONE = "- {id: HP1-m1, node: HP1-A1, da: 30 natteravne aktive, due: 2015-03-31, done: 2015-03-20}"
A_SERIES = "series: [[2014-12-31, 22], [2015-03-31, 27], [2015-06-30, 31]]"
A_LINK = "{id: HP1-l02, from: HP1-A1, to: HP1-O1, kind: implementation}"


def test_the_sample_is_read_with_its_types() -> None:
    file = read_strategy(TEXT.encode())
    assert (file.code, file.title, file.illustrative) == (
        "tryg-aalborg-demo",
        "Tryghed i Aalborg Kommune",
        True,
    )
    assert (file.starts_on, file.ends_on) == (date(2014, 9, 1), date(2017, 12, 31))
    counted = (file.organisations, file.posts, file.definitions, file.goals, file.findings, file.plans)
    assert [len(entries) for entries in counted] == [20, 8, 3, 5, 23, 6]
    plan = file.plans[0]
    assert (plan.code, plan.goals, plan.primary_goal) == ("HP1", ("G1", "G2"), "G1")
    assert (plan.state, plan.owners, plan.own["budget_dkk"]) == (
        PlanState.ACTIVE,
        ("r-nat", "r-koord"),
        1_450_000,
    )


def test_an_element_comes_with_its_latest_report() -> None:
    plan = read_strategy(TEXT.encode()).plans[0]
    element = next(element for element in plan.elements if element.code == "HP1-A2")
    assert element.report is not None
    assert (element.report.status, element.report.reported_on, element.report.happened) == (
        DeliveryStatus.MAJOR_ISSUES,
        date(2015, 8, 25),
        "Udbud forsinket",
    )


def test_a_link_comes_with_its_findings_and_how_directly_they_speak() -> None:
    links = {link.code: link for plan in read_strategy(TEXT.encode()).plans for link in plan.links}
    assert links["HP2-l07"].uses[0].directness is Directness.INDIRECT
    # the finding's own directness counts where the link states none
    assert {use.finding: use.directness for use in links["HP3-l08"].uses} == {
        "EV11": Directness.DIRECT,
        "EV12": Directness.INDIRECT,
    }
    assert links["HP1-l16"].basis is LinkBasis.DEFINITION
    assert links["HP2-l18"].kind is LinkKind.FEEDBACK
    assert links["HP2-l18"].rationale == "Nye anmeldelser ændrer næste kvartals kort"


def test_a_first_promise_that_is_not_given_is_the_present_one() -> None:
    milestones = {m.code: m for plan in read_strategy(TEXT.encode()).plans for m in plan.milestones}
    assert milestones["HP1-m1"].baseline_due == milestones["HP1-m1"].due
    assert milestones["HP1-m2"].baseline_due == date(2015, 4, 1)
    assert milestones["HP1-m2"].done_on is None


def test_numbers_and_levels_are_typed() -> None:
    file = read_strategy(TEXT.encode())
    indicator = next(i for plan in file.plans for i in plan.indicators if i.code == "HP1-i6")
    assert indicator.baseline == (date(2013, 12, 31), 61.0)
    assert indicator.readings[-1] == (date(2015, 8, 31), 66.0)
    assert indicator.direction is IndicatorDirection.HIGHER_BETTER
    assert file.findings[0].level is EvidenceLevel.E4
    assert file.findings[0].studies == 13


def test_what_is_left_unread_is_named() -> None:
    assert read_strategy(TEXT.encode()).unread == (
        "vocabularies",
        "expected",
    )


def test_a_text_that_a_comma_cut_in_two_is_put_together_and_told() -> None:
    data, line = with_fault('da: "Unge ved, at de kan', "da: Unge ved, at de kan")
    file = read_strategy(data.replace(b'i nattelivet", en: Young', b"i nattelivet, en: Young"))
    element = next(element for element in file.plans[0].elements if element.code == "HP1-K1")
    assert element.title == "Unge ved, at de kan få hjælp af voksne i nattelivet"
    assert [note.line for note in file.notes] == [line]
    assert "quotes" in file.notes[0].text


def test_the_sample_itself_needs_no_such_help() -> None:
    assert read_strategy(TEXT.encode()).notes == ()


FAULTS = {
    "unknown organisation": ("lead: NP\n", "lead: PN\n", "there is no “PN”"),
    "unknown parent": ("parent: AAK, da: Magistraten", "parent: AAX, da: Magistraten", "there is no “AAX”"),
    "organisation above itself": (
        "{id: AAK,  type: municipality,",
        "{id: AAK,  type: municipality, parent: MAG,",
        "cycle",
    ),
    "unknown definition": ("definition: D1\n", "definition: D9\n", "there is no “D9”"),
    "unknown goal": ("goals: [G1, G2]\n", "goals: [G1, G9]\n", "there is no “G9”"),
    "primary goal of another plan": ("primary_goal: G1", "primary_goal: G3", "not among the plan's goals"),
    "unknown owner": ("owners: [r-nat, r-koord]", "owners: [r-nat, r-nobody]", "there is no “r-nobody”"),
    "unknown end of a link": (A_LINK, A_LINK.replace("HP1-O1", "HP1-O9"), "there is no “HP1-O9”"),
    "end in another plan": (A_LINK, A_LINK.replace("HP1-O1", "HP2-O1"), "there is no “HP2-O1”"),
    "link to itself": (A_LINK, A_LINK.replace("HP1-O1", "HP1-A1"), "to itself"),
    "unknown assumption": ("a: [HP1-a1], e: [EV13]", "a: [HP1-a9], e: [EV13]", "there is no “HP1-a9”"),
    "unknown owner of an assumption": ("owner: r-nat, review", "owner: r-x, review", "there is no “r-x”"),
    "unknown finding": ("a: [HP1-a1], e: [EV13]", "a: [HP1-a1], e: [EV99]", "there is no “EV99”"),
    "finding twice on a link": ("e: [EV02, EV02b]", "e: [EV02, EV02]", "stands twice"),
    "unknown element of a milestone": (
        A_MILESTONE,
        A_MILESTONE.replace("node: HP1-A1", "node: HP1-A9"),
        "“HP1-A9”",
    ),
    "milestone on an outcome": (
        A_MILESTONE,
        A_MILESTONE.replace("node: HP1-A1", "node: HP1-K1"),
        "neither an activity nor an output",
    ),
    "unknown kind of organisation": ("type: planning_group", "type: planning", "unknown word “planning”"),
    "unknown kind of element": ("type: external, ", "type: outside, ", "unknown word “outside”"),
    "unknown status": ("status: [on_track, 2015-08-20,", "status: [fine, 2015-08-20,", "unknown word “fine”"),
    "result status on an activity": (
        "status: [on_track, 2015-08-20,",
        "status: [achieved, 2015-08-20,",
        "unknown word “achieved”",
    ),
    "status on an outcome": ("result: [on_track, 2015-08-30", "status: [on_track, 2015-08-30", "has none"),
    "start on an output": (
        "org: NAT, da: Gennemførte",
        "org: NAT, start: 2015-01-01, da: Gennemførte",
        "none",
    ),
    "unknown evidence level": ("level: E4", "level: E5", "unknown word “E5”"),
    "unknown plan state": ("plan_status: active", "plan_status: running", "unknown word “running”"),
    "bad date": ("due: 2015-03-31", "due: 2015-02-31", "“2015-02-31” is not a date"),
    "date in another form": ("due: 2015-03-31", "due: 31.03.2015", "“31.03.2015” is not a date"),
    "date of another age": ("due: 2015-03-31", "due: 0215-03-31", "is not a date"),
    "period that ends before it starts": (
        "period: {start: 2014-10-01, end: 2017-12-31}",
        "period: {start: 2018-10-01, end: 2017-12-31}",
        "before the start",
    ),
    "text for a number": ("budget_dkk: 1450000", "budget_dkk: mange", "is not a whole number"),
    "negative number": ("budget_dkk: 1450000", "budget_dkk: -1", "is not a whole number"),
    "reading that is no number": (A_SERIES, A_SERIES.replace("22", ".nan"), "is not a number"),
    "reading without a value": (A_SERIES, A_SERIES.replace(", 22", ""), "a list of 2 values"),
    "reading before the baseline": (A_SERIES, A_SERIES.replace("2014-12-31", "2014-09-30"), "come after"),
    "readings that do not ascend": (A_SERIES, A_SERIES.replace("2015-03-31", "2015-07-01"), "come after"),
    "direction against the target": (
        "higher_better, baseline: [2014-09-30, 18]",
        "lower_better, baseline: [2014-09-30, 18]",
        "does not agree",
    ),
    "target before the baseline": ("target: [2016-12-31, 40]", "target: [2014-09-30, 40]", "come after"),
    "list for a text": ("da: Et trygt natteliv", "da: [Et, trygt, natteliv]", "expected one value"),
    "text for a list": ("goals: [G1, G2]\n", "goals: G1\n", "expected a list"),
    "text for a mapping": ("period: {start: 2014-10-01, end: 2017-12-31}", "period: altid", "mapping"),
    "neither true nor false": ("illustrative: true\n", "illustrative: maybe\n", "neither true nor false"),
    "misspelt key": ("budget_dkk: 1450000", "budget_dk: 1450000", "unknown key “budget_dk”"),
    "missing key": ("plan_status: active\n", "\n", "“plan_status” is missing"),
    "empty title": ("da: Et trygt natteliv", 'da: "  "', "empty"),
    "title that is too long": ("da: Et trygt natteliv", f"da: {'a' * 501}", "longer than 500"),
    "code that is too long": ("id: HP1-m1,", f"id: {'m' * 61},", "longer than 60"),
    "key twice": ("  lead: NP\n", "  lead: NP\n  lead: FB\n", "“lead” stands twice"),
    "element for a goal": ("{id: HP1-X1, type: external, ", "{id: HP1-G1, type: external, ", "for a goal"),
    "goal among the elements": (
        "{id: HP1-X1, type: external, ",
        "{id: HP1-X1, type: goal, ",
        "list of goals",
    ),
}


@pytest.mark.parametrize(("old", "new", "reason"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_line(old: str, new: str, reason: str) -> None:
    data, line = with_fault(old, new)
    fault = fault_in(data)
    assert reason in fault.reason
    # a missing key is told at its mapping, a doubled one where it stands again, a cycle where it is met
    assert abs(fault.line - line) <= (5 if "missing" in reason else 1)


@pytest.mark.parametrize(
    ("old", "line_of"),
    [
        ("{id: HP1-m1,", "{id: HP1-m2,"),
        ("{id: HP1-A1,", "{id: HP1-A2,"),
        ("{id: EV01,", "{id: EV02,"),
    ],
)
def test_an_id_that_is_taken_is_told_with_both_lines(old: str, line_of: str) -> None:
    data, line = with_fault(line_of, old)
    fault = fault_in(data)
    assert fault.line == line
    assert f"taken by line {line - 1}" in fault.reason


def test_a_plan_past_approval_may_not_hold_a_cycle() -> None:
    link = "- {id: HP1-l14, from: HP1-M1, to: HP1-L1, kind: causal, a: [HP1-a2], e: []}"
    back = link + "\n    - {id: HP1-back, from: HP1-M1, to: HP1-K1, kind: causal}"
    data, line = with_fault(link, back)
    fault = fault_in(data)
    assert fault.line == line + 1
    assert fault.reason.startswith("plan HP1 is active, but links form a cycle")


def test_a_plan_past_approval_may_not_hold_a_link_of_the_wrong_kind() -> None:
    data, line = with_fault(A_LINK, A_LINK.replace("implementation", "causal"))
    fault = fault_in(data)
    assert fault.line == line
    assert "cannot run between HP1-A1, HP1-O1" in fault.reason


def test_a_draft_may_hold_errors_of_structure() -> None:
    data, _ = with_fault(A_LINK, A_LINK.replace("implementation", "causal"))
    file = read_strategy(data.replace(b"plan_status: active", b"plan_status: draft"))
    assert file.plans[0].state is PlanState.DRAFT
