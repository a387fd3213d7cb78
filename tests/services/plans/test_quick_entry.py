"""Lines of text become a plan's boxes and links, all or none."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import Element, Event, Link, Plan
from tracker.records.queries.history.log import last_event
from tracker.records.queries.pathway import load_pathway
from tracker.records.queries.plans.quick_entry import held
from tracker.services.errors import AlreadyDone, Invalid
from tracker.services.people.organisations import archive_organisation
from tracker.services.plans.quick_entry import Entered, ReadsDifferently, Unreadable, enter_lines, meaning
from tracker.services.verb import Writer
from tracker.theory.kinds import ElementKind, LinkKind
from tracker.theory.pathway import Pathway
from tracker.theory.quick_entry.entry import applied, read
from tracker.theory.quick_entry.faults import FaultName

NIGHTLIFE = """
A: Rekruttere natteravne [SKF]
    Gennemførte ture [NAT]
        Unge kan få hjælp
            Større tryghed i nattelivet
                L: Flere er trygge
                    G1
R: Patrulje fredag og lørdag [NP]
    Patruljere i hotspots [Nordjyllands Politi]
        Leverede patruljetimer
            M: Færre anmeldelser
                L: Flere er trygge
Færre anmeldelser -> G2
X: Ændrede lukketider -> Færre anmeldelser
"""


@pytest.fixture
def plan(make: Maker) -> int:
    for code, name in (("SKF", "Skoleforvaltningen"), ("NAT", "Natteravnene"), ("NP", "Nordjyllands Politi")):
        make.organisation(code=code, name=name)
    goals = [make.goal(code="G1", title="Større tryghed"), make.goal(code="G2", title="Mindre kriminalitet")]
    return make.plan(code="HP9", goal_ids=goals[:1])


def enter(writer: Writer, plan: int, text: str) -> Entered:
    return enter_lines(writer, plan_id=plan, text=text, language="da")


def shape(pathway: Pathway) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Boxes as (kind, title, organisation) and links as (kind, source, target), in reading order."""
    title = {element.id: element.title for element in pathway.elements}
    return (
        [(e.kind.value, e.title, e.organisation.name if e.organisation else "") for e in pathway.ordered],
        [
            (link.kind.value, title[link.source], title[link.target])
            for link in sorted(pathway.links, key=lambda link: link.order)
        ],
    )


def test_lines_become_what_the_preview_shows(plan: int, writer: Writer, session: Session) -> None:
    before = held(session, plan, "da")
    preview = read(NIGHTLIFE, before)
    assert preview.faults == ()
    made = enter(writer, plan, NIGHTLIFE)
    assert (len(made.elements), len(made.links)) == (len(preview.elements), len(preview.links)) == (11, 11)
    assert shape(load_pathway(session, plan, "da")) == shape(applied(preview, before))


def test_new_rows_are_named_in_the_plans_pattern(plan: int, writer: Writer, session: Session) -> None:
    enter(writer, plan, NIGHTLIFE)
    codes = set(session.scalars(sa.select(Element.code).where(Element.plan_id == plan)))
    assert codes == {
        *("HP9-A1", "HP9-A2", "HP9-O1", "HP9-O2", "HP9-K1", "HP9-M1", "HP9-M2", "HP9-L1", "HP9-I1", "HP9-X1"),
        *("HP9-G1", "HP9-G2"),
    }
    links = session.scalars(sa.select(Link.code).where(Link.plan_id == plan).order_by(Link.id)).all()
    assert links == [f"HP9-l{number:02d}" for number in range(1, 12)]
    enter(writer, plan, "A: En mere")
    assert "HP9-A3" in session.scalars(sa.select(Element.code).where(Element.plan_id == plan)).all()


def test_all_lines_are_one_change_in_the_log(plan: int, writer: Writer, session: Session) -> None:
    before = last_event(session)
    enter(writer, plan, NIGHTLIFE)
    events = session.execute(sa.select(Event.change, Event.verb).where(Event.id > before)).all()
    assert len(events) == 22
    assert {verb for _, verb in events} == {"enter_lines"}
    assert len({change for change, _ in events}) == 1


def test_a_goal_that_the_plan_lacks_gets_the_strategys_box(
    plan: int, writer: Writer, session: Session
) -> None:
    enter(writer, plan, "L: Færre anmeldelser -> Mindre KRIMINALITET")
    box = session.scalars(sa.select(Element).where(Element.code == "HP9-G2")).one()
    assert (box.kind, box.title) == (ElementKind.GOAL, "Mindre kriminalitet")
    assert box.goal_id is not None


def test_one_faulty_line_keeps_them_all_out(plan: int, writer: Writer, session: Session) -> None:
    before = last_event(session)
    with pytest.raises(Unreadable) as error:
        enter(writer, plan, f"{NIGHTLIFE}\nUkendt -> G1")
    assert [fault.name for fault in error.value.entry.faults] == [FaultName.UNKNOWN_REFERENCE]
    assert last_event(session) == before


def test_lines_that_add_nothing_are_refused(plan: int, writer: Writer) -> None:
    for text in ("", "\n \n", "Aktiviteter:", "G1"):
        with pytest.raises(Invalid) as error:
            enter(writer, plan, text)
        assert (error.value.field, error.value.fault) == ("text", "nothing_new")


def test_lines_that_mean_something_else_since_they_were_looked_at_are_not_saved(
    plan: int, writer: Writer, make: Maker, session: Session
) -> None:
    text = "A: Rekruttere\n    Ture"
    seen = meaning(text, read(text, held(session, plan, "da")))
    make.element(ElementKind.OUTPUT, plan_id=plan, title="Ture", code="HP9-O1")
    with pytest.raises(ReadsDifferently) as error:
        enter_lines(writer, plan_id=plan, text=text, language="da", seen=seen)
    assert [element.title for element in error.value.entry.elements] == ["Rekruttere"]
    enter_lines(writer, plan_id=plan, text=text, language="da", seen=meaning(text, error.value.entry))
    assert session.scalar(sa.select(sa.func.count()).where(Element.plan_id == plan)) == 3


def test_a_change_that_leaves_the_lines_their_meaning_holds_nobody_up(
    plan: int, writer: Writer, make: Maker, session: Session
) -> None:
    text = "A: Rekruttere"
    seen = meaning(text, read(text, held(session, plan, "da")))
    make.element(ElementKind.ACTIVITY, plan_id=plan, title="Uddanne", code="HP9-A1")
    made = enter_lines(writer, plan_id=plan, text=text, language="da", seen=seen)
    assert session.get_one(Element, made.elements[0]).code == "HP9-A2"


def test_lines_that_were_changed_since_they_were_looked_at_are_read_anew(
    plan: int, writer: Writer, session: Session
) -> None:
    seen = meaning("A: Rekruttere", read("A: Rekruttere", held(session, plan, "da")))
    made = enter_lines(writer, plan_id=plan, text="A: Uddanne", language="da", seen=seen)
    assert session.get_one(Element, made.elements[0]).title == "Uddanne"


def test_lines_that_are_sent_twice_are_entered_once(plan: int, writer: Writer) -> None:
    with_key = replace(writer, key="one form")
    enter(with_key, plan, "A: Rekruttere")
    with pytest.raises(AlreadyDone):
        enter(with_key, plan, "A: Rekruttere")


def test_a_title_is_looked_up_in_the_readers_language(plan: int, writer: Writer, make: Maker) -> None:
    make.element(ElementKind.OUTPUT, plan_id=plan, title="Ture", title_en="Tours", code="HP9-O1")
    made = enter_lines(writer, plan_id=plan, text="K: Unge får hjælp\nTours -> Unge får hjælp", language="en")
    assert (len(made.elements), len(made.links)) == (1, 1)


def test_an_archived_organisation_is_not_responsible_for_anything_new(
    plan: int, writer: Writer, make: Maker
) -> None:
    gone = make.organisation(code="VÆK", name="Nedlagt")
    archive_organisation(writer, organisation_id=gone, version=1)
    with pytest.raises(Unreadable) as error:
        enter(writer, plan, "A: Rekruttere [VÆK]")
    assert error.value.entry.faults[0].name is FaultName.UNKNOWN_ORGANISATION


def test_two_hundred_lines_are_saved(plan: int, writer: Writer) -> None:
    lines = "\n".join(f"A: Aktivitet {n}\n  Ydelse {n}" for n in range(100))
    made = enter(writer, plan, lines)
    assert (len(made.elements), len(made.links)) == (200, 100)


def test_a_plan_of_the_demonstration_is_typed_in_a_minute(demo_writer: Writer, demo_session: Session) -> None:
    """HP4 as a facilitator would type it: the same boxes, and the same links but for their order."""
    original = load_pathway(demo_session, _plan(demo_session, "HP4"), "da")
    titles = {element.code.removeprefix("HP4-"): element.title for element in original.elements}
    by_name = {e.title: e.organisation for e in original.elements}
    known = held(demo_session, original_id(original), "da").organisations
    codes = {one.organisation.id: one.names[0] for one in known}

    def box(letter: str) -> str:
        party = by_name[titles[letter]]
        return titles[letter] + (f" [{codes[party.id]}]" if party else "")

    columns = {
        "Aktiviteter": "A",
        "Ydelser": "O",
        "Kort sigt": "K",
        "Mellemlangt sigt": "M",
        "Langt sigt": "L",
    }
    text = ""
    for heading, letter in columns.items():
        text += f"{heading}:\n" + "".join(f"  {box(code)}\n" for code in titles if code[0] == letter)
    arrows = (
        "A1 -> O1 -> K1 -> K2 -> M1 -> L1 -> G4\nA1 -> A4 -> O4 -> M2 -> L1\nA2 -> O2 -> K2\n"
        "A3 -> O3 -> K3 -> M2 -> G4\nK1 -> M2 -> G2\n"
    )
    maker = Maker(demo_writer)
    row = demo_session.get_one(Plan, original_id(original))
    goals = sorted(map(int, original.goals), key=lambda goal: goal != original.primary_goal)
    fresh = maker.plan(
        code="HP44",
        strategy_id=row.strategy_id,
        goal_ids=goals,
        primary_goal_id=original.primary_goal,
        lead_organisation_id=row.lead_organisation_id,
    )
    enter(demo_writer, fresh, text)
    enter(demo_writer, fresh, arrows)
    made = load_pathway(demo_session, fresh, "da")
    assert shape(made)[0] == shape(original)[0]
    assert sorted(shape(made)[1]) == sorted(shape(original)[1])
    assert {link.kind for link in made.links} == {LinkKind.IMPLEMENTATION, LinkKind.CAUSAL}


def original_id(pathway: Pathway) -> int:
    return int(pathway.id)


def _plan(session: Session, code: str) -> int:
    return session.scalars(sa.select(Plan.id).where(Plan.code == code)).one()
