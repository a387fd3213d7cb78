"""Publishing: a draft with every year there is, and a year that is new or was corrected since."""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.safety_index.versions import MeasureLine, VersionLine, published_version
from tracker.records.queries.safety_index.years import PublishedYear
from tracker.services.errors import Duplicate, Invalid
from tracker.services.safety_index import versions as verbs
from tracker.services.safety_index.years import UnsoundIndex, publish_index_year
from tracker.theory.index.published_years import Difference
from tracker.web.access import STEER, requires
from tracker.web.forms.base import ReasonForm
from tracker.web.forms.saving import Saved, confirm_again, is_sent, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.safety_index.blueprint import blueprint, found_version, strategy, version_address
from tracker.web.safety_index.contents import fault_place
from tracker.web.safety_index.labels import fault_words
from tracker.web.safety_index.reading import Reading, read
from tracker.web.safety_index.versions import preview


class PublishForm(ReasonForm):
    """A reason to publish what ``reading`` shows; what cannot be counted is told in full."""

    def __init__(self, reading: Reading, **values: Any) -> None:
        super().__init__(**values)
        self.reading = reading

    def refuse(self, error: Invalid | Duplicate) -> None:
        if isinstance(error, UnsoundIndex):
            self.form_errors.extend(unsound_words(self.reading))
        else:
            super().refuse(error)


@blueprint.route("/index/versions/<int:index_version_id>/publish", methods=["GET", "POST"])
@requires(STEER)
def publish_version(index_version_id: int) -> ResponseReturnValue:
    """Make a draft the version that the index goes by, with what that changes in sight."""
    version = found_version(index_version_id)
    if not is_sent() and not version.is_draft:
        return redirect(version_address(version.id), 303)
    form = PublishForm(read(version), **unless_sent(version=str(version.version)))

    def overtaken() -> None:
        form.reading = read(found_version(version.id))
        confirm_again(form, form.reading.version.version)

    return save(
        form,
        lambda: verbs.publish_index_version(
            writer(),
            index_version_id=version.id,
            version=form.version_seen,
            reason=form.reason.data or "",
        ),
        Saved(gettext("Version %(number)s is published.", number=version.number), url_for(".show")),
        overtaken=overtaken,
    ) or page(
        "safety_index/publish.html",
        form,
        reading=form.reading,
        comparison=preview(form.reading),
        faults=unsound_words(form.reading),
    )


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
    form = PublishForm(reading, **unless_sent(version=str(edition)))
    return save(
        form,
        lambda: publish_index_year(
            writer(),
            index_version_id=reading.version.id,
            year=year,
            edition=form.version_seen,
            reason=form.reason.data or "",
        ),
        Saved(gettext("%(year)s is published.", year=year), url_for(".year", year=year)),
        overtaken=lambda: confirm_again(form, edition),
    ) or page(
        "safety_index/publish_year.html",
        form,
        reading=reading,
        year=year,
        kept=kept,
        counted=reading.counted_now.get(year),
        moved=_moved(reading, difference, kept),
        faults=unsound_words(reading),
    )


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
