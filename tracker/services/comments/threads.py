"""Comments on elements and links: written, answered, resolved, reopened, withdrawn."""

from collections.abc import Collection

import sqlalchemy as sa

from tracker.records.models import Comment, Element, Link, Plan
from tracker.services.checks import rows
from tracker.services.comments.mentions import mention, see_thread
from tracker.services.errors import Invalid, NotThere
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.comment import CommentContents


@verb
def add_comment(
    writer: Writer,
    *,
    contents: CommentContents,
    element_id: int | None = None,
    link_id: int | None = None,
    answers_id: int | None = None,
    mentioned: Collection[int] = (),
) -> int:
    """Says something of one element or one link, and gives the comment's number.

    An answer belongs to the first comment of the thread, whichever comment it answers. ``mentioned`` are
    people who are asked to look; the text may name more (``mentions.mention``). Raises NotThere where there
    is no such thing; Invalid on ``body``, ``answers_id`` and ``mentioned``; ValueError unless exactly one
    thing is named.
    """
    if (element_id is None) is (link_id is None):
        raise ValueError("a comment is about exactly one element or link")
    plan_id = _plan_of(writer, element_id, link_id)
    first_id = None if answers_id is None else _answered(writer, answers_id, element_id, link_id)
    comment = Comment(
        plan_id=plan_id,
        element_id=element_id,
        link_id=link_id,
        answers_id=first_id,
        author_id=writer.actor_id,
        written_at=writer.now,
    )
    rows.fill(writer, comment, contents)
    rows.write(writer, comment)
    mention(writer, comment, mentioned)
    if first_id is not None:
        see_thread(writer, first_id)
    return comment.id


@verb
def resolve_comment(writer: Writer, *, comment_id: int) -> int:
    """Closes the thread that a comment belongs to, and gives the number of its first comment.

    Raises NotThere, and Invalid where it is closed.
    """
    first = _first(writer, comment_id)
    if first.resolved_at is not None:
        raise Invalid("comment_id", "comment_resolved")
    _resolve(writer, first)
    return first.id


@verb
def reopen_comment(writer: Writer, *, comment_id: int) -> int:
    """Opens the thread that a comment belongs to again, and gives the number of its first comment.

    Raises NotThere, and Invalid where it is open or everything in it was withdrawn.
    """
    first = _first(writer, comment_id)
    if first.resolved_at is None:
        raise Invalid("comment_id", "comment_open")
    if _is_empty(writer, first):
        raise Invalid("comment_id", "comment_withdrawn")
    first.resolved_at = first.resolved_by_id = None
    writer.session.flush()
    return first.id


@verb
def withdraw_comment(writer: Writer, *, comment_id: int) -> int:
    """Takes back the text of one's own comment; it stays in the history. The thread is closed where nothing
    else is left in it. Gives the number of its first comment.

    Raises NotThere, and Invalid for somebody else's comment and for one that was withdrawn before.
    """
    comment = fetch(writer, Comment, comment_id)
    if writer.actor_id is None or comment.author_id != writer.actor_id:
        raise Invalid("comment_id", "not_own_comment")
    if not comment.body:
        raise Invalid("comment_id", "comment_withdrawn")
    comment.body = ""
    writer.session.flush()
    first = _first(writer, comment_id)
    if first.resolved_at is None and _is_empty(writer, first):
        _resolve(writer, first)
    return first.id


def _plan_of(writer: Writer, element_id: int | None, link_id: int | None) -> int:
    """Raises Invalid on ``body`` where the thing, an end of the link or the plan is archived."""
    session = writer.session
    thing = session.get(Element, element_id) if element_id is not None else session.get(Link, link_id)
    if thing is None:
        raise NotThere
    there = [thing, session.get(Plan, thing.plan_id)]
    if isinstance(thing, Link):
        there += [session.get(Element, end) for end in (thing.source_id, thing.target_id)]
    if any(one is None or one.archived_at is not None for one in there):
        raise Invalid("body", "comments_on_archived")
    return thing.plan_id


def _answered(writer: Writer, answers_id: int, element_id: int | None, link_id: int | None) -> int:
    try:
        first = _first(writer, answers_id)
    except NotThere as error:
        raise Invalid("answers_id", "not_there") from error
    if (first.element_id, first.link_id) != (element_id, link_id):
        raise Invalid("answers_id", "answer_elsewhere")
    if first.resolved_at is not None:
        raise Invalid("answers_id", "answer_to_resolved")
    return first.id


def _first(writer: Writer, comment_id: int) -> Comment:
    comment = fetch(writer, Comment, comment_id)
    return comment if comment.answers_id is None else fetch(writer, Comment, comment.answers_id)


def _is_empty(writer: Writer, first: Comment) -> bool:
    thread = sa.or_(Comment.id == first.id, Comment.answers_id == first.id)
    return not writer.session.scalar(sa.select(sa.exists().where(thread, Comment.body != "")))


def _resolve(writer: Writer, first: Comment) -> None:
    first.resolved_at = writer.now
    first.resolved_by_id = writer.actor_id
    writer.session.flush()
