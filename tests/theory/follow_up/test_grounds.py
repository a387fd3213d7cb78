"""Every conclusion can say what it rests on."""

from hypothesis import given

from tests.theory.builders import TODAY, arrow, box, finding, indicator, milestone, pathways, plan
from tests.theory.reader import document, expected
from tests.theory.reader import pathways as sample
from tracker.theory.follow_up.delivery import OutputDelivery
from tracker.theory.follow_up.grounds import Explanation, explain, explain_output
from tracker.theory.follow_up.inference import Conclusion, infer
from tracker.theory.kinds import DeliveryStatus, EvidenceLevel, ResultStatus
from tracker.theory.pathway import Pathway, StatusReport

COMPLETED = StatusReport(TODAY, DeliveryStatus.COMPLETED)
AS_OF = document()["meta"]["as_of"]


def test_a_plausible_contribution_names_output_reading_link_level_and_publication() -> None:
    pathway = plan(
        arrow("O1 K1", attachments=(finding(3),)),
        elements=[box("O1", report=COMPLETED), box("K1")],
        indicators=[indicator("K1", (-5, 50))],
    )
    found = explain(pathway, TODAY)["K1"]
    assert found.conclusion is Conclusion.PLAUSIBLE_CONTRIBUTION
    [output] = found.deliveries
    assert (output.element.id, output.delivery, output.late) == ("O1", OutputDelivery.AS_PLANNED, False)
    [reading] = found.readings
    assert reading.latest is not None
    assert (reading.latest.value, reading.has_moved) == (50, True)
    [link] = found.links
    assert link.assessment is not None
    assert (link.source.id, link.target.id, link.assessment.level) == ("O1", "K1", EvidenceLevel.E3)
    assert link.findings == (finding(3),)


def test_a_question_to_the_delivery_names_late_activities_and_their_overdue_milestones() -> None:
    pathway = plan(
        arrow("A1 O1"),
        arrow("O1 K1"),
        elements=[box("O1", report=StatusReport(TODAY, DeliveryStatus.ON_TRACK)), box("K1")],
        indicators=[indicator("K1", (-5, 0))],
        milestones=[milestone("A1", -10)],
    )
    found = explain(pathway, TODAY)["K1"]
    assert [(one.element.id, one.delivery, one.late) for one in found.deliveries] == [
        ("A1", None, True),
        ("O1", OutputDelivery.PARTLY, False),
    ]
    assert [late.days_overdue for late in found.milestones] == [10]


def test_an_output_names_its_readings_and_what_is_late_before_it() -> None:
    pathway = plan(
        arrow("A1 O1"),
        arrow("A2 O1"),
        arrow("O1 K1"),
        elements=[box("O1", report=StatusReport(TODAY, DeliveryStatus.ON_TRACK)), box("K1")],
        indicators=[indicator("O1", (-5, 50))],
        milestones=[milestone("A1", -10), milestone("A2", 10)],
    )
    found = explain_output(pathway, "O1", TODAY)
    assert found is not None
    assert found.delivery is OutputDelivery.PARTLY
    assert [one.indicator.id for one in found.readings] == ["i-O1"]
    assert [(one.element.id, one.late) for one in found.late] == [("A1", True)]
    assert [late.days_overdue for late in found.milestones] == [10]
    assert explain_output(pathway, "K1", TODAY) is None
    assert explain_output(pathway, "A1", TODAY) is None


def test_an_indicator_without_a_reading_is_named_as_unread() -> None:
    found = explain(plan(elements=[box("K1")], indicators=[indicator("K1")]), TODAY)["K1"]
    assert (found.conclusion, found.readings) == (Conclusion.NOT_KNOWN, ())
    assert [one.id for one in found.unread] == ["i-K1"]


def test_a_claim_without_a_reading_names_the_report_that_claims() -> None:
    report = StatusReport(TODAY, ResultStatus.ACHIEVED)
    assert explain(plan(elements=[box("K1", report=report)]), TODAY)["K1"].claim is report


@given(pathways(loops=True))
def test_nothing_that_a_conclusion_rests_on_is_left_unexplained(pathway: Pathway) -> None:
    explained = explain(pathway, TODAY)
    assert list(explained) == list(infer(pathway, TODAY))
    for inference in infer(pathway, TODAY).values():
        found, grounds = explained[inference.element], inference.grounds
        assert [one.element.id for one in found.deliveries] == list(grounds.elements)
        assert [one.id for one in found.links] == list(grounds.links)
        assert [one.milestone.id for one in found.milestones] == list(grounds.milestones)
        assert [one.indicator.id for one in found.readings] == list(grounds.indicators)
        assert (found.claim is not None) is inference.claim_without_reading


def demo() -> dict[object, Explanation]:
    return {code: found for plan in sample() for code, found in explain(plan, AS_OF).items()}


def test_the_sample_s_conclusions_rest_on_what_they_must() -> None:
    """A plausible contribution rests on delivered outputs, a change, and links with publications."""
    found = demo()
    assert {code for code, one in found.items() if one.claim} == set(expected()["claims_without_measurement"])
    for code, one in found.items():
        if one.conclusion is Conclusion.PLAUSIBLE_CONTRIBUTION:
            assert one.deliveries, code
            assert any(reading.has_moved for reading in one.readings), code
            assert all(link.findings for link in one.links if link.assessment and link.assessment.level), code
        if one.conclusion in (Conclusion.QUESTION_DELIVERY, Conclusion.QUESTION_THEORY):
            assert not any(reading.has_moved for reading in one.readings), code
    unmeasured = set(expected()["outcomes_without_indicator"])
    assert {code for code, one in found.items() if not one.readings and not one.unread} == unmeasured
