"""People who are asked to look at a comment: chosen from a list, or named in the text."""

import re
from collections.abc import Collection, Iterable

import sqlalchemy as sa

from tracker.records.models import Comment, Mention
from tracker.records.queries.people.mentions import Person, mentionable
from tracker.services.errors import Invalid, NotThere
from tracker.services.verb import Writer, verb

MOST_MENTIONED = 30
"""People in one comment; who needs more holds a meeting."""


@verb
def see_mention(writer: Writer, *, comment_id: int) -> int:
    """Takes a comment off the work list of the person who writes, once they have seen it.

    Raises NotThere where they are not mentioned in it.
    """
    mention = writer.session.scalar(
        sa.select(Mention).where(Mention.comment_id == comment_id, Mention.user_id == writer.actor_id)
    )
    if mention is None:
        raise NotThere
    if mention.seen_at is None:
        mention.seen_at = writer.now
        writer.session.flush()
    return comment_id


def mention(writer: Writer, comment: Comment, chosen: Collection[int]) -> None:
    """Mentions the chosen people, and those whom the comment names as ``@`` and their whole name.

    Writers never mention themselves. Raises Invalid on ``mentioned`` for anybody who may not see the plan,
    whether there is such a person or not; on ``body`` for a name that several of them have, unless one of
    these is chosen.
    """
    if not chosen and "@" not in comment.body:
        return
    people = mentionable(writer.session, comment.plan_id, "da")
    if set(chosen) - {person.id for person in people}:
        raise Invalid("mentioned", "not_mentionable")
    wanted = set(chosen)
    for name, namesakes in named_in(comment.body, people).items():
        found = {person.id for person in namesakes}
        if len(found) > 1 and not found & wanted:
            raise Invalid("body", "several_of_that_name", {"name": name})
        if len(found) == 1:
            wanted |= found
    wanted.discard(writer.actor_id or 0)
    if len(wanted) > MOST_MENTIONED:
        raise Invalid("mentioned", "too_many_mentioned", {"most": MOST_MENTIONED})
    for user_id in sorted(wanted):
        writer.session.add(Mention(plan_id=comment.plan_id, comment_id=comment.id, user_id=user_id))
    writer.session.flush()


def see_thread(writer: Writer, first_id: int) -> None:
    """Whoever answers has seen what they are asked to look at in the thread."""
    waiting = writer.session.scalars(
        sa.select(Mention)
        .join(Comment, Comment.id == Mention.comment_id)
        .where(sa.or_(Comment.id == first_id, Comment.answers_id == first_id))
        .where(Mention.user_id == writer.actor_id, Mention.seen_at.is_(None))
    )
    for found in waiting:
        found.seen_at = writer.now


def named_in(text: str, people: Iterable[Person]) -> dict[str, tuple[Person, ...]]:
    """Who is named in a text as ``@`` and a whole name, by the name as it is written in the list of people.

    The longest name counts: "@Anne Marie Holm" names nobody called Anne Marie. Case and the number of
    spaces do not matter; an ``@`` inside a word (an e-mail address) names nobody.
    """
    known: dict[str, tuple[Person, ...]] = {}
    shown: dict[str, str] = {}
    for person in people:
        for name in person.names:
            plain = " ".join(name.split())
            known[plain.casefold()] = (*known.get(plain.casefold(), ()), person)
            shown.setdefault(plain.casefold(), plain)
    if "@" not in text or not known:
        return {}
    longest_first = sorted(shown.values(), key=len, reverse=True)
    names = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    pattern = re.compile(rf"(?<![\w@.])@({names})(?!\w)", re.IGNORECASE)
    found = (" ".join(match[1].split()).casefold() for match in pattern.finditer(text))
    return {shown[name]: known[name] for name in found if name in known}
