"""``/indicators/<id>``: the page of one indicator. The other modules of the folder add its forms."""

from fractions import Fraction

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.extensions import db
from tracker.records.queries.indicators import breakdowns, readings
from tracker.records.queries.measurements.uses import source_of
from tracker.records.queries.plans import element_trail
from tracker.web import clock, wording
from tracker.web.access import SEE_PLAN, may_report, requires
from tracker.web.i18n import language, number
from tracker.web.indicators import breaking_down, correcting, importing, parts
from tracker.web.indicators.blueprint import blueprint
from tracker.web.indicators.indicator_page import sheet
from tracker.web.indicators.pages import indicator_or_404
from tracker.web.indicators.refusals import SENTENCES

__all__ = ["blueprint", "breaking_down", "correcting", "importing", "parts"]

wording.faults(SENTENCES)


@blueprint.app_template_filter("share")
def share(hundredths: Fraction) -> str:
    """A share in per cent to the nearest tenth: enough to see on which side of a limit it lies."""
    return number(float(round(hundredths, 1)))


@blueprint.app_template_filter("bracketed")
def bracketed(value: float) -> str:
    """A number as a term of a sum: a negative one in brackets."""
    return f"({number(value)})" if value < 0 else number(value)


@blueprint.get("/indicators/<int:indicator_id>")
@requires(SEE_PLAN)
def show(indicator_id: int) -> ResponseReturnValue:
    """Chart and table of an indicator, and why it stands as it does."""
    session, words = db.session(), language()
    found = indicator_or_404(indicator_id)
    content = sheet(
        found,
        breakdowns.breakdowns(session, indicator_id),
        breakdowns.parts(session, indicator_id),
        readings.corrections(session, indicator_id, words),
        element_trail.trail(session, found.followed.place.element_id, words).of_reading,
        clock.today(),
    )
    return render_template(
        "indicators/show.html",
        sheet=content,
        place=found.followed.place,
        may_report=may_report(),
        source=source_of(session, indicator_id, words),
    )
