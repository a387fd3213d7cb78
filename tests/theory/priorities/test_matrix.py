"""The whole matrix of a round: who scored, what a reader sees of it, and what has changed since."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from tests.theory.builders import MUNICIPALITY, POLICE, arrow, box, plan
from tracker.theory.kinds import EntryDecision, EvidenceLevel, Party
from tracker.theory.pathway import Id
from tracker.theory.priorities.candidates import Candidate, Criterion
from tracker.theory.priorities.matrix import (
    Entry,
    Given,
    Matrix,
    changes,
    grounds,
    matrix,
    medians,
    narrowed,
    needs_reason,
)
from tracker.theory.priorities.scoring import DEFAULT_WEIGHTS, top

NOW = datetime(2015, 9, 15, tzinfo=UTC)
LATER = datetime(2015, 9, 16, tzinfo=UTC)
SCORED = [criterion for criterion in Criterion if not criterion.is_derived]


def entry(
    number: int, *, evidence: int | None = 100, scores: float = 3, given: tuple[Given, ...] = ()
) -> Entry:
    derived = {
        Criterion.EVIDENCE: None if evidence is None else Fraction(evidence),
        Criterion.JOINTNESS: Fraction(100),
    }
    candidate = Candidate(number, frozenset({1}), True, derived=derived, scores=dict.fromkeys(SCORED, scores))
    return Entry(candidate, f"P{number}", {"da": f"Plan {number}"}, number, None, given=given)


def whole(*entries: Entry) -> Matrix:
    members: dict[Id, dict[str, str]] = {7: {"da": "Anna"}, 8: {"da": "Bo"}, 9: {"da": "Ingen"}}
    return matrix(entries, DEFAULT_WEIGHTS, {}, members)


def places(found: Matrix) -> dict[object, int | None]:
    return {one.candidate.id: one.place for one in found.ranked}


def test_what_a_reader_does_not_see_leaves_no_gap_in_the_places() -> None:
    found = whole(entry(1), entry(2, evidence=75), entry(3, evidence=50))
    seen = narrowed(found, {1, 3})
    assert places(seen) == {1: 1, 3: 2}
    assert set(seen.entries) == {1, 3}


def test_what_a_reader_does_not_see_takes_part_in_no_variant() -> None:
    found = whole(*(entry(number, evidence=100 - 25 * (number % 4)) for number in range(1, 7)))
    seen = narrowed(found, {1, 2, 3, 4, 5})
    assert 6 not in top(seen.ranked)
    assert all(6 not in (*one.top, *one.enters, *one.leaves) for one in seen.variants)


def test_whoever_sees_everything_sees_the_matrix_as_it_is() -> None:
    found = whole(entry(1), entry(2))
    assert narrowed(found, {1, 2, 99}) is found


def test_who_scored_is_told_with_how_many_candidates_and_when_last() -> None:
    first = Given(7, Criterion.IMPACT, 2, NOW), Given(8, Criterion.IMPACT, 3, NOW)
    second = (Given(7, Criterion.COST, 1, LATER),)
    anna, bo = whole(entry(1, given=first), entry(2, given=second)).scorers
    assert (anna.entries, anna.last) == (2, LATER)
    assert (bo.entries, bo.last) == (1, NOW)


def test_members_who_agree_have_no_spread() -> None:
    given = (
        Given(7, Criterion.IMPACT, 1, NOW),
        Given(8, Criterion.IMPACT, 3, NOW),
        Given(7, Criterion.COST, 2, NOW),
        Given(8, Criterion.COST, 2, NOW),
    )
    one = entry(1, given=given)
    assert one.spread(Criterion.IMPACT) == (1, 3)
    assert one.spread(Criterion.COST) is None
    assert one.spread(Criterion.MEASURABLE) is None
    assert medians(given) == {
        Criterion.IMPACT: 2,
        Criterion.COST: 2,
        Criterion.MEASURABLE: None,
        Criterion.PRACTICABLE: None,
    }


def test_what_is_derived_otherwise_now_is_a_change_and_scores_are_not() -> None:
    then = whole(entry(1, evidence=75), entry(2), entry(3, evidence=None))
    now = whole(entry(1, evidence=25), entry(2, scores=0), entry(3, evidence=50))
    told = {(one.entry.code, one.criterion): (one.then, one.now) for one in changes(then, now)}
    assert told == {
        ("P1", Criterion.EVIDENCE): (Fraction(75), Fraction(25)),
        ("P3", Criterion.EVIDENCE): (None, Fraction(50)),
    }


def test_what_is_not_there_any_more_is_no_change() -> None:
    assert changes(whole(entry(1), entry(2)), whole(entry(1))) == ()


@pytest.mark.parametrize(
    ("decision", "ranked", "needed"),
    [
        (EntryDecision.GO_AHEAD, True, False),
        (EntryDecision.GO_AHEAD, False, True),
        (EntryDecision.WAIT, True, True),
        (EntryDecision.REJECT, False, True),
    ],
)
def test_a_candidate_with_a_place_that_goes_ahead_needs_no_reason(
    decision: EntryDecision, ranked: bool, needed: bool
) -> None:
    (one,) = whole(entry(1, evidence=100 if ranked else None)).ranked
    assert needs_reason(decision, one) is needed


def test_a_plan_s_grounds_name_its_weakest_links_and_who_acts_in_both_languages() -> None:
    boxes = (box("A1", organisation=MUNICIPALITY), box("A2", organisation=POLICE))
    drawn = plan(arrow("A1 O1"), arrow("A2 O1"), arrow("O1 K1", 3), arrow("K1 G1"), elements=boxes)
    danish = replace(drawn, primary_goal="G1")
    english = replace(
        danish, elements=tuple(replace(one, title=f"{one.title} (en)") for one in danish.elements)
    )
    found = grounds({"da": danish, "en": english})
    assert found.has_theory
    assert found.level is EvidenceLevel.E0
    (weak,) = found.weakest
    assert weak.target["en"] == f"{weak.target['da']} (en)"
    assert [actor.party for actor in found.acting] == [Party.POLICE, Party.MUNICIPALITY]


def test_a_plan_without_links_has_no_theory_of_change_yet() -> None:
    bare = replace(plan(elements=[box("G1")]), primary_goal="G1")
    found = grounds({"da": bare})
    assert not found.has_theory
    assert found.level is None
    assert found.weakest == ()
