"""What a reading is made of: its parts by area, age and sex."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.follow_up.reporting import FollowedIndicator
from tracker.records.queries.indicators import breakdowns as stored_parts
from tracker.records.queries.indicators.breakdowns import StoredBreakdown, StoredPart, edition
from tracker.records.queries.indicators.readings import StoredReading
from tracker.services.follow_up.breakdowns import break_down_reading
from tracker.theory.follow_up.breakdowns import is_ratio, same_label
from tracker.web.access import REPORT, requires
from tracker.web.addresses import own_page
from tracker.web.forms.saving import Saved, save
from tracker.web.forms.stale import stale_page
from tracker.web.forms.writing import writer
from tracker.web.i18n import number
from tracker.web.indicators.blueprint import blueprint
from tracker.web.indicators.pages import address_of_indicator, form_page, reading_or_404
from tracker.web.indicators.parts_form import PartsForm, parts_form


@blueprint.route("/readings/<int:reading_id>/parts", methods=["GET", "POST"])
@requires(REPORT)
def parts(reading_id: int) -> ResponseReturnValue:
    """Say what a reading is made of."""
    found, reading = reading_or_404(reading_id)
    indicator = found.followed
    session = db.session()
    chosen = stored_parts.breakdowns(session, int(indicator.indicator.id))
    if not chosen:
        abort(404)
    there = stored_parts.parts(session, int(indicator.indicator.id))
    more = request.form.get("more", "")
    form = parts_form(
        chosen,
        there.get(reading_id, ()),
        _known(found.readings, there),
        _edition(reading, there.get(reading_id, ())),
        more,
    )
    if request.method == "GET":
        form.next.data = request.args.get("next", "")
    shown: dict[str, Any] = {
        "reading": reading,
        "breakdowns": chosen,
        "ratio": is_ratio(indicator.indicator.unit),
        "back": own_page(form.next.data, address_of_indicator(indicator)),
    }
    if more:
        form.validate_on_submit()
        return form_page("parts", form, indicator, status=200, refused={}, **shown)
    return save(
        form,
        lambda: break_down_reading(
            writer(), reading_id=reading_id, seen=form.version_seen, parts=form.parts, reason=form.why
        ),
        Saved(gettext("The parts of the reading are saved."), shown["back"]),
        overtaken=lambda: _both(indicator, reading_id, form),
    ) or form_page("parts", form, indicator, refused=form.refused, **shown)


def _known(
    readings: Sequence[StoredReading], there: Mapping[int, Sequence[StoredPart]]
) -> dict[int, list[str]]:
    """The labels of the latest reading with parts, by their breakdown."""
    for reading in reversed(readings):
        if there.get(reading.id):
            found: dict[int, list[str]] = {}
            for part in there[reading.id]:
                found.setdefault(part.breakdown_id, []).append(part.label)
            return found
    return {}


def _edition(reading: StoredReading, own: Sequence[StoredPart]) -> int:
    return edition(reading.version, [(part.id, part.version) for part in own])


def _both(indicator: FollowedIndicator, reading_id: int, form: PartsForm) -> ResponseReturnValue:
    found, reading = reading_or_404(reading_id)
    session = db.session()
    chosen: tuple[StoredBreakdown, ...] = stored_parts.breakdowns(session, int(indicator.indicator.id))
    now = stored_parts.parts(session, int(indicator.indicator.id)).get(reading_id, ())
    rows: list[tuple[str, str, str]] = []
    for breakdown in chosen:
        mine = {part.label: part.value for part in form.parts.get(breakdown.dimension, ())}
        theirs = {part.label: part.value for part in now if part.breakdown_id == breakdown.id}
        labels = [*mine, *(label for label in theirs if not any(same_label(label, one) for one in mine))]
        for label in labels:
            stored = next((value for one, value in theirs.items() if same_label(one, label)), None)
            rows.append((label, number(mine.get(label)), number(stored)))
    for dimension in form.counts:
        for row in form.rows(dimension):
            if not row.label.data:
                del form[row.label.name]
    here = url_for(".parts", reading_id=reading_id)
    page = address_of_indicator(indicator)
    return stale_page(found.followed.indicator.title, rows, form, here, _edition(reading, now), page)
