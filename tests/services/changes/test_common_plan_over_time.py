"""Two people at one plan, in whatever order they build, undo, go back, propose and accept."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.databases import Template, opened
from tests.factories import Maker
from tests.personas import NOW, TODAY
from tracker.records.contents import DECIDED, HAPPENED, key_of, live
from tracker.records.models import Assumption, Element, Event, Link, LinkAssumption, Proposal
from tracker.records.queries.history.log import last_event, logged_changes, state_now
from tracker.records.queries.history.past import pathway_of_rows, rows_now
from tracker.records.queries.history.undoable import undoable
from tracker.records.queries.pathway import load_pathway
from tracker.records.replay import State, replay, undo
from tracker.services.changes.proposals import accept_proposal, propose, return_proposal, withdraw_proposal
from tracker.services.changes.undoing import restore_plan, undo_change
from tracker.services.errors import ServiceError
from tracker.services.plans.assumptions import lay_assumption
from tracker.services.plans.elements import archive_element, edit_element, move_element, restore_element
from tracker.services.plans.links import disconnect, edit_link, restore_link
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.link import LinkContents
from tracker.theory.kinds import DeliveryStatus, ElementKind, LinkKind, ProposalState

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
).map(lambda text: f"x{text}x")
KINDS = st.sampled_from([ElementKind.ACTIVITY, ElementKind.OUTPUT, ElementKind.OUTCOME_SHORT])
WHO = st.integers(0, 1)
PICK = st.integers(0, 10_000)


@verb
def take_off(writer: Writer, *, tie_id: int) -> None:
    writer.session.delete(fetch(writer, LinkAssumption, tie_id))


class Meeting(RuleBasedStateMachine):
    """``moments`` are events with what could be seen of the plan right after them; ``written`` is every text
    that was ever saved, by its element."""

    template: Template

    def __init__(self) -> None:
        super().__init__()
        self.copy = self.template.copy()
        self.open = opened(self.copy.__enter__())
        self.session = self.open.__enter__()
        program = Writer(self.session, NOW, TODAY)
        self.make = Maker(program)
        self.people = [replace(program, actor_id=self.make.person()) for _ in range(2)]
        self.moments: list[tuple[int, Any]] = []
        self.written: set[tuple[int, str]] = set()

    def teardown(self) -> None:
        self.open.__exit__(None, None, None)
        self.copy.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.plan = self.make.plan(goal_ids=[self.make.goal(), self.make.goal()])
        self.make.made["plan"] = self.plan
        first, then = self.make.element(), self.make.element(ElementKind.OUTPUT)
        self.make.assumption(self.make.link(first, then))
        self.foreign = self.make.element(plan_id=self.make.plan())
        self.begun = last_event(self.session)

    # -- what people do -------------------------------------------------------------------------------------

    def _try(self, action: Callable[[], object]) -> bool:
        """A refusal must leave no trace."""
        number = last_event(self.session)
        self.session.rollback()
        try:
            action()
        except ServiceError:
            self.session.rollback()
            assert last_event(self.session) == number
            return False
        return True

    def _pick(self, model: Any, pick: int, *where: Any) -> Any:
        """One of the plan's rows; None where there is none."""
        self.session.rollback()
        query = sa.select(model).where(model.plan_id == self.plan, *where).order_by(model.id)
        rows = self.session.scalars(query.execution_options(populate_existing=True)).all()
        return rows[pick % len(rows)] if rows else None

    @rule(who=WHO, kind=KINDS, title=TEXTS)
    def add(self, who: int, kind: ElementKind, title: str) -> None:
        maker = Maker(self.people[who])
        maker.numbers, maker.made = self.make.numbers, self.make.made
        self.written.add((maker.element(kind, title=title), title))

    def _retitle(self, pick: int, kind: ElementKind, title: str) -> Callable[[Writer], object] | None:
        row = self._pick(Element, pick, Element.kind != ElementKind.GOAL)
        number, version = row.id, row.version
        return lambda writer: edit_element(
            writer, element_id=number, version=version, contents=ElementContents(kind=kind, title=title)
        )

    @rule(who=WHO, pick=PICK, kind=KINDS, title=TEXTS)
    def edit(self, who: int, pick: int, kind: ElementKind, title: str) -> None:
        change = self._retitle(pick, kind, title)
        if change is not None:
            self._try(lambda: change(self.people[who]))

    @rule(who=WHO, pick=PICK, steps=st.integers(-2, 2))
    def move(self, who: int, pick: int, steps: int) -> None:
        row = self._pick(Element, pick)
        self._try(lambda: move_element(self.people[who], element_id=row.id, version=row.version, steps=steps))

    @rule(who=WHO, pick=PICK, back=st.booleans())
    def archive_or_restore(self, who: int, pick: int, back: bool) -> None:
        row = self._pick(Element, pick)
        change = restore_element if back else archive_element
        self._try(lambda: change(self.people[who], element_id=row.id, version=row.version))

    @rule(who=WHO, one=PICK, other=PICK, kind=st.sampled_from(LinkKind))
    def link(self, who: int, one: int, other: int, kind: LinkKind) -> None:
        ends = [self._pick(Element, pick).id for pick in (one, other)]
        maker = Maker(self.people[who])
        maker.numbers, maker.made = self.make.numbers, self.make.made
        self._try(lambda: maker.link(ends[0], ends[1], kind))

    @rule(who=WHO, pick=PICK, one=PICK, other=PICK)
    def run_elsewhere(self, who: int, pick: int, one: int, other: int) -> None:
        row = self._pick(Link, pick)
        given = {"link_id": row.id, "version": row.version}
        ends = [self._pick(Element, pick).id for pick in (one, other)]
        contents = LinkContents(kind=row.kind, source_id=ends[0], target_id=ends[1])
        self._try(lambda: edit_link(self.people[who], contents=contents, **given))

    @rule(who=WHO, pick=PICK, back=st.booleans())
    def take_out_or_put_back(self, who: int, pick: int, back: bool) -> None:
        row = self._pick(Link, pick)
        change = restore_link if back else disconnect
        self._try(lambda: change(self.people[who], link_id=row.id, version=row.version))

    @rule(who=WHO, link=PICK, pick=PICK)
    def lay(self, who: int, link: int, pick: int) -> None:
        one, other = self._pick(Link, link).id, self._pick(Assumption, pick).id
        self._try(lambda: lay_assumption(self.people[who], link_id=one, assumption_id=other))

    @rule(who=WHO, pick=PICK)
    def take_off_a_link(self, who: int, pick: int) -> None:
        row = self._pick(LinkAssumption, pick)
        if row is not None:
            number = row.id
            self._try(lambda: take_off(self.people[who], tie_id=number))

    @rule(who=WHO, pick=PICK)
    def report(self, who: int, pick: int) -> None:
        row = self._pick(Element, pick).id
        self._try(lambda: Maker(self.people[who]).report(row, DeliveryStatus.ON_TRACK))

    @rule(who=WHO, pick=PICK)
    def undo_something(self, who: int, pick: int) -> None:
        recent = sa.select(Event.change).where(Event.id > self.begun, Event.plan_id == self.plan)
        changes = sorted(undoable(self.session, self.plan, self.session.scalars(recent.distinct())))
        if changes:
            change = changes[pick % len(changes)]
            self._try(
                lambda: undo_change(self.people[who], plan_id=self.plan, change=change, reason="Fortrudt")
            )

    @rule(who=WHO)
    def undo_the_latest_and_again(self, who: int) -> None:
        """What was done last can always be undone, and done again by undoing that."""
        latest = sa.select(Event.change).where(Event.plan_id == self.plan).order_by(Event.id.desc()).limit(1)
        change = self.session.scalars(latest).one()
        if change not in undoable(self.session, self.plan, [change]):
            return
        before = self._seen()
        assert self._try(lambda: undo_change(self.people[who], plan_id=self.plan, change=change, reason="x"))
        again = self.session.scalars(latest).one()
        assert self._try(lambda: undo_change(self.people[who], plan_id=self.plan, change=again, reason="x"))
        assert self._seen() == before

    @precondition(lambda self: self.moments)
    @rule(who=WHO, pick=PICK)
    def go_back(self, who: int, pick: int) -> None:
        number, then = self.moments[pick % len(self.moments)]
        writer = self.people[who]
        reason = "Tilbage"
        if self._try(lambda: restore_plan(writer, plan_id=self.plan, event=number, reason=reason)):
            assert self._seen() == then

    @rule(who=WHO, pick=PICK, kind=KINDS, title=TEXTS)
    def propose_a_title(self, who: int, pick: int, kind: ElementKind, title: str) -> None:
        self._propose(who, self._retitle(pick, kind, title), "edit_element")

    @rule(who=WHO, kind=KINDS, title=TEXTS, pick=PICK)
    def propose_an_element(self, who: int, kind: ElementKind, title: str, pick: int) -> None:
        end, number = self._pick(Element, pick).id, next(self.make.numbers)

        def change(writer: Writer) -> None:
            maker = Maker(writer)
            maker.numbers, maker.made = iter(range(number, number + 9)), self.make.made  # type: ignore[assignment]
            maker.link(maker.element(kind, title=title), end)

        self._propose(who, change, "add_element")

    def _propose(self, who: int, change: Callable[[Writer], object] | None, name: str) -> None:
        before = self._seen()
        if change is not None:
            self._try(
                lambda: propose(
                    self.people[who], plan_id=self.plan, change=change, verb_name=name, why="Fordi"
                )
            )
        assert self._seen() == before

    @rule(who=WHO, pick=PICK, how=st.integers(0, 5))
    def decide(self, who: int, pick: int, how: int) -> None:
        row = self._pick(Proposal, pick, Proposal.state == ProposalState.OPEN)
        if row is None:
            return
        writer, given = self.people[who], {"proposal_id": row.id, "version": row.version}
        if how == 0:
            self._try(lambda: return_proposal(writer, answer="Nej", **given))
        elif how == 1:
            self._try(lambda: withdraw_proposal(writer, **given))
        else:
            self._try(lambda: accept_proposal(writer, **given))

    @precondition(lambda self: len(self.moments) < 4)
    @rule()
    def remember(self) -> None:
        self.moments.append((last_event(self.session), self._seen()))

    # -- what must hold -------------------------------------------------------------------------------------

    def _seen(self) -> Any:
        """What can be seen of the plan's contents, by what tells rows apart, beside what no undo touches."""
        self.session.rollback()
        seen = live(rows_now(self.session, self.plan))
        return {
            entity: {
                key_of(entity, row): {
                    name: value
                    for name, value in row.items()
                    if name not in DECIDED.get(entity, frozenset()) | HAPPENED.get(entity, frozenset())
                    and (name != "id" or entity in ("elements", "links", "assumptions"))
                }
                for row in rows.values()
            }
            for entity, rows in seen.items()
        }

    @invariant()
    def the_log_gives_the_rows_now_and_at_every_moment(self) -> None:
        self.session.rollback()
        now = state_now(self.session)
        assert replay(logged_changes(self.session)) == now
        for number, then in self.moments[-1:]:
            past: State = undo(logged_changes(self.session, after=number, newest_first=True), now)
            own = {
                entity: {n: row for n, row in rows.items() if row.get("plan_id", row["id"]) == self.plan}
                for entity, rows in past.items()
            }
            assert live(own)["elements"].keys() == {key[0] for key in then["elements"]}

    @invariant()
    def rows_and_database_make_the_same_theory_of_change(self) -> None:
        self.session.rollback()
        rows = rows_now(self.session, self.plan)
        assert pathway_of_rows(self.session, self.plan, rows, "da") == load_pathway(
            self.session, self.plan, "da"
        )

    @invariant()
    def no_link_is_forbidden(self) -> None:
        self.session.rollback()
        links = self.session.execute(sa.select(Link.source_id, Link.target_id, Link.kind, Link.archived_at))
        own = set(self.session.scalars(sa.select(Element.id).where(Element.plan_id == self.plan)))
        live_ones = []
        for source, target, kind, archived_at in links:
            assert source != target
            assert {source, target} <= own
            if archived_at is None:
                live_ones.append((source, target, kind))
        assert len(live_ones) == len(set(live_ones))

    @invariant()
    def no_text_is_lost(self) -> None:
        """Whatever was written stands in the log for good, and no element is ever gone."""
        self.session.rollback()
        there = set(self.session.scalars(sa.select(Element.id)))
        said = {
            (event.entity_id, event.after["title"])
            for event in self.session.scalars(sa.select(Event).where(Event.entity == "elements"))
            if event.after and "title" in event.after
        }
        assert self.written <= said
        assert {number for number, _ in self.written} <= there


@pytest.fixture
def meeting(_empty_template: Template) -> type[Meeting]:
    return type("MeetingHere", (Meeting,), {"template": _empty_template})


def test_whatever_two_people_do_the_plan_holds_together(meeting: type[Meeting]) -> None:
    run_state_machine_as_test(
        meeting,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
