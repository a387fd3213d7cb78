"""Ideas: their pages, adding, changing, archiving and restoring them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.priorities import ideas as query
from tracker.records.queries.priorities.ideas import StoredIdea
from tracker.records.queries.priorities.scoring_matrix import idea_candidates
from tracker.records.queries.strategies.goals import goals
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.priorities import ideas as verbs
from tracker.web import wording
from tracker.web.access import PARTNER, STEER, requires
from tracker.web.forms.row_fields import RowsField
from tracker.web.forms.stale import NOT_SHOWN, stale_page, words_of
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.priorities.blueprint import (
    PlainForm,
    blueprint,
    first_strategy,
    found_idea,
    saved_before,
    status_of,
    to_idea,
    unless_sent,
)
from tracker.web.priorities.forms import IdeaForm, ReasonForm


@blueprint.get("/priorities/ideas/<int:candidate_id>")
@requires(PARTNER)
def idea(candidate_id: int) -> ResponseReturnValue:
    one = found_idea(candidate_id)
    return render_template(
        "priorities/idea.html",
        idea=one,
        candidate=idea_candidates(db.session(), [one.id])[one.id],
        rounds=query.rounds_of(db.session(), one, language()),
        plain=PlainForm(formdata=None),
    )


@blueprint.route("/priorities/ideas/new", methods=["GET", "POST"])
@requires(STEER)
def new_idea() -> ResponseReturnValue:
    """Add an idea."""
    strategy_id = first_strategy()
    form = _form(strategy_id)
    if form.validate_on_submit():
        try:
            idea_id = verbs.add_idea(writer(), strategy_id=strategy_id, **form.values)
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except AlreadyDone:
            saved_before()
            return redirect(url_for(".index"), 303)
        else:
            return to_idea(idea_id, gettext("The idea is added. It can take part in a round."))
    return render_template("priorities/new_idea.html", form=form), status_of(form)


@blueprint.route("/priorities/ideas/<int:candidate_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit_idea(candidate_id: int) -> ResponseReturnValue:
    """Change an idea; one that became a plan stays as it is."""
    one = found_idea(candidate_id, archived=False)
    if one.plan_id is not None:
        return _stays(one)
    form = _form(one.strategy_id, one, **unless_sent(request.method == "POST", _held(one)))
    if form.validate_on_submit():
        try:
            verbs.edit_idea(
                writer(), candidate_id=candidate_id, version=form.expected_version or 0, **form.values
            )
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except StaleWrite:
            return _both_versions(form, found_idea(candidate_id))
        except (AlreadyDone, NotThere):
            return to_idea(candidate_id)
        else:
            return to_idea(candidate_id, gettext("The idea is saved."))
    return render_template("priorities/edit_idea.html", form=form, idea=one), status_of(form)


@blueprint.route("/priorities/ideas/<int:candidate_id>/archive", methods=["GET", "POST"])
@requires(STEER)
def archive_idea(candidate_id: int) -> ResponseReturnValue:
    """Say why an idea leaves the list."""
    one = found_idea(candidate_id, archived=False)
    form = ReasonForm(**unless_sent(request.method == "POST", {"version": str(one.version)}))
    if form.validate_on_submit():
        try:
            verbs.archive_idea(
                writer(),
                candidate_id=candidate_id,
                version=form.expected_version or 0,
                reason=form.reason.data or "",
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            form.version.data = str(found_idea(candidate_id).version)
            form.form_errors.append(
                gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
            )
        except (AlreadyDone, NotThere):
            return to_idea(candidate_id)
        else:
            return to_idea(candidate_id, gettext("The idea is archived."))
    rounds = query.rounds_of(db.session(), one, language())
    body = render_template("priorities/archive_idea.html", form=form, idea=one, rounds=rounds)
    return body, status_of(form)


@blueprint.post("/priorities/ideas/<int:candidate_id>/restore")
@requires(STEER)
def restore_idea(candidate_id: int) -> ResponseReturnValue:
    """Take an archived idea up again."""
    found_idea(candidate_id)
    if PlainForm().validate_on_submit():
        try:
            verbs.restore_idea(writer(), candidate_id=candidate_id)
        except (AlreadyDone, NotThere):
            pass
        else:
            return to_idea(candidate_id, gettext("The idea is restored."))
    return to_idea(candidate_id)


def _form(strategy_id: int, one: StoredIdea | None = None, **values: object) -> IdeaForm:
    kept = [finding.id for finding in one.findings] if one else []
    return IdeaForm(
        goals(db.session(), strategy_id, language()), query.register(db.session(), kept), **values
    )


def _held(one: StoredIdea) -> dict[str, object]:
    return {
        "version": str(one.version),
        "code": one.code,
        "title": one.title,
        "title_en": one.title_en,
        "description": one.description,
        "goal_ids": [goal.id for goal in one.goals],
        "finding_ids": [finding.id for finding in one.findings],
        "joint": one.joint,
        "rejected": one.rejected,
        "decision": one.decision,
    }


def _stays(one: StoredIdea) -> ResponseReturnValue:
    flash(str(wording.FAULTS["idea_is_a_plan"]), "warning")
    return to_idea(one.id)


def _both_versions(form: IdeaForm, now: StoredIdea) -> ResponseReturnValue:
    theirs = _form(now.strategy_id, now, formdata=None, **_held(now))
    rows = [
        (str(field.label.text), _worded(field), _worded(theirs[field.name]))
        for field in form
        if field.name not in NOT_SHOWN
    ]
    here = url_for(".edit_idea", candidate_id=now.id)
    page = url_for(".idea", candidate_id=now.id)
    return stale_page(f"{now.code} {now.title}", rows, form, here, now.version, page)


def _worded(field: object) -> str:
    if isinstance(field, RowsField):
        return field.words(field.data or ())
    return words_of(field)
