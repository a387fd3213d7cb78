"""Many writers at once: nobody's write is lost, and whoever was overtaken is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
import sqlalchemy as sa

from tests.databases import opened
from tests.factories import Maker
from tests.personas import NOW, TODAY
from tracker.records.models import Event, Milestone, Operation, StatusReport, Submission
from tracker.records.queries.history.log import logged_changes, state_now
from tracker.records.replay import replay
from tracker.services.errors import AlreadyDone, StaleWrite
from tracker.services.follow_up.milestones import move_milestone
from tracker.services.follow_up.reports import report_status
from tracker.services.verb import Writer
from tracker.theory.contents.report import ReportContents
from tracker.theory.kinds import DeliveryStatus

WRITERS = 8
ROUNDS = 125
"""With eight writers a thousand writes."""

Done = TypeVar("Done")


def all_at_once(work: Callable[[int], Done]) -> list[Done]:
    """What ``work`` gives in as many threads as there are writers, all let go together."""
    barrier = Barrier(WRITERS)

    def run(number: int) -> Done:
        barrier.wait(timeout=60)
        return work(number)

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, range(WRITERS)))


def test_of_eight_who_write_the_same_version_one_is_carried_out_and_seven_are_told(empty_url: str) -> None:
    with opened(empty_url) as session:
        milestone = Maker(Writer(session, NOW, TODAY)).milestone()
    together = Barrier(WRITERS)

    def move(number: int) -> int:
        """How many of this writer's moves were carried out."""
        carried_out = 0
        with opened(empty_url) as session:
            writer = Writer(session, NOW, TODAY)
            for attempt in range(ROUNDS):
                version = session.scalars(sa.select(Milestone.version).where(Milestone.id == milestone)).one()
                session.rollback()
                due = TODAY + timedelta(days=1 + number + WRITERS * attempt)
                # everybody has read the version, nobody has written
                together.wait(timeout=60)
                try:
                    move_milestone(writer, milestone_id=milestone, version=version, due=due, reason="Kapløb")
                    carried_out += 1
                except StaleWrite:
                    pass
                together.wait(timeout=60)
        return carried_out

    assert sum(all_at_once(move)) == ROUNDS
    with opened(empty_url) as session:
        moves = sa.select(sa.func.count()).where(
            Event.entity == "milestones", Event.operation == Operation.UPDATE
        )
        assert session.scalar(moves) == ROUNDS
        assert session.get_one(Milestone, milestone).version == 1 + ROUNDS
        assert replay(logged_changes(session)) == state_now(session)


def test_a_form_that_eight_threads_send_makes_one_row(empty_url: str) -> None:
    with opened(empty_url) as session:
        element = Maker(Writer(session, NOW, TODAY)).element()

    def report(_number: int) -> bool:
        with opened(empty_url) as session:
            writer = Writer(session, NOW, TODAY, key="the key of this one form")
            try:
                report_status(
                    writer,
                    element_id=element,
                    status=DeliveryStatus.ON_TRACK,
                    contents=ReportContents(reported_on=TODAY),
                )
            except AlreadyDone:
                return False
            return True

    assert sorted(all_at_once(report)) == [False] * (WRITERS - 1) + [True]
    with opened(empty_url) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(StatusReport)) == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(Submission)) == 1


def test_eight_threads_that_add_elements_get_eight_places(empty_url: str) -> None:
    with opened(empty_url) as session:
        plan = Maker(Writer(session, NOW, TODAY)).plan()

    def add(number: int) -> int:
        with opened(empty_url) as session:
            return Maker(Writer(session, NOW, TODAY)).element(plan_id=plan, code=f"A{number}")

    all_at_once(add)
    with opened(empty_url) as session:
        positions = [row["position"] for row in state_now(session)["elements"].values()]
        assert sorted(positions) == list(range(WRITERS + 1))


def test_a_refused_form_may_be_sent_again_with_its_key(make: Maker, writer: Writer) -> None:
    milestone = make.milestone()
    with_key = replace(writer, key="one form")
    with pytest.raises(StaleWrite) as error:
        move_milestone(with_key, milestone_id=milestone, version=7, due=TODAY, reason="Rykket frem")
    assert (error.value.entity, error.value.entity_id) == ("milestones", milestone)
    assert error.value.current["version"] == 1
    move_milestone(with_key, milestone_id=milestone, version=1, due=TODAY, reason="Rykket frem")
    assert writer.session.get_one(Milestone, milestone).due == TODAY
