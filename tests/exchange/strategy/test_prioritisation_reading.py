"""What a strategy file says of prioritisation is read whole, or refused with the line of the fault."""

import pytest

from tests.exchange.strategy.samples import BEGINNING, TEXT, fault_in
from tracker.exchange.strategy.reading import read_strategy
from tracker.theory.priorities.candidates import Criterion

PRISON = "- {id: C1, da: Fængselsbesøg for unge i risiko"
SCORES = "prioritisation: {practicable: 2, impact: 2, measurable: 3, cost: 1}"
FAULTS = {
    "unknown goal": ("goals: [G4], plan_status: rejected", "goals: [G9], plan_status: rejected", "“G9”"),
    "unknown key evidence": ("key_evidence: [EV15]", "key_evidence: [EV99]", "“EV99”"),
    "a candidate that is under way": ("plan_status: rejected", "plan_status: active", "is a plan"),
    "rejected without a reason": (', decision_da: "Afvist: forskningen viser skade"', "", "says why"),
    "score out of range": (SCORES, SCORES.replace("cost: 1", "cost: 4"), "from 0 to 3"),
    "half a score": (SCORES, SCORES.replace("cost: 1", "cost: 1.5"), "is not a whole number"),
    "score of a derived criterion": (SCORES, SCORES.replace("cost: 1", "evidence: 1"), "unknown key"),
    "unknown gate": ("{id: joint, da: Fælles", "{id: together, da: Fælles", "unknown word “together”"),
    "unknown criterion": ("{id: cost, ", "{id: price, ", "unknown word “price”"),
    "missing criterion": ("    - {id: cost,        weight: 0.05,", "    # - {id: cost, ", "missing are cost"),
    "weights that do not add up": ("{id: cost,        weight: 0.05", "{id: cost,        weight: 0.15", "1.1"),
    "negative weight": ("{id: cost,        weight: 0.05", "{id: cost,        weight: -0.05", "from 0 to 1"),
    "text for a weight": ("{id: cost,        weight: 0.05", "{id: cost,        weight: lidt", "not a number"),
    "another derived criterion": (
        "{id: measurable,  weight: 0.10",
        "{id: measurable, derived: true, weight: 0.10",
        "derives",
    ),
    "anchor of a score that there is not": ("{0: ikke mulig, 1:", "{0: ikke mulig, 4:", "unknown key “4”"),
    "anchor without words": ("{0: ikke mulig, 1:", '{0: "", 1:', "it is empty"),
}


@pytest.mark.parametrize(("old", "new", "reason"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_line(old: str, new: str, reason: str) -> None:
    place = TEXT.index(old)
    fault = fault_in(TEXT.replace(old, new, 1).encode())
    assert reason in fault.reason
    # a missing criterion and a wrong sum are told at the list
    assert abs(fault.line - TEXT.count("\n", 0, place) - 1) <= 7


def test_an_idea_that_is_rejected_says_why() -> None:
    ideas = {idea.code: idea for idea in read_strategy(TEXT.encode()).ideas}
    assert PRISON in TEXT
    assert (ideas["C1"].rejected, ideas["C1"].decision) == (True, "Afvist: forskningen viser skade")
    assert (ideas["C2"].rejected, ideas["C2"].findings, ideas["C2"].joint) == (False, ("EV03",), True)
    assert ideas["C3"].scores[Criterion.COST] == 3


def test_a_round_has_a_title_of_its_own_or_a_given_one() -> None:
    found = read_strategy(TEXT.encode()).round
    assert found is not None
    assert (found.title, found.title_en) == (
        "Prioritering af handlingsplaner",
        "Prioritisation of the action plans",
    )
    titled = TEXT.replace("prioritisation_model:\n", "prioritisation_model:\n  da: Efteråret\n", 1)
    again = read_strategy(titled.encode()).round
    assert again is not None
    assert again.title == "Efteråret"


def test_without_the_model_scores_are_left_unread_and_named() -> None:
    file = read_strategy(BEGINNING.encode())
    assert file.round is None
    assert "plans: prioritisation" in file.unread
