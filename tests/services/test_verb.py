"""A verb is carried out once and whole: what passes is tried again, what does not is said."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tests.factories import Maker
from tracker.records.models import Organisation
from tracker.services.errors import StaleWrite
from tracker.services.verb import ATTEMPTS, Writer, fetch, verb


class Complaint(Exception):
    """What the driver of a database raises."""

    def __init__(self, text: str, sqlstate: str | None = None) -> None:
        super().__init__(text)
        self.sqlstate = sqlstate


PASSING = [
    Complaint("database is locked"),
    Complaint("could not serialize access", "40001"),
    Complaint("deadlock detected", "40P01"),
]
LASTING = [Complaint("disk I/O error"), Complaint("out of memory", "53200")]


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between attempts, in seconds; nobody waits for them."""
    noted: list[float] = []
    monkeypatch.setattr("tracker.services.verb.time.sleep", noted.append)
    monkeypatch.setattr("tracker.services.verb.random.uniform", lambda least, most: (least + most) / 2)
    return noted


def _failing(complaint: Exception, times: int) -> tuple[Callable[[Writer], int], list[int]]:
    """A verb that the database refuses so many times, and its attempts."""
    attempts: list[int] = []

    @verb
    def write(writer: Writer) -> int:
        writer.session.add(Organisation(code=f"A{len(attempts)}", name="Forsøg", kind="partner"))
        writer.session.flush()
        attempts.append(len(attempts) + 1)
        if len(attempts) <= times:
            raise DBAPIError("INSERT", {}, complaint)
        return len(attempts)

    return write, attempts


def _codes(session: Session) -> list[str]:
    codes = sorted(one.code for one in session.query(Organisation))
    session.rollback()
    return codes


@pytest.mark.usefixtures("waits")
@pytest.mark.parametrize("complaint", PASSING, ids=str)
def test_what_passes_is_tried_again_and_written_once(complaint: Complaint, writer: Writer) -> None:
    write, attempts = _failing(complaint, 2)
    assert write(writer) == 3
    assert attempts == [1, 2, 3]
    assert _codes(writer.session) == ["A2"]


def test_the_pauses_grow_and_stay_below_a_quarter_of_a_second(writer: Writer, waits: list[float]) -> None:
    write, _attempts = _failing(PASSING[0], ATTEMPTS - 1)
    write(writer)
    assert len(waits) == ATTEMPTS - 1
    assert waits == sorted(set(waits))
    assert 0 < waits[0] < 0.02 < waits[-1] < 0.25


@pytest.mark.usefixtures("waits")
def test_what_does_not_pass_in_a_dozen_attempts_is_said(writer: Writer) -> None:
    write, attempts = _failing(PASSING[0], 1_000)
    with pytest.raises(DBAPIError):
        write(writer)
    assert len(attempts) == ATTEMPTS == 12
    assert _codes(writer.session) == []


@pytest.mark.parametrize("complaint", LASTING, ids=str)
def test_what_will_not_pass_is_said_at_once(complaint: Complaint, writer: Writer, waits: list[float]) -> None:
    write, attempts = _failing(complaint, 1)
    with pytest.raises(DBAPIError):
        write(writer)
    assert attempts == [1]
    assert waits == []


def test_a_row_that_changes_under_a_verb_is_a_stale_write(writer: Writer, waits: list[float]) -> None:
    @verb
    def write(_writer: Writer) -> None:
        raise StaleDataError

    with pytest.raises(StaleWrite):
        write(writer)
    assert waits == []


def test_whatever_stops_a_verb_nothing_of_it_is_written_and_the_next_is_carried_out(writer: Writer) -> None:
    @verb
    def write(writer: Writer, stopped: bool) -> None:
        writer.session.add(Organisation(code=f"S{stopped}", name="Forsøg", kind="partner"))
        writer.session.flush()
        if stopped:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(writer, True)
    write(writer, False)
    assert _codes(writer.session) == ["SFalse"]


def test_a_stale_write_says_what_the_row_holds_now(writer: Writer, make: Maker) -> None:
    number = make.organisation()
    with pytest.raises(StaleWrite) as stale:
        fetch(writer, Organisation, number, 7)
    assert stale.value.entity_id == number
    assert stale.value.entity == "organisations"
    assert stale.value.current["version"] == 1
