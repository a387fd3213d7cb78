"""What can be done with a link once it is there: changed, led elsewhere, taken out, put back."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.factories import Maker, filled
from tests.personas import NOW
from tracker.records.models import Event, Link
from tracker.records.queries.history.log import last_event
from tracker.records.queries.pathway import load_pathway
from tracker.services.errors import Invalid, NotThere, StaleWrite
from tracker.services.plans.elements import archive_element
from tracker.services.plans.links import disconnect, edit_link, restore_link
from tracker.theory.contents.link import LONGEST_LAG, LinkContents
from tracker.theory.kinds import ElementKind, LinkBasis, LinkKind
from tracker.theory.structure import ProblemKind, errors


class Chain:
    """An activity, an output and an outcome; ``link`` runs from the first to the second."""

    def __init__(self, make: Maker) -> None:
        self.make, self.writer, self.session = make, make.writer, make.writer.session
        self.activity = make.element()
        self.output = make.element(ElementKind.OUTPUT)
        self.outcome = make.element(ElementKind.OUTCOME_SHORT)
        self.link = make.link(self.activity, self.output, rationale="Fordi ture ses")

    def row(self, link: int | None = None) -> Link:
        self.session.rollback()
        return self.session.get_one(Link, link or self.link, populate_existing=True)

    def edit(self, link: int | None = None, **given: Any) -> int:
        """Sends the link's form with what is there, but for ``given``."""
        there = self.row(link)
        names = ("version", "kind", "source_id", "target_id", "basis", "lag_days", "rationale")
        form = {name: getattr(there, name) for name in names}
        return edit_link(self.writer, link_id=there.id, **filled(LinkContents, {**form, **given}))

    def fault(self, link: int | None = None, **given: Any) -> tuple[str, str]:
        """Field and fault for which the form is refused, which leaves no trace."""
        number = last_event(self.session)
        with pytest.raises(Invalid) as refused:
            self.edit(link, **given)
        assert last_event(self.session) == number
        return refused.value.field, refused.value.fault

    def take_out(self, link: int | None = None, reason: str = "") -> None:
        there = self.row(link)
        disconnect(self.writer, link_id=there.id, version=there.version, reason=reason)

    def put_back(self, link: int | None = None) -> None:
        there = self.row(link)
        restore_link(self.writer, link_id=there.id, version=there.version)

    def ends(self) -> list[tuple[int | str, int | str]]:
        """What the diagram shows."""
        self.session.rollback()
        links = load_pathway(self.session, self.make.the("plan"), "da").links
        return [(one.source, one.target) for one in links]


@pytest.fixture
def chain(make: Maker) -> Chain:
    return Chain(make)


def test_a_form_changes_all_of_a_link_and_the_log_keeps_what_was(chain: Chain) -> None:
    chain.edit(
        kind=LinkKind.FEEDBACK,
        source_id=chain.outcome,
        target_id=chain.activity,
        basis=LinkBasis.DEFINITION,
        lag_days=30,
        rationale="  Det ses igen ",
    )
    there = chain.row()
    assert (there.kind, there.source_id, there.target_id) == (
        LinkKind.FEEDBACK,
        chain.outcome,
        chain.activity,
    )
    assert (there.basis, there.lag_days, there.rationale) == (LinkBasis.DEFINITION, 30, "Det ses igen")
    event = chain.session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert event.before is not None
    assert (event.before["source_id"], event.before["rationale"]) == (chain.activity, "Fordi ture ses")


def test_a_form_that_changes_nothing_is_no_twin_of_itself_and_leaves_no_trace(chain: Chain) -> None:
    number = last_event(chain.session)
    chain.edit()
    assert last_event(chain.session) == number


def test_evidence_and_assumptions_stay_on_a_link_that_runs_elsewhere(chain: Chain) -> None:
    chain.make.assumption(chain.link)
    chain.make.finding(chain.link)
    before = load_pathway(chain.session, chain.make.the("plan"), "da").links[0]
    chain.edit(target_id=chain.outcome)
    chain.session.rollback()
    after = load_pathway(chain.session, chain.make.the("plan"), "da").links[0]
    assert after.target == chain.outcome
    assert (after.assumptions, after.attachments) == (before.assumptions, before.attachments)
    assert after.assumptions
    assert after.attachments


@pytest.mark.parametrize("kind", LinkKind)
def test_a_link_is_never_led_to_where_it_comes_from(chain: Chain, kind: LinkKind) -> None:
    assert chain.fault(target_id=chain.activity, kind=kind) == ("target_id", "links_to_itself")


def test_a_link_is_never_led_out_of_its_plan(chain: Chain) -> None:
    foreign = chain.make.element(plan_id=chain.make.plan())
    assert chain.fault(source_id=foreign) == ("source_id", "of_another_plan")
    assert chain.fault(target_id=foreign) == ("target_id", "of_another_plan")


def test_a_link_is_not_led_to_what_is_archived_or_was_never_there(chain: Chain) -> None:
    archive_element(chain.writer, element_id=chain.outcome, version=1)
    assert chain.fault(target_id=chain.outcome) == ("target_id", "not_there")
    assert chain.fault(source_id=999) == ("source_id", "not_there")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"lag_days": -1}, ("lag_days", "out_of_range")),
        ({"lag_days": LONGEST_LAG + 1}, ("lag_days", "out_of_range")),
        ({"rationale": "x" * 20_001}, ("rationale", "too_long")),
        ({"rationale": "\x1b"}, ("rationale", "control_characters")),
    ],
)
def test_a_changed_link_says_what_a_new_one_could_say(
    chain: Chain, given: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert chain.fault(**given) == expected
    chain.edit(lag_days=LONGEST_LAG)


def test_two_elements_are_linked_once_by_each_kind(chain: Chain) -> None:
    ends = {"source_id": chain.activity, "target_id": chain.output}
    other = chain.make.link(chain.activity, chain.outcome)
    assert chain.fault(other, target_id=chain.output) == ("target_id", "linked_already")
    chain.edit(other, kind=LinkKind.FEEDBACK, **ends)
    assert chain.fault(other, kind=LinkKind.IMPLEMENTATION) == ("target_id", "linked_already")
    back = chain.make.link(chain.output, chain.activity)
    assert chain.row(back).archived_at is None


def test_a_link_may_take_the_place_of_one_that_was_taken_out(chain: Chain) -> None:
    other = chain.make.link(chain.activity, chain.outcome)
    chain.take_out()
    chain.edit(other, target_id=chain.output)
    assert chain.ends() == [(chain.activity, chain.output)]


def test_a_link_that_is_led_round_in_a_circle_is_saved_and_shown(chain: Chain) -> None:
    back = chain.make.link(chain.output, chain.outcome)
    chain.edit(back, target_id=chain.activity)
    chain.session.rollback()
    found = errors(load_pathway(chain.session, chain.make.the("plan"), "da"))
    assert ProblemKind.CYCLE in {problem.kind for problem in found}


def test_of_two_who_change_a_link_the_second_is_shown_what_the_first_wrote(chain: Chain) -> None:
    chain.edit(rationale="Fordi alle ser dem")
    with pytest.raises(StaleWrite) as refused:
        chain.edit(version=1, rationale="Fordi ingen ser dem")
    assert (refused.value.entity, refused.value.current["rationale"]) == ("links", "Fordi alle ser dem")
    assert chain.row().rationale == "Fordi alle ser dem"


def test_a_link_that_is_taken_out_comes_back_with_what_was_on_it(chain: Chain) -> None:
    chain.make.assumption(chain.link)
    chain.make.finding(chain.link)
    before = load_pathway(chain.session, chain.make.the("plan"), "da")
    chain.take_out(reason="Det holder ikke")
    event = chain.session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (event.verb, event.reason) == ("disconnect", "Det holder ikke")
    assert chain.row().archived_at == NOW
    assert chain.ends() == []
    chain.put_back()
    chain.session.rollback()
    assert load_pathway(chain.session, chain.make.the("plan"), "da") == before


def test_a_link_does_not_come_back_beside_the_one_that_took_its_place(chain: Chain) -> None:
    chain.take_out()
    other = chain.make.link(chain.activity, chain.output)
    with pytest.raises(Invalid, match="linked_already"):
        chain.put_back()
    assert chain.row().archived_at is not None
    chain.take_out(other)
    chain.put_back()
    assert chain.ends() == [(chain.activity, chain.output)]


def test_a_link_of_an_archived_element_can_be_taken_out_and_put_back(chain: Chain) -> None:
    archive_element(chain.writer, element_id=chain.output, version=1)
    chain.take_out()
    chain.put_back()
    assert chain.row().archived_at is None
    assert chain.ends() == []


def test_a_link_whose_end_was_archived_may_say_something_else_and_stays_where_it_runs(chain: Chain) -> None:
    archive_element(chain.writer, element_id=chain.output, version=1)
    chain.edit(rationale="Står her endnu")
    assert chain.row().rationale == "Står her endnu"
    assert chain.ends() == []


def test_a_link_that_was_taken_out_is_put_back_before_anything_else(chain: Chain) -> None:
    chain.take_out()
    with pytest.raises(NotThere):
        chain.take_out()
    with pytest.raises(NotThere):
        chain.edit(rationale="Alligevel")
    chain.put_back()
    chain.edit(rationale="Alligevel")


def test_only_what_was_taken_out_is_put_back_and_only_as_it_was_seen(chain: Chain) -> None:
    with pytest.raises(NotThere):
        chain.put_back()
    with pytest.raises(StaleWrite):
        disconnect(chain.writer, link_id=chain.link, version=7)
    chain.take_out()
    with pytest.raises(StaleWrite):
        restore_link(chain.writer, link_id=chain.link, version=1)
    with pytest.raises(NotThere):
        restore_link(chain.writer, link_id=999, version=1)
