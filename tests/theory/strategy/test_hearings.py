"""Where each recipient of a hearing stands."""

from datetime import date, timedelta

import pytest

from tests.personas import TODAY
from tests.theory.reader import document, expected
from tracker.theory.strategy.hearings import RecipientState, assess_recipient, count_recipients, is_quoted


def test_the_recipients_of_the_demonstration_stand_as_expected() -> None:
    found = {}
    for case in document()["cases"]:
        for hearing in case["hearings"]:
            met = {reply["recipient"]: reply["meeting"] for reply in hearing["replies"]}
            found[hearing["id"]] = {
                code: assess_recipient(hearing["deadline"], met.get(code), TODAY).state.value
                for code in hearing["recipients"]
            }
    assert found == expected()["hearings"]


def test_an_answer_that_is_due_today_is_not_overdue() -> None:
    on_the_day = assess_recipient(TODAY, None, TODAY)
    assert (on_the_day.state, on_the_day.days_left) == (RecipientState.WAITING, 0)
    a_day_later = assess_recipient(TODAY, None, TODAY + timedelta(days=1))
    assert (a_day_later.state, a_day_later.days_overdue) == (RecipientState.OVERDUE, 1)


def test_a_meeting_on_the_day_of_the_deadline_is_in_time_and_a_day_later_is_late() -> None:
    assert assess_recipient(TODAY, TODAY, TODAY).state is RecipientState.REPLIED
    late = assess_recipient(date(2015, 9, 10), date(2015, 9, 14), TODAY)
    assert (late.state, late.days_late) == (RecipientState.REPLIED_LATE, 4)


def test_who_still_has_time_or_has_replied_in_time_is_no_day_overdue_or_late() -> None:
    for met in (None, TODAY):
        found = assess_recipient(TODAY, met, TODAY)
        assert (found.days_overdue, found.days_late) == (0, 0)


def test_a_late_reply_is_no_longer_overdue_and_an_overdue_one_is_not_yet_late() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert assess_recipient(yesterday, TODAY, TODAY).days_overdue == 0
    assert assess_recipient(yesterday, None, TODAY).days_late == 0


def test_a_reply_stays_what_it_was_however_much_time_passes() -> None:
    later = TODAY + timedelta(days=1000)
    assert assess_recipient(TODAY, TODAY, later) == assess_recipient(TODAY, TODAY, TODAY)


def test_every_state_is_counted_also_where_nobody_stands_in_it() -> None:
    counts = count_recipients([assess_recipient(TODAY, None, TODAY), assess_recipient(TODAY, TODAY, TODAY)])
    assert counts == {
        RecipientState.OVERDUE: 0,
        RecipientState.WAITING: 1,
        RecipientState.REPLIED_LATE: 0,
        RecipientState.REPLIED: 1,
    }


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("SSP-arbejdet", True),
        ("informationen,\nforældreinddragelse", True),
        ("Udvalget … SSP-arbejdet", True),
        ("Udvalget [...] forældreinddragelse", True),
        ("fravær", False),
    ],
)
def test_a_point_quotes_the_decision_however_its_lines_are_broken(quote: str, stands: bool) -> None:
    decision = "Udvalget prioriterer informationen, forældreinddragelse\nog SSP-arbejdet."
    assert is_quoted(quote, decision) is stands
