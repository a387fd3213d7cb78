"""People who are mentioned in a comment: only those who may see the plan, and nobody learns of others."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.personas import NOW
from tracker.records.models import Comment, Event, Mention, Plan, User
from tracker.records.queries.people.accounts import account
from tracker.records.queries.people.mentions import Person, mentionable, waiting, waiting_count
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.services.comments.mentions import MOST_MENTIONED, named_in, see_mention
from tracker.services.comments.threads import add_comment, resolve_comment, withdraw_comment
from tracker.services.errors import Invalid, NotThere
from tracker.services.people.accounts import deactivate_person, grant_role
from tracker.theory.contents.comment import CommentContents
from tracker.theory.kinds import Role, Visibility


@pytest.fixture
def element(make):
    return make.element()


@pytest.fixture
def somebody(make):
    """``somebody("Anne Holm")``: a person with an account and a role."""

    def made(name, role=Role.MANAGER, **given):
        given.setdefault("email", f"{name.replace(' ', '.').lower()}@example.org")
        return make.person(role, name=name, **given)

    return made


def mentioned(session, comment):
    query = sa.select(Mention.user_id).where(Mention.comment_id == comment)
    return set(session.scalars(query))


def known_as(*names):
    return [Person(number, name, (name,), "") for number, name in enumerate(names, 1)]


def test_the_chosen_people_and_those_named_in_the_text_are_mentioned(make, element, somebody, session):
    anne, bo = somebody("Anne Holm"), somebody("Bo Lind")
    somebody("Ida Krog")
    comment = make.comment(element_id=element, body="@anne  holm, se her", mentioned=[bo])
    assert mentioned(session, comment) == {anne, bo}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Anne Holm", {"Anne Holm"}),
        ("(@ANNE HOLM)", {"Anne Holm"}),
        ("Spørg @Anne\nHolm.", {"Anne Holm"}),
        ("@Anne Holmgaard", set()),
        ("@Anne", set()),
        ("@Anne Marie Holm kommer", {"Anne Marie Holm"}),
        ("@Anne Marie kommer", {"Anne Marie"}),
        ("anne@Anne Holm", set()),
        ("a@@Anne Holm", set()),
        ("@Åse Ægidius og @O'Neill (vikar)", {"Åse Ægidius", "O'Neill (vikar)"}),
        ("@Anne Holm og @Anne Marie", {"Anne Holm", "Anne Marie"}),
        ("Anne Holm", set()),
        ("@ Anne Holm", set()),
    ],
)
def test_an_at_sign_and_a_whole_name_names_somebody(text, found):
    people = known_as("Anne Holm", "Anne Marie", "Anne Marie Holm", "Åse Ægidius", "O'Neill (vikar)")
    assert set(named_in(text, people)) == found


def test_namesakes_are_all_found_under_their_name():
    people = known_as("Anne Holm", "Bo Lind", "anne holm")
    assert [person.id for person in named_in("@Anne Holm", people)["Anne Holm"]] == [1, 3]


def test_of_namesakes_the_right_one_has_to_be_chosen(make, element, somebody, session):
    first = somebody("Anne Holm")
    somebody("Anne Holm", email="den.anden@example.org")
    with pytest.raises(Invalid, match="body: several_of_that_name"):
        make.comment(element_id=element, body="@Anne Holm?")
    assert mentioned(session, make.comment(element_id=element, body="@Anne Holm?", mentioned=[first])) == {
        first
    }


def test_nobody_mentions_themselves(make, element, somebody, session):
    anne = somebody("Anne Holm")
    comment = make.comment(anne, element_id=element, body="@Anne Holm", mentioned=[anne])
    assert mentioned(session, comment) == set()


def test_who_may_not_see_the_plan_is_refused_like_one_who_is_not_there(make, element, somebody, session):
    plan = make.plan(visibility=Visibility.ORGANISATION)
    hidden = make.element(plan_id=plan)
    stranger = somebody("Sten Gren", organisation_id=make.organisation())
    faults = []
    for person in (stranger, 404, 0):
        with pytest.raises(Invalid) as refused:
            make.comment(element_id=hidden, mentioned=[person])
        faults.append((refused.value.field, refused.value.fault, refused.value.details))
    assert set(map(str, faults)) == {"('mentioned', 'not_mentionable', {})"}
    assert session.scalar(sa.select(sa.func.count(Comment.id))) == 0
    # in the text a name that may not see the plan is only a name
    assert mentioned(session, make.comment(element_id=hidden, body="@Sten Gren")) == set()
    assert mentioned(session, make.comment(element_id=element, body="@Sten Gren")) == {stranger}


def test_people_who_may_be_mentioned_are_those_for_whom_the_plan_is_visible(make, writer, session):
    lead, other = make.organisation(), make.organisation()
    people = [
        make.person(role, name=f"{role} {place}", email=f"{role}{place}@example.org", organisation_id=place)
        for role in Role
        for place in (lead, other)
    ]
    owner = make.person(Role.OWNER, name="Ejer", email="ejer@example.org", organisation_id=other)
    roleless = make.person(name="Uden rolle", email="uden@example.org")
    gone = make.person(Role.PLANNER, name="Rejst", email="rejst@example.org")
    deactivate_person(writer, user_id=gone)
    post = make.person(Role.PLANNER, name="Ubesat post")
    everybody = [*people, owner, roleless]
    for visibility in Visibility:
        plan = make.plan(visibility=visibility, lead_organisation_id=lead, owner_ids=[owner, roleless])
        found = {person.id for person in mentionable(session, plan, "da")}
        seeing = set()
        for person in everybody:
            held = account(session, person)
            assert held is not None
            viewer = Viewer(person, "", "", "da", frozenset((r.role, r.organisation_id) for r in held.roles))
            if session.scalar(sa.select(Plan.id).where(Plan.id == plan, visible_plans(viewer))):
                seeing.add(person)
        assert found & set(everybody) == seeing
        assert not found & {gone, post}


def test_too_many_are_not_mentioned_at_once(make, element, somebody):
    crowd = [somebody(f"Person nr {number}") for number in range(MOST_MENTIONED + 1)]
    with pytest.raises(Invalid, match="mentioned: too_many_mentioned"):
        make.comment(element_id=element, mentioned=crowd)


def test_a_mention_waits_until_it_is_seen_and_seeing_is_no_change_of_the_plan(
    make, element, somebody, writer, session
):
    anne = somebody("Anne Holm")
    comment = make.comment(element_id=element, mentioned=[anne])
    plan, events = session.get(Plan, make.the("plan")), sa.select(sa.func.count(Event.id))
    before = (plan.revision, session.scalar(events))
    by_anne = replace(writer, actor_id=anne)
    assert [found.id for found in waiting(session, anne, "da")] == [comment]
    see_mention(by_anne, comment_id=comment)
    see_mention(by_anne, comment_id=comment)
    assert waiting(session, anne, "da") == []
    assert session.scalar(sa.select(Mention.seen_at).where(Mention.user_id == anne)) == NOW
    session.expire_all()
    assert (session.get(Plan, make.the("plan")).revision, session.scalar(events)) == before


def test_only_who_is_mentioned_can_have_seen_it(make, element, somebody, writer):
    comment = make.comment(element_id=element, mentioned=[somebody("Anne Holm")])
    for person in (somebody("Bo Lind"), None):
        with pytest.raises(NotThere):
            see_mention(replace(writer, actor_id=person), comment_id=comment)


def test_whoever_answers_has_seen_the_thread(make, element, somebody, session):
    anne, bo = somebody("Anne Holm"), somebody("Bo Lind")
    first = make.comment(element_id=element, mentioned=[anne, bo])
    make.comment(bo, element_id=element, answers_id=first, mentioned=[anne])
    assert len(waiting(session, anne, "da")) == 2
    make.comment(anne, element_id=element, answers_id=first)
    assert waiting(session, anne, "da") == waiting(session, bo, "da") == []


def test_what_is_closed_or_withdrawn_or_out_of_sight_waits_no_more(make, somebody, writer, session):
    anne = somebody("Anne Holm")
    bo = somebody("Bo Lind")
    plan = make.plan(visibility=Visibility.ORGANISATION)
    element = make.element(plan_id=plan)
    first = make.comment(bo, element_id=element, body="@Anne Holm")
    answer = make.comment(bo, element_id=element, answers_id=first, mentioned=[anne])
    alone = make.comment(bo, element_id=element, mentioned=[anne])

    def ids():
        found = [one.id for one in waiting(session, anne, "da")]
        assert session.scalar(sa.select(waiting_count()).where(User.id == anne)) == len(found)
        return found

    assert ids() == [first, answer, alone]
    withdraw_comment(replace(writer, actor_id=bo), comment_id=alone)
    assert ids() == [first, answer]
    resolve_comment(writer, comment_id=answer)
    assert ids() == []
    grant_role(writer, user_id=anne, role=Role.READER, organisation_id=make.organisation())
    again = add_comment(writer, element_id=element, mentioned=[anne], contents=CommentContents(body="Igen"))
    assert ids() == [again]
    deactivate_person(writer, user_id=anne)
    assert ids() == []
