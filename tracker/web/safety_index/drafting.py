"""A draft of the index changed: its settings, and the measurements in it."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.safety_index import versions as query
from tracker.records.queries.safety_index.versions import MeasureLine, VersionLine
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.safety_index import contents
from tracker.services.safety_index import versions as verbs
from tracker.theory.kinds import Verdict
from tracker.web.access import STEER, requires
from tracker.web.addresses import number_in
from tracker.web.forms.base import TrackerForm
from tracker.web.forms.stale import NOT_SHOWN, stale_page, words_of
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.safety_index.blueprint import blueprint, found_version
from tracker.web.safety_index.forms import (
    MeasureForm,
    NewMeasureForm,
    PlainForm,
    ReasonForm,
    stored_measure,
    stored_version,
    version_form,
)


@blueprint.route("/index/versions/<int:index_version_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit_version(index_version_id: int) -> ResponseReturnValue:
    """Base year, note, and how much each definition weighs."""
    version = found_version(index_version_id)
    if _only_looked_at(version):
        return _not_a_draft(version)
    definitions = query.definition_lines(db.session(), version, language())
    stored = stored_version(version, definitions)
    form = version_form(definitions, **({} if request.method == "POST" else stored))
    if form.validate_on_submit():

        def write() -> None:
            verbs.edit_index_version(
                writer(),
                index_version_id=version.id,
                version=form.expected_version or 0,
                base_year=form.base_year.data,
                note=form.note.data or "",
                weights=form.weights(definitions),
            )

        answer = _written(form, write, version.id, gettext("The draft is saved."))
        if answer == STALE:
            now = found_version(version.id)
            lines = query.definition_lines(db.session(), now, language())
            theirs = version_form(lines, formdata=None, **stored_version(now, lines))
            return _both(_title(now), form, theirs, url_for(".edit_version", index_version_id=now.id), now)
        if answer is not None:
            return answer
    body = render_template("safety_index/edit.html", form=form, version=version, definitions=definitions)
    return body, _status(form)


@blueprint.route("/index/versions/<int:index_version_id>/measurements/new", methods=["GET", "POST"])
@requires(STEER)
def new_measure(index_version_id: int) -> ResponseReturnValue:
    """Take a measurement of the inventory into a draft."""
    version = found_version(index_version_id)
    if _only_looked_at(version):
        return _not_a_draft(version)
    offered = query.offered(db.session(), version, language())
    form = NewMeasureForm()
    form.offer(offered)
    if form.validate_on_submit():
        chosen = number_in(form.measurement_id.data) or 0

        def write() -> None:
            contents.add_index_measure(
                writer(), index_version_id=version.id, measurement_id=chosen, **form.values()
            )

        answer = _written(form, write, version.id, gettext("The measurement is in the draft."))
        if answer is not None and answer != STALE:
            if any(one.id == chosen and one.verdict is not Verdict.INCLUDE for one in offered):
                flash(
                    gettext("It is not judged to go into the index. Say in the note why it is in it."),
                    "warning",
                )
            return answer
    body = render_template("safety_index/new_measure.html", form=form, version=version, offered=offered)
    return body, _status(form)


@blueprint.route("/index/measures/<int:index_measure_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit_measure(index_measure_id: int) -> ResponseReturnValue:
    """Goalposts and weight of a measurement in a draft."""
    measure = _found_measure(index_measure_id)
    version = found_version(measure.index_version_id)
    if _only_looked_at(version):
        return _not_a_draft(version)
    form = MeasureForm(**({} if request.method == "POST" else stored_measure(measure)))
    if form.validate_on_submit():

        def write() -> None:
            contents.edit_index_measure(
                writer(),
                index_measure_id=measure.id,
                version=form.expected_version or 0,
                **form.values(measure.weight),
            )

        answer = _written(form, write, version.id, gettext("The measurement is saved."))
        if answer == STALE:
            now = _found_measure(measure.id)
            theirs = MeasureForm(formdata=None, **stored_measure(now))
            here = url_for(".edit_measure", index_measure_id=now.id)
            return _both(f"{now.code} {now.title}", form, theirs, here, now)
        if answer is not None:
            return answer
    body = render_template("safety_index/edit_measure.html", form=form, version=version, measure=measure)
    return body, _status(form)


@blueprint.route("/index/measures/<int:index_measure_id>/remove", methods=["GET", "POST"])
@requires(STEER)
def remove_measure(index_measure_id: int) -> ResponseReturnValue:
    """Take a measurement out of a draft."""
    measure = _found_measure(index_measure_id)
    version = found_version(measure.index_version_id)
    if _only_looked_at(version):
        return _not_a_draft(version)
    form = PlainForm(**({} if request.method == "POST" else {"version": str(measure.version)}))
    if form.validate_on_submit():

        def write() -> None:
            contents.remove_index_measure(
                writer(), index_measure_id=measure.id, version=form.expected_version or 0
            )

        answer = _written(form, write, version.id, gettext("The measurement is out of the draft."))
        if answer == STALE:
            measure = _found_measure(measure.id)
            form.version.data = str(measure.version)
            form.form_errors.append(
                gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
            )
        elif answer is not None:
            return answer
    body = render_template("safety_index/remove_measure.html", form=form, version=version, measure=measure)
    return body, _status(form)


@blueprint.route("/index/versions/<int:index_version_id>/discard", methods=["GET", "POST"])
@requires(STEER)
def discard_version(index_version_id: int) -> ResponseReturnValue:
    """Say why a draft is not wanted; it goes away with everything in it."""
    version = found_version(index_version_id)
    if _only_looked_at(version):
        return _not_a_draft(version)
    form = ReasonForm(**({} if request.method == "POST" else {"version": str(version.version)}))
    if form.validate_on_submit():
        try:
            verbs.discard_index_version(
                writer(),
                index_version_id=version.id,
                version=form.expected_version or 0,
                reason=form.reason.data or "",
            )
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except StaleWrite:
            version = found_version(version.id)
            form.version.data = str(version.version)
            form.form_errors.append(
                gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
            )
        except (AlreadyDone, NotThere):
            return redirect(url_for(".versions"), 303)
        else:
            flash(gettext("The draft of version %(number)s is discarded.", number=version.number), "success")
            return redirect(url_for(".versions"), 303)
    return render_template("safety_index/discard.html", form=form, version=version), _status(form)


STALE = "stale"


def _written(
    form: TrackerForm, write: Callable[[], None], version_id: int, said: str
) -> ResponseReturnValue | None:
    """Carries a verb out: the way to the draft, STALE where somebody was first, or None with the refusal at
    the form."""
    there = redirect(url_for(".version", index_version_id=version_id), 303)
    try:
        write()
    except (Invalid, Duplicate) as error:
        form.refuse(error)
        return None
    except StaleWrite:
        return STALE
    except (AlreadyDone, NotThere):
        return there
    flash(said, "success")
    return there


def _both(
    title: str, form: TrackerForm, theirs: TrackerForm, action: str, now: VersionLine | MeasureLine
) -> ResponseReturnValue:
    rows = [
        (str(field.label.text), words_of(field), words_of(theirs[field.name]))
        for field in form
        if field.name not in NOT_SHOWN and field.name in theirs
    ]
    number = now.id if isinstance(now, VersionLine) else now.index_version_id
    page = url_for(".version", index_version_id=number)
    return stale_page(title, rows, form, action, now.version, page)


def _title(version: VersionLine) -> str:
    return str(gettext("Version %(number)s of the index", number=version.number))


def _found_measure(index_measure_id: int) -> MeasureLine:
    found = query.measure_line(db.session(), index_measure_id, language())
    if found is None:
        abort(404)
    return found


def _only_looked_at(version: VersionLine) -> bool:
    """Whether a form is asked for that a published version does not have. What was sent goes to the verb,
    which refuses it, so that what was typed is kept."""
    return request.method != "POST" and not version.is_draft


def _not_a_draft(version: VersionLine) -> ResponseReturnValue:
    flash(gettext("The version is published and does not change any more. Make a copy of it."), "warning")
    return redirect(url_for(".version", index_version_id=version.id), 303)


def _status(form: TrackerForm) -> int:
    refused: Any = form.errors or form.form_errors
    return 422 if refused else 200
