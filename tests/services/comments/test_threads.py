"""Comments: one thread, one thing; open until somebody closes it, and never taken from the history."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.personas import NOW
from tracker.records.models import Comment, Element, Event, Link, Plan
from tracker.records.queries.comments.subjects import Which, links_of, subject
from tracker.records.queries.comments.threads import around, counts, open_comments, threads
from tracker.services.comments.threads import (
    add_comment,
    reopen_comment,
    resolve_comment,
    withdraw_comment,
)
from tracker.services.errors import Invalid, NotThere
from tracker.services.verb import fetch, verb
from tracker.theory.contents.comment import COMMENT_LENGTH, CommentContents
from tracker.theory.kinds import ElementKind, LinkKind, Role


@verb
def archive(writer, *, model, row_id):
    """A verb of the tests that archives anything."""
    fetch(writer, model, row_id).archived_at = writer.now


@pytest.fixture
def element(make):
    return make.element()


@pytest.fixture
def anne(make):
    return make.person(Role.OWNER, name="Anne Holm", email="anne@example.org")


def comment(session, number):
    return session.get(Comment, number, populate_existing=True)


def test_a_comment_says_who_said_what_of_which_element(make, element, anne, session):
    number = make.comment(anne, element_id=element, body="  Hvem har ansvaret?\n")
    found = comment(session, number)
    assert (found.element_id, found.link_id, found.author_id) == (element, None, anne)
    assert (found.body, found.written_at) == ("Hvem har ansvaret?", NOW)
    assert found.plan_id == session.get(Element, element).plan_id


@pytest.mark.parametrize("both", [True, False])
def test_a_comment_is_about_one_thing(both, make, element, writer):
    link = make.link(element, make.element(ElementKind.OUTPUT))
    given = {"element_id": element, "link_id": link} if both else {}
    with pytest.raises(ValueError, match="exactly one"):
        add_comment(writer, contents=CommentContents(body="Hvad?"), **given)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("", "required"),
        (" \n ", "required"),
        ("x" * (COMMENT_LENGTH + 1), "too_long"),
        ("a\x00", "control_characters"),
    ],
)
def test_an_empty_an_endless_and_an_unprintable_comment_are_refused(body, fault, make, element):
    with pytest.raises(Invalid, match=f"body: {fault}"):
        make.comment(element_id=element, body=body)


def test_the_longest_comment_is_kept_whole(make, element, session):
    assert (
        len(comment(session, make.comment(element_id=element, body="å" * COMMENT_LENGTH)).body)
        == COMMENT_LENGTH
    )


def test_nobody_comments_on_what_is_not_there(writer):
    with pytest.raises(NotThere):
        add_comment(writer, element_id=404, contents=CommentContents(body="Hvad?"))
    with pytest.raises(NotThere):
        add_comment(writer, link_id=404, contents=CommentContents(body="Hvad?"))


@pytest.mark.parametrize("gone", ["element", "link", "end", "plan"])
def test_nobody_comments_on_what_is_archived(gone, make, writer, element, session):
    output = make.element(ElementKind.OUTPUT)
    link = make.link(element, output)
    model, row = {
        "element": (Element, element),
        "link": (Link, link),
        "end": (Element, output),
        "plan": (Plan, make.the("plan")),
    }[gone]
    archive(writer, model=model, row_id=row)
    about = {"element_id": element} if gone in ("element", "plan") else {"link_id": link}
    with pytest.raises(Invalid, match="comments_on_archived"):
        add_comment(writer, contents=CommentContents(body="Hvad?"), **about)
    assert session.scalar(sa.select(sa.func.count(Comment.id))) == 0


def test_an_answer_belongs_to_the_first_comment_of_the_thread(make, element, session):
    first = make.comment(element_id=element)
    answer = make.comment(element_id=element, answers_id=first)
    later = make.comment(element_id=element, answers_id=answer)
    assert [comment(session, number).answers_id for number in (first, answer, later)] == [None, first, first]


def test_an_answer_is_about_the_same_thing_as_what_it_answers(make, element):
    elsewhere = make.comment(element_id=make.element())
    for answered, fault in ((elsewhere, "answer_elsewhere"), (404, "not_there")):
        with pytest.raises(Invalid, match=f"answers_id: {fault}"):
            make.comment(element_id=element, answers_id=answered)


def test_a_thread_is_closed_once_and_opened_again(make, element, anne, writer, session):
    first = make.comment(element_id=element)
    answer = make.comment(element_id=element, answers_id=first)
    by_anne = replace(writer, actor_id=anne)
    assert resolve_comment(by_anne, comment_id=answer) == first
    assert (comment(session, first).resolved_at, comment(session, first).resolved_by_id) == (NOW, anne)
    assert comment(session, answer).resolved_at is None
    with pytest.raises(Invalid, match="comment_resolved"):
        resolve_comment(by_anne, comment_id=first)
    with pytest.raises(Invalid, match="answer_to_resolved"):
        make.comment(element_id=element, answers_id=answer)
    reopen_comment(by_anne, comment_id=answer)
    assert (comment(session, first).resolved_at, comment(session, first).resolved_by_id) == (None, None)
    with pytest.raises(Invalid, match="comment_open"):
        reopen_comment(by_anne, comment_id=first)


def test_what_is_withdrawn_stays_in_the_history(make, element, anne, writer, session):
    number = make.comment(anne, element_id=element, body="Det var dumt sagt")
    withdraw_comment(replace(writer, actor_id=anne), comment_id=number)
    assert comment(session, number).body == ""
    event = session.scalars(
        sa.select(Event).where(Event.verb == "withdraw_comment").order_by(Event.id)
    ).first()
    assert (event.before, event.after) == ({"body": "Det var dumt sagt"}, {"body": ""})


def test_only_the_writer_withdraws_and_only_once(make, element, anne, writer):
    number, of_program = make.comment(anne, element_id=element), make.comment(element_id=element)
    other = make.person(Role.PLANNER)
    for by, which in ((other, number), (None, number), (None, of_program)):
        with pytest.raises(Invalid, match="not_own_comment"):
            withdraw_comment(replace(writer, actor_id=by), comment_id=which)
    withdraw_comment(replace(writer, actor_id=anne), comment_id=number)
    with pytest.raises(Invalid, match="comment_withdrawn"):
        withdraw_comment(replace(writer, actor_id=anne), comment_id=number)


def test_a_thread_with_nothing_left_in_it_is_closed(make, element, anne, writer, session):
    by_anne = replace(writer, actor_id=anne)
    first = make.comment(anne, element_id=element)
    answer = make.comment(anne, element_id=element, answers_id=first)
    withdraw_comment(by_anne, comment_id=first)
    assert comment(session, first).resolved_at is None
    withdraw_comment(by_anne, comment_id=answer)
    assert comment(session, first).resolved_at == NOW
    with pytest.raises(Invalid, match="comment_withdrawn"):
        reopen_comment(by_anne, comment_id=first)


def test_only_threads_on_what_is_still_in_the_plan_count_as_open(make, writer, session):
    element, gone = make.element(), make.element()
    output = make.element(ElementKind.OUTPUT)
    link, loose = make.link(element, output), make.link(gone, output)
    first = make.comment(element_id=element)
    make.comment(element_id=element, answers_id=first)
    make.comment(element_id=gone)
    make.comment(link_id=loose)
    make.comment(link_id=link)
    make.comment(link_id=link)
    resolve_comment(writer, comment_id=make.comment(element_id=element))
    archive(writer, model=Element, row_id=gone)
    found = open_comments(session, make.the("plan"))
    assert (found.total, found.elements, found.links) == (3, {element: 1}, {link: 2})
    assert counts(session, make.the("plan")) == {Which.OPEN: 3, Which.RESOLVED: 1, Which.ALL: 6}
    assert around(session, element, "da").links == {link: 2}
    assert [one.answers for one in around(session, element, "da").threads] == [1]
    assert len(threads(session, "da", plan_id=make.the("plan"), which=Which.OPEN)) == 3
    assert [one.link_id for one in links_of(session, output, "da")] == [link]


def test_threads_come_newest_first_and_their_answers_oldest_first(make, session):
    element = make.element()
    first, second = make.comment(element_id=element), make.comment(element_id=element)
    answers = [make.comment(element_id=element, answers_id=first) for _ in range(3)]
    found = threads(session, "da", element_id=element)
    assert [one.first.id for one in found] == [second, first]
    assert [said.id for said in found[1].answers] == answers
    pages = [threads(session, "da", element_id=element, page=page, size=1) for page in (1, 2, 3)]
    assert [[one.first.id for one in page] for page in pages] == [[second], [first], []]


def test_a_link_is_named_by_its_ends_and_a_goal_as_the_strategy_calls_it(make, session):
    goal = make.goal(title="Færre indbrud i Aalborg")
    outcome = make.element(ElementKind.OUTCOME_LONG, title="Færre indbrud", title_en="Fewer burglaries")
    target = make.element(ElementKind.GOAL, title="Gammelt navn", goal_id=goal)
    link = make.link(outcome, target, LinkKind.CAUSAL)
    make.comment(link_id=link)
    [thread] = threads(session, "en", plan_id=make.the("plan"))
    assert [end.title for end in thread.subject.ends] == ["Fewer burglaries", "Færre indbrud i Aalborg"]
    about = subject(session, "da", link_id=link)
    assert about is not None
    assert [(end.id, end.title) for end in about.ends] == [
        (outcome, "Færre indbrud"),
        (target, "Færre indbrud i Aalborg"),
    ]
    assert subject(session, "da", element_id=404) is None
