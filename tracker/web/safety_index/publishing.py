"""Publishing: a draft with every year there is, and a year that is new or was corrected since."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.safety_index.versions import MeasureLine, VersionLine, published_version
from tracker.records.queries.safety_index.years import PublishedYear
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.safety_index import versions as verbs
from tracker.services.safety_index.years import UnsoundIndex, publish_index_year
from tracker.theory.index.published_years import Difference
from tracker.web.access import STEER, requires
from tracker.web.forms.writing import writer
from tracker.web.safety_index.blueprint import blueprint, found_version, strategy
from tracker.web.safety_index.contents import fault_place
from tracker.web.safety_index.forms import ReasonForm
from tracker.web.safety_index.labels import fault_words
from tracker.web.safety_index.reading import Reading, read
from tracker.web.safety_index.versions import preview


@blueprint.route("/index/versions/<int:index_version_id>/publish", methods=["GET", "POST"])
@requires(STEER)
def publish_version(index_version_id: int) -> ResponseReturnValue:
    """Make a draft the version that the index goes by, with what that changes in sight."""
    version = found_version(index_version_id)
    there = url_for(".version", index_version_id=version.id)
    if request.method != "POST" and not version.is_draft:
        return redirect(there, 303)
    form = ReasonForm(**({} if request.method == "POST" else {"version": str(version.version)}))
    reading = read(version)
    if form.validate_on_submit():
        try:
            verbs.publish_index_version(
                writer(),
                index_version_id=version.id,
                version=form.expected_version or 0,
                reason=form.reason.data or "",
            )
        except UnsoundIndex:
            form.form_errors.extend(unsound_words(reading))
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except StaleWrite:
            reading = read(found_version(version.id))
            form.version.data = str(reading.version.version)
            _meanwhile(form)
        except (AlreadyDone, NotThere):
            return redirect(there, 303)
        else:
            flash(gettext("Version %(number)s is published.", number=version.number), "success")
            return redirect(url_for(".show"), 303)
    body = render_template(
        "safety_index/publish.html",
        form=form,
        reading=reading,
        comparison=preview(reading),
        faults=unsound_words(reading),
    )
    return body, _status(form)


@dataclass(frozen=True, slots=True)
class Moved:
    """A measurement whose value is not the one that the year was published with."""

    measure: MeasureLine
    published: float | None
    now: float | None


@blueprint.route("/index/years/<int:year>/publish", methods=["GET", "POST"])
@requires(STEER)
def publish_year(year: int) -> ResponseReturnValue:
    """Publish a year that is new, or anew because values were corrected."""
    reading = read(_published())
    difference = next((one for one in reading.differences if one.year == year), None)
    kept = next((one for one in reading.years if one.year == year), None)
    if difference is None and kept is None:
        abort(404)
    edition = 1 if kept is None else kept.edition + 1
    form = ReasonForm(**({} if request.method == "POST" else {"version": str(edition)}))
    if form.validate_on_submit():
        try:
            publish_index_year(
                writer(),
                index_version_id=reading.version.id,
                year=year,
                edition=form.expected_version or 0,
                reason=form.reason.data or "",
            )
        except UnsoundIndex:
            form.form_errors.extend(unsound_words(reading))
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except StaleWrite:
            form.version.data = str(edition)
            _meanwhile(form)
        except (AlreadyDone, NotThere):
            return redirect(url_for(".show"), 303)
        else:
            flash(gettext("%(year)s is published.", year=year), "success")
            return redirect(url_for(".year", year=year), 303)
    body = render_template(
        "safety_index/publish_year.html",
        form=form,
        reading=reading,
        year=year,
        kept=kept,
        counted=reading.counted_now.get(year),
        moved=_moved(reading, difference, kept),
        faults=unsound_words(reading),
    )
    return body, _status(form)


def unsound_words(reading: Reading) -> list[str]:
    """Everything that is wrong with a version, each with its place."""
    found = ((fault_place(reading, fault), fault_words(fault)) for fault in reading.faults)
    return [f"{place}: {sentence}" if place else sentence for place, sentence in found]


def _published() -> VersionLine:
    found = published_version(db.session(), strategy().id)
    if found is None:
        abort(404)
    return found


def _moved(reading: Reading, difference: Difference | None, kept: PublishedYear | None) -> list[Moved]:
    if difference is None:
        return []
    now = reading.now.get(difference.year, {})
    before = {} if kept is None else kept.values
    return [
        Moved(reading.of_measurement[one], before.get(one), now.get(one)) for one in difference.measurements
    ]


def _meanwhile(form: ReasonForm) -> None:
    form.form_errors.append(
        gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
    )


def _status(form: ReasonForm) -> int:
    return 422 if form.errors or form.form_errors else 200
