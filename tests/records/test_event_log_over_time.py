"""Whatever people do in whatever order: the log gives the rows, now and at every moment before."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
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
from tracker.records.models import Milestone
from tracker.records.queries.history.log import last_event, logged_changes, state_now
from tracker.records.replay import State, replay, undo
from tracker.services.errors import ServiceError
from tracker.services.follow_up.milestones import complete_milestone, move_milestone, reopen_milestone
from tracker.services.people.accounts import change_person, grant_role, revoke_role
from tracker.services.people.organisations import archive_organisation, restore_organisation
from tracker.services.verb import Writer
from tracker.theory.contents.person import PersonContents
from tracker.theory.kinds import DeliveryStatus, ElementKind, Role

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=30
)
DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))


class Office(RuleBasedStateMachine):
    """People at work on one database; ``moments`` are states that were looked at on the way."""

    template: Template

    elements = Bundle("elements")
    milestones = Bundle("milestones")
    people = Bundle("people")
    organisations = Bundle("organisations")
    roles = Bundle("roles")

    def __init__(self) -> None:
        super().__init__()
        self.copy = self.template.copy()
        self.open = opened(self.copy.__enter__())
        self.session = self.open.__enter__()
        self.writer = Writer(self.session, NOW, TODAY)
        self.make = Maker(self.writer)
        self.moments: list[tuple[int, State]] = []

    def teardown(self) -> None:
        self.open.__exit__(None, None, None)
        self.copy.__exit__(None, None, None)

    def _version(self, milestone: int) -> int:
        return self.session.scalars(sa.select(Milestone.version).where(Milestone.id == milestone)).one()

    def _try(self, action: Callable[[], object]) -> None:
        """A refusal is as good as a success here: it must leave no trace."""
        number = last_event(self.session)
        try:
            action()
        except ServiceError:
            assert last_event(self.session) == number

    @initialize()
    def begin(self) -> None:
        self.make.plan()

    @rule(target=elements, title=TEXTS, kind=st.sampled_from([ElementKind.ACTIVITY, ElementKind.OUTPUT]))
    def add_element(self, title: str, kind: ElementKind) -> int:
        return self.make.element(kind, title=f"x{title}")

    @rule(target=milestones, element=elements, due=DAYS)
    def add_milestone(self, element: int, due: date) -> int:
        return self.make.milestone(element_id=element, due=due)

    @rule(milestone=milestones, due=DAYS, reason=TEXTS)
    def move(self, milestone: int, due: date, reason: str) -> None:
        self._try(
            lambda: move_milestone(
                self.writer,
                milestone_id=milestone,
                version=self._version(milestone),
                due=due,
                reason=f"x{reason}",
            )
        )

    @rule(milestone=milestones, done_on=DAYS)
    def complete(self, milestone: int, done_on: date) -> None:
        self._try(
            lambda: complete_milestone(
                self.writer, milestone_id=milestone, version=self._version(milestone), done_on=done_on
            )
        )

    @rule(milestone=milestones)
    def reopen(self, milestone: int) -> None:
        self._try(
            lambda: reopen_milestone(
                self.writer, milestone_id=milestone, version=self._version(milestone), reason="Alligevel ikke"
            )
        )

    @rule(element=elements, status=st.sampled_from(DeliveryStatus), happened=TEXTS)
    def report(self, element: int, status: DeliveryStatus, happened: str) -> None:
        self.make.report(element, status, happened=happened)

    @rule(target=organisations)
    def add_organisation(self) -> int:
        return self.make.organisation()

    @rule(organisation=organisations, close=st.booleans())
    def archive(self, organisation: int, close: bool) -> None:
        change = archive_organisation if close else restore_organisation
        self._try(lambda: change(self.writer, organisation_id=organisation))

    @rule(target=people, name=TEXTS)
    def add_person(self, name: str) -> int:
        return self.make.person(name=f"x{name}")

    @rule(person=people, name=TEXTS, language=st.sampled_from(["da", "en", "xx"]))
    def rename(self, person: int, name: str, language: str) -> None:
        self._try(
            lambda: change_person(
                self.writer,
                user_id=person,
                version=None,
                contents=PersonContents(name=f"x{name}", language=language),
            )
        )

    @rule(target=roles, person=people, role=st.sampled_from(Role))
    def grant(self, person: int, role: Role) -> int:
        place = self.make.organisation()
        return grant_role(self.writer, user_id=person, role=role, organisation_id=place)

    @rule(role=roles)
    def revoke(self, role: int) -> None:
        self._try(lambda: revoke_role(self.writer, role_id=role))

    @precondition(lambda self: len(self.moments) < 4)
    @rule()
    def remember(self) -> None:
        self.moments.append((last_event(self.session), state_now(self.session)))

    @invariant()
    def the_log_gives_the_rows(self) -> None:
        now = state_now(self.session)
        assert replay(logged_changes(self.session)) == now
        for number, then in self.moments:
            assert undo(logged_changes(self.session, after=number, newest_first=True), now) == then


@pytest.fixture
def office(_empty_template: Template) -> type[Office]:
    return type("OfficeHere", (Office,), {"template": _empty_template})


def test_the_log_gives_the_rows_at_every_moment(office: type[Office]) -> None:
    run_state_machine_as_test(
        office,
        settings=settings(
            max_examples=8,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
