"""``/priorities/<id>/title`` and ``/give-up``: what a round is called, and why it is not wanted."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.priorities import round_changes as verbs
from tracker.web.access import STEER, requires
from tracker.web.forms.stale import stale_page, words_of
from tracker.web.forms.writing import writer
from tracker.web.priorities.blueprint import (
    blueprint,
    found_round,
    is_decided,
    matrix_of,
    status_of,
    to_round,
    unless_sent,
)
from tracker.web.priorities.forms import GiveUpForm, RoundTitleForm


@blueprint.route("/priorities/<int:round_id>/title", methods=["GET", "POST"])
@requires(STEER)
def rename(round_id: int) -> ResponseReturnValue:
    """Call a round something else."""
    found = found_round(round_id)
    stored = {"title": found.title_da, "title_en": found.title_en, "version": str(found.version)}
    form = RoundTitleForm(**unless_sent(request.method == "POST", stored))
    if form.validate_on_submit():
        try:
            verbs.rename_round(
                writer(),
                round_id=round_id,
                version=form.expected_version or 0,
                title=form.title.data or "",
                title_en=form.title_en.data,
            )
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except StaleWrite:
            theirs = RoundTitleForm(formdata=None, **stored)
            pairs = ((form.title, theirs.title), (form.title_en, theirs.title_en))
            rows = [(str(mine.label.text), words_of(mine), words_of(other)) for mine, other in pairs]
            back = url_for(".show", round_id=round_id)
            return stale_page(found.title, rows, form, request.path, found.version, back)
        except AlreadyDone:
            return to_round(round_id)
        else:
            return to_round(round_id, gettext("The title is saved."))
    return render_template("priorities/rename.html", form=form, round=found), status_of(form)


@blueprint.route("/priorities/<int:round_id>/give-up", methods=["GET", "POST"])
@requires(STEER)
def give_up(round_id: int) -> ResponseReturnValue:
    """Say why an open round is not wanted, having seen which scores go with it."""
    found = found_round(round_id)
    if found.is_decided and request.method != "POST":
        return is_decided(round_id)
    form = GiveUpForm(**unless_sent(request.method == "POST", {"version": str(found.version)}))
    if form.validate_on_submit():
        try:
            verbs.give_up_round(
                writer(),
                round_id=round_id,
                version=form.expected_version or 0,
                reason=form.reason.data or "",
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            form.version.data = str(found.version)
            form.form_errors.append(
                gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
            )
        except (AlreadyDone, NotThere):
            return redirect(url_for(".index"), 303)
        else:
            flash(gettext("The round is given up. Its plans and ideas stay as they are."), "success")
            return redirect(url_for(".index"), 303)
    given = sum(len(one.given) for one in matrix_of(found).entries.values())
    return render_template("priorities/give_up.html", form=form, round=found, given=given), status_of(form)
