"""What the pages about one indicator share: finding it, and showing a form about it."""

from typing import Any

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from tracker.extensions import db
from tracker.records.queries.follow_up.reporting import FollowedIndicator
from tracker.records.queries.indicators import readings as read
from tracker.records.queries.indicators.readings import ReadIndicator, StoredReading
from tracker.web.forms.base import TrackerForm
from tracker.web.forms.saving import page
from tracker.web.i18n import language


def indicator_or_404(indicator_id: int) -> ReadIndicator:
    """The indicator of this address with its readings; an archived one is not there."""
    found = read.read_indicator(db.session(), indicator_id, language())
    if found is None:
        abort(404)
    return found


def reading_or_404(reading_id: int) -> tuple[ReadIndicator, StoredReading]:
    """The reading of this address and its indicator."""
    number = read.indicator_of(db.session(), reading_id)
    found = indicator_or_404(number or 0)
    return found, next(one for one in found.readings if one.id == reading_id)


def address_of_indicator(indicator: FollowedIndicator) -> str:
    """The page of the indicator."""
    return url_for("indicators.show", indicator_id=indicator.indicator.id)


def form_page(
    name: str, form: TrackerForm, found: FollowedIndicator, status: int | None = None, **shown: Any
) -> ResponseReturnValue:
    """The page of a form about the indicator, as ``page`` answers."""
    shown.setdefault("back", address_of_indicator(found))
    return page(f"indicators/{name}.html", form, status, found=found, **shown)
