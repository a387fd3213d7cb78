"""Readings are brought in from a pasted column: looked at line by line, then saved in one go."""

from flask.typing import ResponseReturnValue

from tracker.exchange.pasted.numbers import Marks
from tracker.exchange.pasted.readings import Known, Paste, read
from tracker.records.queries.indicators.readings import ReadIndicator
from tracker.services.follow_up.readings import Replacement, import_readings
from tracker.theory.follow_up.breakdowns import is_percentage
from tracker.web import clock
from tracker.web.access import REPORT, requires
from tracker.web.forms.pasted_column import PREVIEW_AGAIN, look, preview, saved_words
from tracker.web.forms.saving import Saved, save
from tracker.web.forms.writing import writer
from tracker.web.i18n import day
from tracker.web.indicators.blueprint import blueprint
from tracker.web.indicators.import_form import NOUNS, ImportForm
from tracker.web.indicators.pages import address_of_indicator, form_page, indicator_or_404


@blueprint.route("/indicators/<int:indicator_id>/import", methods=["GET", "POST"])
@requires(REPORT)
def import_pasted(indicator_id: int) -> ResponseReturnValue:
    """Paste a column, look at what it means, and save it."""
    found = indicator_or_404(indicator_id)
    form = ImportForm()
    if not form.is_submitted():
        return _page(form, found, None)
    looked = look(form, lambda: _read(form, found))
    if looked.paste is None or not looked.may_save:
        return _page(form, found, looked.paste)
    return _save(form, found, looked.paste)


def _save(form: ImportForm, found: ReadIndicator, paste: Paste) -> ResponseReturnValue:
    replaced = paste.replaced if form.replace.data else {}
    corrections = {when: Replacement(*values) for when, values in replaced.items()}

    def overtaken() -> ResponseReturnValue:
        form.form_errors.append(str(PREVIEW_AGAIN))
        now = indicator_or_404(int(found.followed.indicator.id))
        return _page(form, now, _read(form, now), 409)

    return save(
        form,
        lambda: import_readings(
            writer(),
            indicator_id=int(found.followed.indicator.id),
            new=paste.new,
            corrections=corrections,
            source=form.source.data or "",
            reason=form.reason.data or "",
        ),
        Saved(saved_words(NOUNS, len(paste.new), len(corrections)), address_of_indicator(found.followed)),
        overtaken=overtaken,
    ) or _page(form, found, paste)


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
    indicator = found.followed.indicator
    details = {"baseline": day(indicator.baseline.on), "unit": indicator.unit}
    return form_page("import", form, found.followed, status, **preview(form, paste, NOUNS, details))
