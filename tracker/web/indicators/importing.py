"""Readings are brought in from a pasted column: looked at line by line, then saved in one go."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.exchange.pasted_numbers import Marks
from tracker.exchange.pasted_readings import Known, Outcome, Paste, read
from tracker.records.queries.readings import ReadIndicator
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, StaleWrite
from tracker.services.readings import Replacement, import_readings
from tracker.theory.disaggregation import is_percentage
from tracker.web import clock
from tracker.web.access import REPORT, requires
from tracker.web.i18n import day
from tracker.web.indicators.blueprint import blueprint
from tracker.web.indicators.import_form import ImportForm, day_words, excess_words, outcome_words
from tracker.web.indicators.pages import address_of_indicator, form_page, indicator_or_404
from tracker.web.writing import writer


@blueprint.route("/indicators/<int:indicator_id>/import", methods=["GET", "POST"])
@requires(REPORT)
def import_pasted(indicator_id: int) -> ResponseReturnValue:
    """Paste a column, look at what it means, and save it."""
    found = indicator_or_404(indicator_id)
    form = ImportForm()
    if not form.is_submitted():
        return _page(form, found, None)
    if not form.validate():
        return _page(form, found, None)
    paste = _read(form, found)
    if sentence := excess_words(paste):
        form.pasted.errors = [*form.pasted.errors, sentence]
        return _page(form, found, None)
    if not paste.rows:
        form.pasted.errors = [*form.pasted.errors, gettext("Paste dates and values here.")]
        return _page(form, found, None)
    if request.form.get("answer") != "save":
        return _page(form, found, paste)
    if form.seen.data != str(paste.mark):
        form.form_errors.append(
            gettext(
                "The lines mean something else than in the preview that you saw, or you saw none. Nothing "
                "was saved. Look through the preview, then save."
            )
        )
        return _page(form, found, paste)
    if not form.must_be_savable(paste):
        return _page(form, found, paste)
    return _save(form, found, paste)


def _save(form: ImportForm, found: ReadIndicator, paste: Paste) -> ResponseReturnValue:
    replaced = paste.replaced if form.replace.data else {}
    corrections = {when: Replacement(*values) for when, values in replaced.items()}
    try:
        import_readings(
            writer(),
            indicator_id=int(found.followed.indicator.id),
            new=paste.new,
            corrections=corrections,
            source=form.source.data or "",
            reason=form.reason.data or "",
        )
    except AlreadyDone:
        flash(gettext("This was saved already; nothing was saved twice."), "success")
    except (StaleWrite, Duplicate):
        form.form_errors.append(
            gettext(
                "Somebody has changed the readings meanwhile. Nothing was saved. Look at the new preview."
            )
        )
        now = indicator_or_404(int(found.followed.indicator.id))
        return _page(form, now, _read(form, now), 409)
    except Invalid as error:
        form.refuse(error)
        return _page(form, found, paste)
    else:
        _say(len(paste.new), len(corrections))
    return redirect(address_of_indicator(found.followed), 303)


def _say(new: int, corrected: int) -> None:
    parts = []
    if new:
        parts.append(ngettext("%(num)s reading is new.", "%(num)s readings are new.", new))
    if corrected:
        parts.append(ngettext("%(num)s reading is corrected.", "%(num)s readings are corrected.", corrected))
    flash(gettext("Saved: %(what)s", what=" ".join(parts)), "success")


def _read(form: ImportForm, found: ReadIndicator) -> Paste:
    indicator = found.followed.indicator
    known = Known(
        indicator.baseline.on,
        clock.today(),
        is_percentage(indicator.unit),
        {one.read_on: one.value for one in found.readings},
    )
    return read(form.typed, known, Marks(form.marks.data))


def _page(
    form: ImportForm, found: ReadIndicator, paste: Paste | None, status: int | None = None
) -> ResponseReturnValue:
    form.seen.data = str(paste.mark) if paste else ""
    baseline = day(found.followed.indicator.baseline.on)
    lines = [(row, day_words(row), outcome_words(row, baseline)) for row in (paste.rows if paste else ())]
    counts = {outcome.value: len(paste.of(outcome)) for outcome in Outcome} if paste else {}
    return form_page("import", form, found.followed, status, lines=lines, counts=counts)
