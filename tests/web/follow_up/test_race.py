"""Eight people at the same milestone: one is carried out, and each of the others gets their text back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.conftest import signed_in
from tests.page import Page
from tests.personas import EMAILS
from tracker.records.models import Event, Milestone

pytestmark = pytest.mark.both

WRITERS = 8
ROUNDS = 6


def test_of_eight_who_move_a_milestone_one_does_and_seven_keep_their_text(app, number, rows):
    milestone = number("HP5-m2")
    address = f"/milestones/{milestone}/report"
    browsers = [signed_in(app, EMAILS["planner"]) for _writer in range(WRITERS)]
    # everybody has read the version, nobody has written
    together = Barrier(WRITERS)

    def move(writer):
        """The status of each answer, after the pages of those who lost were looked at."""
        found = []
        for attempt in range(ROUNDS):
            values = browsers[writer].page(address).form(address, "due").values()
            text = f"Kapløb <b>{writer}</b> & {attempt} 🚓"
            typed = {"answer": "moved", "due": f"{writer + 1:02}.{attempt + 1:02}.2016", "reason": text}
            together.wait(timeout=60)
            answer = browsers[writer].send(values, typed, address)
            together.wait(timeout=60)
            found.append(answer.status_code)
            if answer.status_code == 409:
                kept = Page(answer, address).form(address).values()
                assert (kept["reason"], kept["due"]) == ([text], [typed["due"]])
        return found

    with ThreadPoolExecutor(WRITERS) as pool:
        statuses = [status for found in pool.map(move, range(WRITERS)) for status in found]
    assert sorted(statuses) == [303] * ROUNDS + [409] * ROUNDS * (WRITERS - 1)
    moves = rows(Event, Event.verb == "move_milestone")
    assert len({event.reason for event in moves}) == len(moves) == ROUNDS
    assert rows(Milestone, Milestone.id == milestone)[0].version == 1 + ROUNDS
