import pytest

from tests.theory.builders import TODAY, arrow, box, days, indicator, milestone, plan
from tracker.theory.follow_up.delivery import OutputDelivery, assess_delivery
from tracker.theory.kinds import DeliveryStatus
from tracker.theory.pathway import Element, Indicator, StatusReport


def reported(code: str, status: DeliveryStatus, ends: int | None = None) -> Element:
    return box(code, report=StatusReport(TODAY, status), ends_on=None if ends is None else days(ends))


def delivery(status: DeliveryStatus | None, *own: Indicator) -> OutputDelivery:
    output = box("O1") if status is None else reported("O1", status)
    return assess_delivery(plan(elements=[output], indicators=own), TODAY).outputs["O1"]


REACHED = indicator("O1", (0, 100))
ON_TRACK = indicator("O1", (0, 50))
BEHIND = indicator("O1", (0, 10))
NOTHING = indicator("O1", (0, 0))
UNREAD = indicator("O1")


@pytest.mark.parametrize(
    ("status", "own", "expected"),
    [
        (DeliveryStatus.COMPLETED, [], OutputDelivery.AS_PLANNED),
        (DeliveryStatus.COMPLETED, [BEHIND], OutputDelivery.AS_PLANNED),
        (DeliveryStatus.MAJOR_ISSUES, [REACHED], OutputDelivery.AS_PLANNED),
        (DeliveryStatus.ON_TRACK, [], OutputDelivery.AS_PLANNED),
        (DeliveryStatus.ON_TRACK, [ON_TRACK], OutputDelivery.AS_PLANNED),
        (DeliveryStatus.ON_TRACK, [UNREAD], OutputDelivery.AS_PLANNED),
        (DeliveryStatus.ON_TRACK, [BEHIND], OutputDelivery.PARTLY),
        (DeliveryStatus.ON_TRACK, [NOTHING], OutputDelivery.UNDELIVERED),
        (DeliveryStatus.MINOR_ISSUES, [], OutputDelivery.PARTLY),
        (DeliveryStatus.MAJOR_ISSUES, [BEHIND], OutputDelivery.PARTLY),
        (DeliveryStatus.MAJOR_ISSUES, [], OutputDelivery.UNDELIVERED),
        (DeliveryStatus.PLANNED, [], OutputDelivery.UNDELIVERED),
        (DeliveryStatus.ABANDONED, [], OutputDelivery.UNDELIVERED),
        (DeliveryStatus.NOT_KNOWN, [], OutputDelivery.NOT_KNOWN),
        (DeliveryStatus.NOT_KNOWN, [ON_TRACK], OutputDelivery.PARTLY),
        (None, [UNREAD], OutputDelivery.NOT_KNOWN),
        (None, [NOTHING], OutputDelivery.UNDELIVERED),
    ],
)
def test_an_output_is_judged_by_its_own_report_and_readings(
    status: DeliveryStatus | None, own: list[Indicator], expected: OutputDelivery
) -> None:
    assert delivery(status, *own) is expected


def test_a_finished_activity_says_nothing_of_its_output() -> None:
    finished = plan(arrow("A1 O1"), elements=[reported("A1", DeliveryStatus.COMPLETED), box("O1")])
    assert assess_delivery(finished, TODAY).outputs == {"O1": OutputDelivery.NOT_KNOWN}


def test_an_output_on_track_is_held_up_by_a_late_activity_however_far_before_it() -> None:
    elements = [reported("O1", DeliveryStatus.ON_TRACK), reported("O2", DeliveryStatus.COMPLETED)]
    links = (arrow("A1 A2"), arrow("A2 O1"), arrow("A2 O2"))
    found = assess_delivery(plan(*links, elements=elements, milestones=[milestone("A1", -1)]), TODAY)
    assert found.outputs == {"O1": OutputDelivery.PARTLY, "O2": OutputDelivery.AS_PLANNED}
    assert set(found.late) == {"A1"}
    assert found.overdue == {"A1": ("m-A1",)}


@pytest.mark.parametrize(
    ("activity", "late"),
    [
        (reported("A1", DeliveryStatus.MAJOR_ISSUES), True),
        (reported("A1", DeliveryStatus.ABANDONED), True),
        (reported("A1", DeliveryStatus.MINOR_ISSUES), False),
        (reported("A1", DeliveryStatus.ON_TRACK, ends=-1), True),
        (reported("A1", DeliveryStatus.ON_TRACK, ends=0), False),
        (reported("A1", DeliveryStatus.COMPLETED, ends=-1), False),
        (box("A1", ends_on=days(-1)), True),
        (box("A1"), False),
    ],
)
def test_an_activity_is_late_by_its_report_or_its_end_date(activity: Element, late: bool) -> None:
    assert ("A1" in assess_delivery(plan(elements=[activity]), TODAY).late) is late


def test_an_open_milestone_in_time_and_a_done_one_hold_nothing_up() -> None:
    kept = [milestone("A1", 0, code="m1"), milestone("A1", -20, done=-1, code="m2")]
    assert assess_delivery(plan(elements=[box("A1")], milestones=kept), TODAY).late == frozenset()
