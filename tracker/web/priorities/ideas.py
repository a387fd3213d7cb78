"""Ideas: their pages, adding, changing, archiving and restoring them."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.priorities import ideas as query
from tracker.records.queries.priorities.ideas import StoredIdea
from tracker.records.queries.priorities.scoring_matrix import idea_candidates
from tracker.records.queries.strategies.goals import goals
from tracker.services.priorities import ideas as verbs
from tracker.theory.contents.idea import IdeaContents
from tracker.web.access import PARTNER, STEER, requires
from tracker.web.forms.base import PlainForm, ReasonForm
from tracker.web.forms.contents import form_contents, form_values
from tracker.web.forms.saving import (
    Saved,
    both_versions,
    confirm_again,
    is_sent,
    led_away,
    page,
    press,
    save,
    unless_sent,
)
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.priorities.blueprint import (
    blueprint,
    first_strategy,
    found_idea,
    idea_address,
    idea_to_change,
)
from tracker.web.priorities.forms import IdeaForm


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

    def saved(idea_id: int | None) -> Saved:
        sentence = gettext("The idea is added. It can take part in a round.")
        return Saved(sentence, url_for(".index") if idea_id is None else idea_address(idea_id))

    return save(
        form,
        lambda: verbs.add_idea(writer(), strategy_id=strategy_id, contents=form_contents(form, IdeaContents)),
        saved,
        overtaken=lambda: confirm_again(form, 0),
    ) or page("priorities/new_idea.html", form)


@blueprint.route("/priorities/ideas/<int:candidate_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit_idea(candidate_id: int) -> ResponseReturnValue:
    """Change an idea; one that became a plan stays as it is."""
    one = idea_to_change(candidate_id)
    if one.plan_id is not None and not is_sent():
        return led_away("idea_is_a_plan", idea_address(candidate_id))
    form = _form(one.strategy_id, one, **unless_sent(**form_values(one)))
    return save(
        form,
        lambda: verbs.edit_idea(
            writer(),
            candidate_id=candidate_id,
            version=form.version_seen,
            contents=form_contents(form, IdeaContents),
        ),
        Saved(gettext("The idea is saved."), idea_address(candidate_id)),
        overtaken=lambda: both_versions(
            f"{one.code} {one.title}", form, found_idea(candidate_id), idea_address(candidate_id)
        ),
    ) or page("priorities/edit_idea.html", form, idea=one)


@blueprint.route("/priorities/ideas/<int:candidate_id>/archive", methods=["GET", "POST"])
@requires(STEER)
def archive_idea(candidate_id: int) -> ResponseReturnValue:
    """Say why an idea leaves the list."""
    one = idea_to_change(candidate_id)
    form = ReasonForm(**unless_sent(version=str(one.version)))
    return save(
        form,
        lambda: verbs.archive_idea(
            writer(), candidate_id=candidate_id, version=form.version_seen, reason=form.reason.data or ""
        ),
        Saved(gettext("The idea is archived."), idea_address(candidate_id)),
        overtaken=lambda: confirm_again(form, found_idea(candidate_id).version),
    ) or page(
        "priorities/archive_idea.html",
        form,
        idea=one,
        rounds=query.rounds_of(db.session(), one, language()),
    )


@blueprint.post("/priorities/ideas/<int:candidate_id>/restore")
@requires(STEER)
def restore_idea(candidate_id: int) -> ResponseReturnValue:
    """Take an archived idea up again."""
    found_idea(candidate_id)
    return press(
        PlainForm(),
        lambda: verbs.restore_idea(writer(), candidate_id=candidate_id),
        Saved(gettext("The idea is restored."), idea_address(candidate_id)),
    )


def _form(strategy_id: int, one: StoredIdea | None = None, /, **values: object) -> IdeaForm:
    findings = query.register(db.session(), one.finding_ids if one else ())
    return IdeaForm(goals(db.session(), strategy_id, language()), findings, **values)
