import pytest
from hypothesis import given

from tests.theory.builders import (
    TODAY,
    arrow,
    box,
    days,
    definition,
    finding,
    indicator,
    milestone,
    pathways,
    plan,
)
from tracker.theory.evidence.chains import best_chain_to
from tracker.theory.evidence.levels import LinkState, assess
from tracker.theory.follow_up.inference import (
    Conclusion,
    Grounds,
    Inference,
    claims_without_measurement,
    infer,
)
from tracker.theory.kinds import DeliveryStatus, EffectDirection, ResultStatus
from tracker.theory.pathway import Attachment, Element, Indicator, Pathway, StatusReport

MOVED = indicator("K1", (-5, 50))
FLAT = indicator("K1", (-5, 0))
UNREAD = indicator("K1")


def output(status: DeliveryStatus | None, code: str = "O1") -> Element:
    return box(code, report=None if status is None else StatusReport(TODAY, status))


def outcome(expected: int | None = -30, result: ResultStatus | None = None) -> Element:
    return box(
        "K1",
        expected_from=None if expected is None else days(expected),
        report=None if result is None else StatusReport(TODAY, result),
    )


def small(
    measured: Indicator,
    *,
    status: DeliveryStatus | None = DeliveryStatus.COMPLETED,
    expected: int | None = -30,
    evidence: tuple[Attachment, ...] = (finding(2),),
    late: int | None = None,
) -> Inference:
    """One activity, one output, one outcome."""
    pathway = plan(
        arrow("A1 O1"),
        arrow("O1 K1", attachments=evidence),
        elements=[output(status), outcome(expected)],
        indicators=[measured],
        milestones=[] if late is None else [milestone("A1", -late)],
    )
    return infer(pathway, TODAY)["K1"]


def test_an_unmeasured_outcome_before_its_time_is_too_early() -> None:
    assert small(UNREAD, expected=1).conclusion is Conclusion.TOO_EARLY


def test_an_unmeasured_outcome_whose_time_has_come_is_not_known() -> None:
    assert small(UNREAD, expected=0).conclusion is Conclusion.NOT_KNOWN


def test_an_unmeasured_outcome_without_a_time_is_not_known() -> None:
    assert small(UNREAD, expected=None).conclusion is Conclusion.NOT_KNOWN


def test_a_flat_outcome_before_its_time_is_too_early() -> None:
    assert small(FLAT, expected=1).conclusion is Conclusion.TOO_EARLY


@pytest.mark.parametrize(
    "status", [DeliveryStatus.PLANNED, DeliveryStatus.MAJOR_ISSUES, DeliveryStatus.ABANDONED]
)
@pytest.mark.parametrize("expected", [-30, 30])
def test_an_outcome_that_moved_without_its_outputs_moved_but_not_through_this_chain(
    status: DeliveryStatus, expected: int
) -> None:
    found = small(MOVED, status=status, expected=expected)
    assert found.conclusion is Conclusion.MOVED_NOT_THROUGH_CHAIN
    assert found.grounds == Grounds(("O1",), ("O1-K1",), ("i-K1",))


def test_an_outcome_that_no_output_leads_to_cannot_have_moved_through_a_chain() -> None:
    alone = infer(plan(elements=[outcome()], indicators=[MOVED]), TODAY)["K1"]
    assert (alone.conclusion, alone.grounds) == (
        Conclusion.MOVED_NOT_THROUGH_CHAIN,
        Grounds(indicators=("i-K1",)),
    )


def test_an_output_that_nobody_knows_about_neither_confirms_nor_excludes_the_chain() -> None:
    assert small(MOVED, status=None).conclusion is Conclusion.MOVED_UNSUPPORTED


def test_measured_change_delivered_outputs_and_supported_links_make_a_plausible_contribution() -> None:
    found = small(MOVED)
    assert found.conclusion is Conclusion.PLAUSIBLE_CONTRIBUTION
    assert found.grounds == Grounds(("O1",), ("O1-K1",), ("i-K1",))


def test_no_contribution_is_plausible_before_its_time() -> None:
    assert small(MOVED, expected=1).conclusion is Conclusion.TOO_EARLY


@pytest.mark.parametrize(
    "evidence",
    [
        (),
        (finding(3), finding(2, EffectDirection.NO_DISCERNIBLE)),
        (finding(3, EffectDirection.MIXED),),
        (finding(4, EffectDirection.NEGATIVE),),
    ],
    ids=["untested", "contested", "mixed", "harmful"],
)
def test_change_over_links_without_support_is_no_contribution(evidence: tuple[Attachment, ...]) -> None:
    assert small(MOVED, evidence=evidence).conclusion is Conclusion.MOVED_UNSUPPORTED


def test_change_with_outputs_partly_delivered_is_not_yet_a_contribution() -> None:
    assert small(MOVED, status=DeliveryStatus.MINOR_ISSUES).conclusion is Conclusion.MOVED_UNSUPPORTED


def test_one_supported_chain_from_a_delivered_output_is_enough_and_is_named() -> None:
    links = (
        arrow("O1 K1"),
        arrow("O2 K2", 2),
        arrow("K2 K1", 1),
        arrow("O3 K1", 4),
    )
    elements = [
        output(DeliveryStatus.COMPLETED),
        output(DeliveryStatus.ON_TRACK, "O2"),
        output(DeliveryStatus.PLANNED, "O3"),
        outcome(),
    ]
    found = infer(plan(*links, elements=elements, indicators=[MOVED]), TODAY)["K1"]
    assert found.conclusion is Conclusion.PLAUSIBLE_CONTRIBUTION
    assert found.grounds == Grounds(("O2",), ("O2-K2", "K2-K1"), ("i-K1",))


def test_a_flat_outcome_after_delivered_outputs_questions_the_theory() -> None:
    found = small(FLAT)
    assert found.conclusion is Conclusion.QUESTION_THEORY
    assert found.grounds == Grounds(("O1",), ("O1-K1",), ("i-K1",))


def test_the_theory_is_not_questioned_while_no_time_is_stated() -> None:
    assert small(FLAT, expected=None).conclusion is Conclusion.NOT_KNOWN


@pytest.mark.parametrize(
    "status", [DeliveryStatus.MINOR_ISSUES, DeliveryStatus.MAJOR_ISSUES, DeliveryStatus.PLANNED, None]
)
def test_a_flat_outcome_without_its_outputs_questions_the_delivery(status: DeliveryStatus | None) -> None:
    found = small(FLAT, status=status)
    assert found.conclusion is Conclusion.QUESTION_DELIVERY
    assert found.grounds == Grounds(("O1",), (), ("i-K1",))


def test_a_flat_outcome_after_late_activities_questions_the_delivery_and_names_what_is_overdue() -> None:
    found = small(FLAT, status=DeliveryStatus.ON_TRACK, late=10)
    assert found.conclusion is Conclusion.QUESTION_DELIVERY
    assert found.grounds == Grounds(("A1", "O1"), (), ("i-K1",), ("m-A1",))


def test_a_flat_outcome_that_no_output_leads_to_is_not_known() -> None:
    assert (
        infer(plan(elements=[outcome()], indicators=[FLAT]), TODAY)["K1"].conclusion is Conclusion.NOT_KNOWN
    )


def test_one_indicator_that_moved_is_measured_change() -> None:
    still = Indicator("i2", "K1", "", "%", FLAT.direction, FLAT.baseline, FLAT.target, FLAT.readings)
    both = plan(
        arrow("O1 K1", 2),
        elements=[output(DeliveryStatus.COMPLETED), outcome()],
        indicators=[MOVED, still],
    )
    found = infer(both, TODAY)["K1"]
    assert found.conclusion is Conclusion.PLAUSIBLE_CONTRIBUTION
    assert found.grounds.indicators == ("i-K1", "i2")


@pytest.mark.parametrize(
    "result", [ResultStatus.ON_TRACK, ResultStatus.PARTIALLY_ACHIEVED, ResultStatus.ACHIEVED]
)
def test_an_outcome_without_a_reading_cannot_be_claimed(result: ResultStatus) -> None:
    for measured in ([], [UNREAD], [indicator("K1", (-100, 50))]):
        claimed = plan(elements=[outcome(30, result)], indicators=measured)
        assert [element.id for element in claims_without_measurement(claimed)] == ["K1"]
        found = infer(claimed, TODAY)["K1"]
        assert (found.conclusion, found.claim_without_reading) == (Conclusion.TOO_EARLY, True)


def test_an_outcome_with_a_reading_after_the_baseline_may_be_claimed() -> None:
    claimed = plan(elements=[outcome(-1, ResultStatus.ACHIEVED)], indicators=[FLAT])
    assert claims_without_measurement(claimed) == ()


@pytest.mark.parametrize(
    "result",
    [
        ResultStatus.NOT_YET,
        ResultStatus.NOT_ACHIEVED,
        ResultStatus.NO_LONGER_RELEVANT,
        ResultStatus.NOT_KNOWN,
        None,
    ],
)
def test_what_is_not_said_to_come_about_is_no_claim(result: ResultStatus | None) -> None:
    assert claims_without_measurement(plan(elements=[outcome(-1, result)])) == ()


def test_an_output_on_track_is_no_claim_of_an_outcome() -> None:
    assert claims_without_measurement(plan(elements=[output(DeliveryStatus.ON_TRACK)])) == ()


def test_a_contribution_may_be_named_through_a_definition_between_outcomes() -> None:
    links = (arrow("O1 M1", 3), definition("M1 K1"))
    elements = [output(DeliveryStatus.COMPLETED), outcome()]
    found = infer(plan(*links, elements=elements, indicators=[MOVED]), TODAY)["K1"]
    assert found.conclusion is Conclusion.PLAUSIBLE_CONTRIBUTION


@given(pathways(loops=True))
def test_every_outcome_has_one_conclusion_and_its_grounds_are_in_the_plan(pathway: Pathway) -> None:
    found = infer(pathway, TODAY)
    assert list(found) == [element.id for element in pathway.ordered if element.kind.is_outcome]
    for inference in found.values():
        assert set(inference.grounds.elements) <= pathway.element.keys()
        assert set(inference.grounds.links) <= pathway.link.keys()


@given(pathways(loops=True))
def test_a_contribution_always_rests_on_a_reading_an_output_and_supported_links(pathway: Pathway) -> None:
    for outcome_id, inference in infer(pathway, TODAY).items():
        if inference.conclusion is Conclusion.PLAUSIBLE_CONTRIBUTION:
            assert inference.grounds.indicators
            assert best_chain_to(pathway, outcome_id) is not None
            states = {
                found.state for link in inference.grounds.links if (found := assess(pathway.link[link]))
            }
            assert states <= {LinkState.SUPPORTED, LinkState.DEFINITION}
