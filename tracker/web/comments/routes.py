"""Discussions of elements and links, and the list of a plan's comments."""

from collections.abc import Callable

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, pgettext

from tracker.extensions import db
from tracker.records.queries.comments import threads as read
from tracker.records.queries.comments.subjects import Subject, Which, links_of, subject
from tracker.records.queries.people.mentions import mentionable
from tracker.services.comments import mentions
from tracker.services.comments import threads as comments
from tracker.theory.contents.comment import CommentContents
from tracker.web import wording
from tracker.web.access import DISCUSS, OWN_MARK, SEE_PLAN, may_discuss, plan_standing, requires
from tracker.web.addresses import number_in, own_page, page_before
from tracker.web.comments.addresses import discussion_address, open_comments_of, who_was_told
from tracker.web.comments.forms import CommentForm
from tracker.web.comments.refusals import SENTENCES
from tracker.web.forms.base import TrackerForm
from tracker.web.forms.contents import form_contents
from tracker.web.forms.saving import Saved, press, save, status_of
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.plans.plan_header import plan_of_address
from tracker.web.signin import viewer

blueprint = Blueprint("comments", __name__)
blueprint.add_app_template_global(discussion_address)
blueprint.add_app_template_global(open_comments_of)
wording.faults(SENTENCES)

LAST_PAGE = 10_000


@blueprint.get("/elements/<int:element_id>/comments")
@requires(SEE_PLAN)
def element(element_id: int) -> ResponseReturnValue:
    """What is said of an element. ``?answer=`` names the comment to answer."""
    return _page(_subject(element_id=element_id), _fresh())


@blueprint.post("/elements/<int:element_id>/comments", provide_automatic_options=False)
@requires(DISCUSS)
def add_to_element(element_id: int) -> ResponseReturnValue:
    """Say something of an element."""
    return _add(_subject(element_id=element_id))


@blueprint.get("/links/<int:link_id>/comments")
@requires(SEE_PLAN)
def link(link_id: int) -> ResponseReturnValue:
    """What is said of a link."""
    return _page(_subject(link_id=link_id), _fresh())


@blueprint.post("/links/<int:link_id>/comments", provide_automatic_options=False)
@requires(DISCUSS)
def add_to_link(link_id: int) -> ResponseReturnValue:
    """Say something of a link."""
    return _add(_subject(link_id=link_id))


@blueprint.get("/plans/<int:plan_id>/comments")
@requires(SEE_PLAN)
def plan(plan_id: int) -> ResponseReturnValue:
    """All that is said of a plan's elements and links, a page at a time."""
    session, words = db.session(), language()
    which, number = _which(), _number("page") or 1
    counts = read.counts(session, plan_id)
    return render_template(
        "comments/plan.html",
        plan=plan_of_address(),
        which=which,
        states=(
            (Which.OPEN, pgettext("comments", "Open")),
            (Which.RESOLVED, pgettext("comments", "Closed")),
            (Which.ALL, pgettext("comments", "All")),
        ),
        counts=counts,
        number=number,
        pages=(counts[which] + read.PAGE - 1) // read.PAGE,
        threads=read.threads(session, words, plan_id=plan_id, which=which, page=number, size=read.PAGE),
        may_discuss=may_discuss(),
    )


@blueprint.post("/comments/<int:comment_id>/resolve")
@requires(DISCUSS)
def resolve(comment_id: int) -> ResponseReturnValue:
    """Close a thread."""
    return _carry_out(comments.resolve_comment, comment_id, gettext("The comment is closed."))


@blueprint.post("/comments/<int:comment_id>/reopen")
@requires(DISCUSS)
def reopen(comment_id: int) -> ResponseReturnValue:
    """Open a thread again."""
    return _carry_out(comments.reopen_comment, comment_id, gettext("The comment is open again."))


@blueprint.post("/comments/<int:comment_id>/withdraw")
@requires(DISCUSS)
def withdraw(comment_id: int) -> ResponseReturnValue:
    """Take back one's own comment."""
    done = gettext("The comment is withdrawn. Its text still stands in the history.")
    return _carry_out(comments.withdraw_comment, comment_id, done)


@blueprint.post("/comments/<int:comment_id>/seen")
@requires(OWN_MARK)
def seen(comment_id: int) -> ResponseReturnValue:
    """Say that one has seen a comment in which one is mentioned."""
    return _carry_out(mentions.see_mention, comment_id, gettext("The comment is marked as seen."))


def _subject(*, element_id: int = 0, link_id: int = 0) -> Subject:
    found = subject(db.session(), language(), element_id=element_id, link_id=link_id)
    if found is None:
        abort(404)
    return found


def _fresh() -> CommentForm:
    answers = _number("answer")
    return CommentForm(formdata=None, answers_id=str(answers) if answers else "")


def _add(about: Subject) -> ResponseReturnValue:
    form = CommentForm()
    return save(
        form,
        lambda: comments.add_comment(
            writer(),
            contents=form_contents(form, CommentContents),
            element_id=None if about.link_id else about.ends[0].id,
            link_id=about.link_id,
            answers_id=form.answers,
            mentioned=form.chosen,
        ),
        lambda made: Saved(_told(made), discussion_address(about, made or 0)),
    ) or _page(about, form)


def _told(made: int | None) -> str:
    found = read.said(db.session(), made, language()) if made else None
    told = who_was_told(found.mentioned) if found else ""
    return " ".join(filter(None, (gettext("The comment is saved."), told)))


def _page(about: Subject, form: CommentForm) -> ResponseReturnValue:
    session, words = db.session(), language()
    if about.link_id:
        threads = read.threads(session, words, link_id=about.link_id)
    else:
        threads = read.threads(session, words, element_id=about.ends[0].id)
    answered = next((t for t in threads if t.first.id == form.answers and not t.resolved_at), None)
    form.answer_to(answered.first if answered else None)
    writes = may_discuss() and not about.archived
    if writes:
        form.offer(mentionable(session, about.plan_id, words), viewer().id)
    status = status_of(form)
    shown = render_template(
        "comments/show.html",
        about=about,
        plan=plan_of_address(),
        open=[thread for thread in threads if thread.resolved_at is None],
        resolved=[thread for thread in threads if thread.resolved_at is not None],
        links=() if about.link_id else links_of(session, about.ends[0].id, words),
        form=form if writes else None,
        unsaved="" if writes or status == 200 else form.body.data,
        answered=answered,
        may_discuss=may_discuss(),
    )
    return shown, status


def _carry_out(verb: Callable[..., int], comment_id: int, told: str) -> ResponseReturnValue:
    """One click on a comment, and back to where it was made."""
    otherwise = url_for("comments.plan", plan_id=plan_standing().plan_id)
    back = own_page(request.form.get("next") or page_before(otherwise), otherwise)
    return press(TrackerForm(), lambda: verb(writer(), comment_id=comment_id), Saved(told, back))


def _which() -> Which:
    given = request.args.get("state", "")
    return Which(given) if given in set(Which) else Which.OPEN


def _number(name: str) -> int:
    """0 for what is no number."""
    return min(number_in(request.args.get(name)) or 0, LAST_PAGE**2)
