"""What contents refuse by themselves: each field at its limits, and fields that belong together."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from tracker.theory.contents.fields import (
    ADDRESS_LENGTH,
    CODE_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    contents_of,
    faults,
    is_web_address,
)
from tracker.theory.contents.finding import FindingContents
from tracker.theory.contents.hearing import HearingContents
from tracker.theory.contents.measurement import MeasurementContents, ScoreContents, ValueContents, last_day
from tracker.theory.contents.plan import PlanContents
from tracker.theory.contents.scoring_round import CriterionContents
from tracker.theory.kinds import (
    EffectDirection,
    EvidenceLevel,
    Frequency,
    IndicatorDirection,
    MeasurementKind,
)

OPENED = date(2015, 9, 1)

PLAN = PlanContents(code="HP1", title="Tryg skolevej", lead_organisation_id=1)
FINDING = FindingContents(
    code="F1",
    citation="Farrington 2009",
    effect="Mindre mobning",
    direction=EffectDirection.POSITIVE,
    level=EvidenceLevel.E3,
)
HEARING = HearingContents(title="Høring", decided_by_id=1, opened_on=OPENED, deadline=OPENED)
MEASUREMENT = MeasurementContents(
    code="M1",
    title="Andel trygge",
    organisation_id=1,
    definition_id=1,
    kind=MeasurementKind.SURVEY,
    unit="%",
    direction=IndicatorDirection.HIGHER_BETTER,
    frequency=Frequency.YEARLY,
)


def _faults(contents: Any, **changed: Any) -> set[tuple[str, str]]:
    return {(fault.field, fault.fault) for fault in faults(replace(contents, **changed))}


@pytest.mark.parametrize(
    "contents", [PLAN, FINDING, HEARING, MEASUREMENT], ids=lambda one: type(one).__name__
)
def test_good_contents_have_no_fault(contents: Any) -> None:
    assert _faults(contents) == set()


@pytest.mark.parametrize(
    ("contents", "field", "longest"),
    [
        (PLAN, "code", 60),
        (PLAN, "title", 500),
        (PLAN, "target_group", 20_000),
        (FINDING, "design", 60),
        (MEASUREMENT, "unit", 60),
    ],
)
def test_a_text_is_as_long_as_it_may_be_and_no_longer(contents: Any, field: str, longest: int) -> None:
    assert _faults(contents, **{field: "æ" * longest}) == set()
    assert _faults(contents, **{field: "æ" * (longest + 1)}) == {(field, "too_long")}
    assert (CODE_LENGTH, TITLE_LENGTH, TEXT_LENGTH, ADDRESS_LENGTH) == (60, 500, 20_000, 2_000)


def test_a_doi_has_two_hundred_characters_at_most() -> None:
    doi = "10.1000/" + "x" * 192
    assert _faults(FINDING, doi=doi) == set()
    assert _faults(FINDING, doi=doi + "x") == {("doi", "too_long")}
    assert _faults(FINDING, doi="doi:10.1000/x") == {("doi", "not_a_doi")}


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c&d=%20#e",
        "HTTPS://Example.org/",
        "https://[2001:db8::1]/",
        "https://example.org/æøå/(a),~b",
    ],
)
def test_a_browser_opens_a_web_address(address: str) -> None:
    assert is_web_address(address)
    assert _faults(FINDING, url=address) == set()


@pytest.mark.parametrize(
    "address",
    [
        *(
            "example.org",
            "https://",
            "https:///path",
            "//example.org",
            "ftp://example.org",
            "mailto:a@example.org",
        ),
        *("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"),
        *("https://politi@example.org", "https://a:b@example.org"),
        *(
            "https://a b.example",
            "https://example.org/a b",
            "https://example.org/\ta",
            "https://example.org/\xa0",
        ),
        *("https://example.org/<b>", 'https://example.org/"', "https://example.org\\@evil.example"),
        *("https://[::1", "https://example.org:port/", "https://example.org:99999/"),
    ],
)
def test_what_a_browser_would_run_or_misread_is_no_web_address(address: str) -> None:
    assert not is_web_address(address)
    assert _faults(FINDING, url=address) == {("url", "not_a_web_address")}


def test_one_of_a_plan_s_goals_is_primary() -> None:
    assert _faults(PLAN, goal_ids=(1, 2), primary_goal_id=2) == set()
    assert _faults(PLAN, goal_ids=(1, 2)) == {("primary_goal_id", "required")}
    assert _faults(PLAN, goal_ids=(1,), primary_goal_id=2) == {("primary_goal_id", "not_among_goals")}
    assert _faults(PLAN, primary_goal_id=2) == {("primary_goal_id", "not_among_goals")}


def test_a_hearing_may_end_on_the_day_on_which_it_opens_and_not_before() -> None:
    assert _faults(HEARING) == set()
    assert _faults(HEARING, deadline=date(2015, 8, 31)) == {("deadline", "deadline_before_opening")}


@pytest.mark.parametrize(
    ("weight", "taken"), [(-0.01, False), (0, True), (0.5, True), (1, True), (1.01, False)]
)
def test_a_criterion_weighs_from_nothing_to_all(weight: float, taken: bool) -> None:
    found = list(faults(CriterionContents(weight=weight)))
    assert [(one.field, one.fault, dict(one.details)) for one in found] == (
        [] if taken else [("weight", "out_of_range", {"lowest": 0, "highest": 1})]
    )


@pytest.mark.parametrize(("score", "taken"), [(-1, False), (0, True), (3, True), (4, False)])
def test_suitability_is_scored_from_nought_to_three(score: int, taken: bool) -> None:
    assert (_faults(ScoreContents(score=score)) == set()) is taken


def test_a_measurement_has_one_owner() -> None:
    assert _faults(MEASUREMENT, organisation_id=None, outside_owner="Danmarks Statistik") == set()
    assert _faults(MEASUREMENT, organisation_id=None) == {("organisation_id", "required")}
    assert _faults(MEASUREMENT, outside_owner="Danmarks Statistik") == {("outside_owner", "one_owner")}


def test_a_value_of_a_whole_year_is_dated_on_its_last_day_and_real_unless_said() -> None:
    assert last_day(2015) == date(2015, 12, 31)
    assert not ValueContents(taken_on=OPENED, value=1.0).illustrative


def test_contents_are_taken_from_whatever_has_fields_of_their_names() -> None:
    @dataclass
    class Entry:
        code: str = "HP1"
        title: str = "Tryg skolevej"
        kind: str = "unknown to a plan"

    taken = contents_of(Entry(), PlanContents, lead_organisation_id=1, title="Given comes first")
    assert taken == replace(PLAN, title="Given comes first")
