"""The inventory's blueprint, what its pages share, and the sentences for what is refused."""

from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from tracker.exchange.pasted.readings import MOST_LINES
from tracker.exchange.series_file import FileFault
from tracker.extensions import db
from tracker.records.queries.measurements import measurement as query
from tracker.records.queries.measurements.measurement import StoredBreak, StoredMeasurement, StoredValue
from tracker.web import wording
from tracker.web.forms.base import TrackerForm
from tracker.web.forms.saving import page
from tracker.web.i18n import language
from tracker.web.measurements import labels

blueprint = Blueprint("measurements", __name__)
for shown in (labels.value_day, labels.years_words, labels.mismatch_words):
    blueprint.add_app_template_filter(shown)

wording.faults(
    {
        "one_owner": _("Choose an organisation, or write who else owns it: not both."),
        "value_not_changed": _("This is what the series says already."),
        FileFault.EMPTY.value: _("The file is empty."),
        FileFault.TOO_LARGE.value: _("The file is larger than 1 MB. Save only the sheet with the series."),
        FileFault.TOO_BIG_INSIDE.value: _(
            "The workbook is too large inside. Copy the two columns into a new workbook, and send that."
        ),
        FileFault.TOO_MANY_LINES.value: _(
            "The file has more than %(most)s lines with something in them. Take some out and bring them in "
            "afterwards."
        ),
        FileFault.BROKEN.value: _("The workbook is damaged and cannot be read. Save it again and send that."),
        FileFault.WEB_PAGE.value: _(
            "This is a web page, whatever its name says. Open it in a spreadsheet and save it as XLSX."
        ),
        FileFault.OTHER_KIND.value: _(
            "This is neither a workbook (XLSX) nor text (CSV). An old or locked workbook has to be saved as "
            "XLSX without a password."
        ),
        FileFault.NO_VALUES.value: _("There is nothing in the file's cells."),
    }
)

DETAILS = {"most": MOST_LINES}
"""What the sentences on files are filled with."""


def found(measurement_id: int, *, archived: bool | None = None) -> StoredMeasurement:
    """The measurement of the address; 404 where it is not there, or is not ``archived`` as asked."""
    one = query.stored_measurement(db.session(), measurement_id, language())
    if one is None or (archived is not None and one.archived is not archived):
        abort(404)
    return one


def found_value(value_id: int) -> tuple[StoredMeasurement, StoredValue]:
    """The value of the address and its measurement, which is not archived."""
    held = query.stored_value(db.session(), value_id, language())
    if held is None:
        abort(404)
    return found(held[0], archived=False), held[1]


def found_break(break_id: int) -> tuple[StoredMeasurement, StoredBreak]:
    """The break of the address and its measurement, which is not archived."""
    held = query.stored_break(db.session(), break_id)
    if held is None:
        abort(404)
    return found(held[0], archived=False), held[1]


def page_of(one: StoredMeasurement) -> str:
    """The address of the measurement's page."""
    return url_for("measurements.show", measurement_id=one.id)


def form_page(
    name: str, form: TrackerForm, one: StoredMeasurement | None, status: int | None = None, **shown: Any
) -> ResponseReturnValue:
    """The page of a form about a measurement, as ``page`` answers."""
    back = page_of(one) if one else url_for("measurements.index")
    return page(f"measurements/{name}.html", form, status, measurement=one, back=back, **shown)
