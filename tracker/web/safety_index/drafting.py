"""A draft of the index changed: its settings, and the measurements in it."""

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.safety_index import versions as query
from tracker.records.queries.safety_index.versions import MeasureLine, VersionLine
from tracker.services.safety_index import contents
from tracker.services.safety_index import versions as verbs
from tracker.theory.contents.index_version import IndexVersionContents
from tracker.theory.kinds import Verdict
from tracker.web.access import STEER, requires
from tracker.web.addresses import number_in
from tracker.web.forms.base import PlainForm, ReasonForm
from tracker.web.forms.contents import form_contents
from tracker.web.forms.saving import (
    Saved,
    both_versions,
    confirm_again,
    is_sent,
    led_away,
    page,
    save,
    unless_sent,
)
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.safety_index.blueprint import blueprint, found_version, version_address
from tracker.web.safety_index.forms import (
    MeasureForm,
    NewMeasureForm,
    stored_measure,
    stored_version,
    version_form,
)


@blueprint.route("/index/versions/<int:index_version_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit_version(index_version_id: int) -> ResponseReturnValue:
    """Base year, note, and how much each definition weighs."""
    version = found_version(index_version_id)
    if away := _led_from_published(version):
        return away
    definitions = _definitions(version)
    form = version_form(definitions, **unless_sent(**stored_version(version, definitions)))
    return save(
        form,
        lambda: verbs.edit_index_version(
            writer(),
            index_version_id=version.id,
            version=form.version_seen,
            contents=form_contents(form, IndexVersionContents),
            weights=form.weights(definitions),
        ),
        Saved(gettext("The draft is saved."), version_address(version.id)),
        overtaken=lambda: both_versions(
            gettext("Version %(number)s of the index", number=version.number),
            form,
            stored_version(now := found_version(version.id), _definitions(now)),
            version_address(version.id),
        ),
    ) or page("safety_index/edit.html", form, version=version, definitions=definitions)


@blueprint.route("/index/versions/<int:index_version_id>/measurements/new", methods=["GET", "POST"])
@requires(STEER)
def new_measure(index_version_id: int) -> ResponseReturnValue:
    """Take a measurement of the inventory into a draft."""
    version = found_version(index_version_id)
    if away := _led_from_published(version):
        return away
    offered = query.offered(db.session(), version, language())
    form = NewMeasureForm()
    form.offer(offered)
    chosen = number_in(form.measurement_id.data) or 0

    def saved(made: int | None) -> Saved:
        unjudged = gettext("It is not judged to go into the index. Say in the note why it is in it.")
        warns = made and any(one.id == chosen and one.verdict is not Verdict.INCLUDE for one in offered)
        return Saved(
            gettext("The measurement is in the draft."),
            version_address(version.id),
            [("warning", unjudged)] if warns else (),
        )

    return save(
        form,
        lambda: contents.add_index_measure(
            writer(), index_version_id=version.id, measurement_id=chosen, contents=form.contents()
        ),
        saved,
        overtaken=lambda: confirm_again(form, 0),
    ) or page("safety_index/new_measure.html", form, version=version, offered=offered)


@blueprint.route("/index/measures/<int:index_measure_id>/edit", methods=["GET", "POST"])
@requires(STEER)
def edit_measure(index_measure_id: int) -> ResponseReturnValue:
    """Goalposts and weight of a measurement in a draft."""
    measure = _found_measure(index_measure_id)
    version = found_version(measure.index_version_id)
    if away := _led_from_published(version):
        return away
    form = MeasureForm(**unless_sent(**stored_measure(measure)))
    return save(
        form,
        lambda: contents.edit_index_measure(
            writer(),
            index_measure_id=measure.id,
            version=form.version_seen,
            contents=form.contents(measure.weight),
        ),
        Saved(gettext("The measurement is saved."), version_address(version.id)),
        overtaken=lambda: both_versions(
            f"{measure.code} {measure.title}",
            form,
            stored_measure(_found_measure(measure.id)),
            version_address(version.id),
        ),
    ) or page("safety_index/edit_measure.html", form, version=version, measure=measure)


@blueprint.route("/index/measures/<int:index_measure_id>/remove", methods=["GET", "POST"])
@requires(STEER)
def remove_measure(index_measure_id: int) -> ResponseReturnValue:
    """Take a measurement out of a draft."""
    form = PlainForm()

    def saved(draft_id: int | None) -> Saved:
        back = url_for(".versions") if draft_id is None else version_address(draft_id)
        return Saved(gettext("The measurement is out of the draft."), back)

    # sent twice, it is about a measurement that is out
    answer = save(
        form,
        lambda: contents.remove_index_measure(
            writer(), index_measure_id=index_measure_id, version=form.version_seen
        ),
        saved,
        overtaken=lambda: confirm_again(form, _found_measure(index_measure_id).version),
    )
    if answer:
        return answer
    measure = _found_measure(index_measure_id)
    version = found_version(measure.index_version_id)
    if away := _led_from_published(version):
        return away
    if not is_sent():
        form.version.data = str(measure.version)
    return page("safety_index/remove_measure.html", form, version=version, measure=measure)


@blueprint.route("/index/versions/<int:index_version_id>/discard", methods=["GET", "POST"])
@requires(STEER)
def discard_version(index_version_id: int) -> ResponseReturnValue:
    """Say why a draft is not wanted; it goes away with everything in it."""
    form = ReasonForm()
    number = _number(index_version_id)
    # sent twice, it is about a draft that is gone
    answer = save(
        form,
        lambda: verbs.discard_index_version(
            writer(),
            index_version_id=index_version_id,
            version=form.version_seen,
            reason=form.reason.data or "",
        ),
        Saved(gettext("The draft of version %(number)s is discarded.", number=number), url_for(".versions")),
        overtaken=lambda: confirm_again(form, found_version(index_version_id).version),
    )
    if answer:
        return answer
    version = found_version(index_version_id)
    if away := _led_from_published(version):
        return away
    if not is_sent():
        form.version.data = str(version.version)
    return page("safety_index/discard.html", form, version=version)


def _definitions(version: VersionLine) -> list[query.DefinitionLine]:
    return query.definition_lines(db.session(), version, language())


def _found_measure(index_measure_id: int) -> MeasureLine:
    found = query.measure_line(db.session(), index_measure_id, language())
    return found if found is not None else abort(404)


def _number(index_version_id: int) -> int:
    """That of the version; 0 for one that is gone."""
    found = query.version_line(db.session(), index_version_id)
    return 0 if found is None else found.number


def _led_from_published(version: VersionLine) -> ResponseReturnValue | None:
    """Away from a form that a published version does not have. One that was sent goes to its verb, which
    refuses it, so that what was typed is kept."""
    if is_sent() or version.is_draft:
        return None
    return led_away("index_not_draft", version_address(version.id))
