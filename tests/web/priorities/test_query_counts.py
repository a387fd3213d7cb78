"""The pages of the priorities cost as many queries for a round of fifty as for one of nine."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.conftest import CountQueries, SignInAs
from tests.factories import Maker
from tests.web.priorities.test_deciding import answers
from tracker.records.models import RoundEntry
from tracker.services.priorities.scoring_rounds import add_entries, score_entry
from tracker.services.verb import Writer
from tracker.theory.kinds import ElementKind
from tracker.theory.priorities.candidates import Criterion

pytestmark = pytest.mark.once

MOST = {
    "/priorities": ("reader", 10),
    "/priorities/{round}": ("reader", 22),
    "/priorities/{round}.csv": ("reader", 22),
    "/priorities/{round}/weights": ("planner", 8),
    "/priorities/{round}/score": ("planner", 22),
    "/priorities/candidates/{entry}/score": ("planner", 23),
    "/priorities/{round}/candidates": ("planner", 24),
    "/priorities/{round}/decide": ("planner", 28),
    "/priorities/new": ("planner", 10),
    "/priorities/ideas/1": ("reader", 12),
    "/priorities/ideas/1/edit": ("planner", 12),
}


def test_a_page_asks_as_often_about_many_candidates_as_about_few(
    as_: SignInAs,
    count_queries: CountQueries,
    in_demo: Maker,
    round_id: int,
    demo_session: Session,
    demo_writer: Writer,
) -> None:
    entry = demo_session.scalars(sa.select(RoundEntry.id).order_by(RoundEntry.id)).all()[0]
    demo_session.rollback()
    browsers = {persona: as_(persona) for persona, _most in MOST.values()}

    def costs() -> dict[str, int]:
        found = {}
        for address, (persona, _most) in MOST.items():
            here = address.format(round=round_id, entry=entry)
            browsers[persona].get(here)
            with count_queries() as statements:
                assert browsers[persona].get(here).status_code == 200, here
            found[address] = len(statements)
        return found

    few = costs()
    plans, ideas = [], []
    for number in range(20):
        plan = in_demo.plan()
        output = in_demo.element(ElementKind.OUTPUT, plan_id=plan)
        in_demo.link(in_demo.element(plan_id=plan), output, plan_id=plan)
        plans.append(plan)
        ideas.append(in_demo.idea(finding_ids=[in_demo.finding(code=f"TAL-{number}")]))
    add_entries(in_demo.writer, round_id=round_id, plan_ids=plans, candidate_ids=ideas)
    member = Writer(in_demo.writer.session, demo_writer.now, demo_writer.today, in_demo.person())
    for number in in_demo.writer.session.scalars(sa.select(RoundEntry.id)).all():
        score_entry(member, entry_id=number, scores={Criterion.IMPACT: 2})
    in_demo.writer.session.rollback()
    assert costs() == few
    assert {address: cost for address, cost in few.items() if cost > MOST[address][1]} == {}


def test_a_decided_round_costs_little_more_than_an_open_one(
    as_: SignInAs, count_queries: CountQueries, round_id: int
) -> None:
    planner = as_("planner")
    planner.submit(f"/priorities/{round_id}/decide", answers(9))
    with count_queries() as statements:
        planner.page(f"/priorities/{round_id}")
    assert len(statements) <= 24
