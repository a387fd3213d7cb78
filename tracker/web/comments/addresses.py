"""Addresses and sentences about comments that several pages need."""

from collections.abc import Sequence

from flask import g, url_for
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.comments import threads as read
from tracker.records.queries.comments.subjects import Subject
from tracker.records.queries.comments.threads import Named, OpenComments


def discussion_address(about: Subject, comment: int = 0) -> str:
    """The page of a discussion, at one comment."""
    anchor = f"c{comment}" if comment else None
    if about.link_id:
        return url_for("comments.link", link_id=about.link_id, _anchor=anchor)
    return url_for("comments.element", element_id=about.ends[0].id, _anchor=anchor)


def open_comments_of(plan_id: int) -> OpenComments:
    """What is open in the plan that the page is about; asked once for a page. The page's rule has looked at
    the plan."""
    kept: dict[int, OpenComments] = g.setdefault("open_comments", {})
    if plan_id not in kept:
        kept[plan_id] = read.open_comments(db.session(), plan_id)
    return kept[plan_id]


def who_was_told(mentioned: Sequence[Named]) -> str:
    """ "Anne Holm and Bo Lind find it in their work list."; empty where nobody is mentioned."""
    names = [person.name for person in mentioned]
    if not names:
        return ""
    if len(names) == 1:
        return str(gettext("%(name)s finds it under “My work”.", name=names[0]))
    several = gettext("%(names)s and %(last)s", names=", ".join(names[:-1]), last=names[-1])
    return str(gettext("%(names)s find it under “My work”.", names=several))
