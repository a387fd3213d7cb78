"""A decision freezes a round: the matrix stays as it was, whatever happens to plans and names."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker, filled
from tracker.records.frozen_matrix import as_plain, edition_of, from_plain
from tracker.records.models import Candidate, Link, LinkFinding, Plan, Round, RoundEntry
from tracker.records.queries.priorities.scoring_matrix import live_matrix
from tracker.services.errors import Invalid, StaleWrite
from tracker.services.evidence import detach_finding
from tracker.services.plans.plans import edit_plan
from tracker.services.priorities.decisions import Verdict, decide_round
from tracker.services.priorities.scoring_rounds import (
    add_entries,
    remove_entry,
    score_entry,
    set_criteria,
)
from tracker.services.verb import Writer
from tracker.theory.contents.plan import PlanContents
from tracker.theory.kinds import EntryDecision, EvidenceLevel, Visibility
from tracker.theory.priorities.candidates import Criterion
from tracker.theory.priorities.matrix import Matrix, changes
from tracker.theory.priorities.weighings import Weighing

BOTH = ("da", "en")


@pytest.fixture
def round_id(demo_session: Session) -> int:
    found = demo_session.scalars(sa.select(Round.id)).one()
    demo_session.rollback()
    return found


def now(session: Session, round_id: int) -> Matrix:
    found = live_matrix(session, None, round_id, BOTH)
    session.rollback()
    return found


def kept(session: Session, round_id: int) -> Matrix:
    result = session.scalars(sa.select(Round.result).where(Round.id == round_id)).one()
    assert result is not None
    return from_plain(result)


def verdicts(matrix: Matrix) -> dict[int, Verdict]:
    """The first three go ahead, the others wait."""
    return {
        int(one.candidate.id): Verdict(EntryDecision.GO_AHEAD)
        if one.place is not None and one.place <= 3
        else Verdict(EntryDecision.WAIT, "Senere")
        for one in matrix.ranked
    }


def decide(writer: Writer, round_id: int, **given: object) -> int:
    matrix = now(writer.session, round_id)
    values = {"edition": edition_of(matrix), "verdicts": verdicts(matrix), "reasons": "Flest borgere først"}
    return decide_round(writer, round_id=round_id, **{**values, **given})  # type: ignore[arg-type]


def test_what_is_kept_reads_back_as_the_same_matrix(demo_session: Session, round_id: int) -> None:
    matrix = now(demo_session, round_id)
    assert from_plain(as_plain(matrix)) == matrix
    assert edition_of(from_plain(as_plain(matrix))) == edition_of(matrix)


def test_a_decision_keeps_the_matrix_with_decisions_and_reasons(
    demo_session: Session, demo_writer: Writer, round_id: int
) -> None:
    before = now(demo_session, round_id)
    decide(demo_writer, round_id)
    found = kept(demo_session, round_id)
    assert (found.ranked, found.variants, found.weights) == (before.ranked, before.variants, before.weights)
    assert (found.anchors, found.members, found.scorers) == (before.anchors, before.members, before.scorers)
    decided = {entry.code: entry.decision for entry in found.entries.values()}
    assert decided["HP4"] is EntryDecision.GO_AHEAD
    assert decided["C2"] is EntryDecision.WAIT
    stored = demo_session.scalars(sa.select(Round)).one()
    assert (stored.reasons, stored.decided_at) == ("Flest borgere først", demo_writer.now)


def test_the_kept_matrix_stays_when_plans_change_and_what_changed_is_told(
    demo_session: Session, demo_writer: Writer, round_id: int
) -> None:
    decide(demo_writer, round_id)
    before = kept(demo_session, round_id)
    plan = demo_session.scalars(sa.select(Plan).where(Plan.code == "HP2")).one()
    used = demo_session.execute(
        sa.select(LinkFinding.id, LinkFinding.version)
        .join(Link, Link.id == LinkFinding.link_id)
        .where(Link.plan_id == plan.id)
    ).all()
    rename: dict[str, Any] = {
        "plan_id": plan.id,
        "version": plan.version,
        "code": "HPX",
        "title": "Helt andet navn",
        "title_en": None,
        "visibility": Visibility.SHARED,
        "lead_organisation_id": plan.lead_organisation_id,
        "goal_ids": [2],
        "primary_goal_id": 2,
        "owner_ids": [],
        "partner_ids": [],
        "starts_on": None,
        "ends_on": None,
        "budget_dkk": None,
        "already_in_place": "",
        "target_group": "",
    }
    for use, version in used:
        detach_finding(demo_writer, attachment_id=use, version=version)
    edit_plan(demo_writer, **filled(PlanContents, rename))
    assert kept(demo_session, round_id) == before
    told = {
        (one.entry.code, one.criterion): (one.then, one.now)
        for one in changes(before, now(demo_session, round_id))
    }
    assert told == {("HP2", Criterion.EVIDENCE): (Fraction(75), Fraction(0))}


def test_every_verb_on_a_decided_round_is_refused(
    demo_session: Session, demo_writer: Writer, make_in_demo: Maker, round_id: int
) -> None:
    entry = int(next(iter(now(demo_session, round_id).entries)))
    member = replace(demo_writer, actor_id=make_in_demo.person())
    percents = {
        criterion: Weighing(100 / 8 if criterion is not Criterion.COST else 37.5) for criterion in Criterion
    }
    decide(demo_writer, round_id)
    late: dict[str, Callable[[], object]] = {
        "score": lambda: score_entry(member, entry_id=entry, scores={Criterion.IMPACT: 1}),
        "weights": lambda: set_criteria(demo_writer, round_id=round_id, version=None, weighings=percents),
        "join": lambda: add_entries(demo_writer, round_id=round_id, candidate_ids=[1]),
        "leave": lambda: remove_entry(demo_writer, entry_id=entry),
        "decide": lambda: decide(demo_writer, round_id),
    }
    for name, act in late.items():
        with pytest.raises(Invalid) as refused:
            act()
        assert refused.value.fault == "round_is_decided", name


def test_a_decision_is_made_on_the_matrix_that_was_seen(
    demo_session: Session, demo_writer: Writer, make_in_demo: Maker, round_id: int
) -> None:
    seen = edition_of(now(demo_session, round_id))
    entry = int(next(iter(now(demo_session, round_id).entries)))
    member = replace(demo_writer, actor_id=make_in_demo.person())
    score_entry(member, entry_id=entry, scores={Criterion.IMPACT: 0})
    with pytest.raises(StaleWrite):
        decide(demo_writer, round_id, edition=seen)
    assert demo_session.scalars(sa.select(Round.decided_at)).one() is None


def test_another_level_of_evidence_is_another_matrix(demo_session: Session, round_id: int) -> None:
    matrix = now(demo_session, round_id)
    first = next(entry for entry in matrix.entries.values() if entry.grounds)
    assert first.grounds is not None
    other = replace(first, grounds=replace(first.grounds, level=EvidenceLevel.E1))
    changed = replace(matrix, entries={**matrix.entries, first.candidate.id: other})
    assert edition_of(changed) != edition_of(matrix)


def test_every_candidate_is_decided_on(demo_session: Session, demo_writer: Writer, round_id: int) -> None:
    some = verdicts(now(demo_session, round_id))
    left_out, _verdict = some.popitem()
    with pytest.raises(Invalid) as refused:
        decide(demo_writer, round_id, verdicts=some)
    assert (refused.value.field, refused.value.fault) == (f"decision_{left_out}", "required")


@pytest.mark.parametrize(
    ("code", "decision", "needed"),
    [
        ("HP4", EntryDecision.GO_AHEAD, False),
        ("HP4", EntryDecision.WAIT, True),
        ("HP4", EntryDecision.REJECT, True),
        ("C2", EntryDecision.GO_AHEAD, True),
    ],
)
def test_a_reason_is_needed_but_for_a_ranked_candidate_that_goes_ahead(
    code: str,
    decision: EntryDecision,
    needed: bool,
    demo_session: Session,
    demo_writer: Writer,
    round_id: int,
) -> None:
    matrix = now(demo_session, round_id)
    number = next(int(one.candidate.id) for one in matrix.entries.values() if one.code == code)
    given = {**verdicts(matrix), number: Verdict(decision)}
    if needed:
        with pytest.raises(Invalid) as refused:
            decide(demo_writer, round_id, verdicts=given)
        assert (refused.value.field, refused.value.fault) == (f"reason_{number}", "decision_needs_reason")
    else:
        decide(demo_writer, round_id, verdicts=given)


def test_the_whole_has_its_reasons(demo_writer: Writer, round_id: int) -> None:
    with pytest.raises(Invalid) as refused:
        decide(demo_writer, round_id, reasons=" ")
    assert refused.value.field == "reasons"


def test_an_idea_is_rejected_or_not_as_the_round_decides(
    demo_session: Session, demo_writer: Writer, round_id: int
) -> None:
    matrix = now(demo_session, round_id)
    numbers = {entry.code: int(number) for number, entry in matrix.entries.items()}
    given = {**verdicts(matrix), numbers["C3"]: Verdict(EntryDecision.REJECT, "Virker ikke alene")}
    decide(demo_writer, round_id, verdicts=given)
    ideas = {row.code: (row.rejected, row.decision) for row in demo_session.scalars(sa.select(Candidate))}
    assert ideas == {"C1": (False, ""), "C2": (False, ""), "C3": (True, "Virker ikke alene")}
    rows = demo_session.scalars(sa.select(RoundEntry.decision).where(RoundEntry.id == numbers["C3"]))
    assert rows.one() is EntryDecision.REJECT
