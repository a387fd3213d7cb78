"""A series is brought in from a pasted column or a file: looked at line by line, then saved in one go.

A file is not kept: its lines fill the field for pasted ones, and travel with the form from there.
"""

from dataclasses import dataclass

from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext, ngettext
from flask_wtf.file import FileField
from wtforms import BooleanField

from tracker.exchange.pasted.numbers import Marks
from tracker.exchange.pasted.readings import Known, Paste, read
from tracker.exchange.series_file import LARGEST_FILE, SeriesText, UnusableFile, read_series_file
from tracker.extensions import db
from tracker.records.queries.measurements.measurement import StoredMeasurement, values
from tracker.services.errors import Invalid
from tracker.services.follow_up.readings import Replacement
from tracker.services.measurements.series import import_series
from tracker.theory.follow_up.breakdowns import is_percentage
from tracker.web import clock
from tracker.web.access import STEER, requires
from tracker.web.forms.base import LongTextField
from tracker.web.forms.pasted_column import PREVIEW_AGAIN, ColumnForm, Nouns, look, preview, saved_words
from tracker.web.forms.saving import Saved, save
from tracker.web.forms.uploads import takes_files
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.measurements.blueprint import DETAILS, blueprint, form_page, found, page_of

_ = lazy_gettext


class SeriesForm(ColumnForm):
    series_file = FileField(
        _("File"),
        description=_("Excel (XLSX) or CSV, at most 1 MB. Its lines take the place of those below."),
    )
    replace = BooleanField(_("Correct the values that are others now"))
    reason = LongTextField(
        _("Why are they corrected?"),
        description=_("Needed where values are corrected. Write nothing about identifiable citizens."),
    )
    illustrative = BooleanField(_("The values are invented, to show how they would look"))


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with the form: a file that was read, or was refused."""

    file: SeriesText | None = None
    refused: bool = False


@blueprint.route("/measurements/<int:measurement_id>/import", methods=["GET", "POST"])
@requires(STEER)
@takes_files
def import_pasted(measurement_id: int) -> ResponseReturnValue:
    """Paste a column or choose a file, look at what it means, and save it."""
    one = found(measurement_id, archived=False)
    form = SeriesForm()
    if not form.is_submitted():
        return _page(form, one, None)
    sent = _take_file(form)
    if sent.refused:
        return _page(form, one, None)
    looked = look(form, lambda: _read(form, one))
    if looked.paste is None or not looked.may_save:
        return _page(form, one, looked.paste, file=sent.file)
    return _save(form, one, looked.paste)


def _take_file(form: SeriesForm) -> Sent:
    """Puts the lines of a chosen file in the place of pasted ones; those stay where it is refused."""
    chosen = form.series_file.data
    if not chosen:
        return Sent()
    marks = Marks(form.marks.data) if form.marks.data in set(Marks) else Marks.EITHER
    try:
        read_in = read_series_file(chosen.stream.read(LARGEST_FILE + 1), marks)
    except UnusableFile as error:
        form.validate()
        form.refuse(Invalid("series_file", error.fault.value, DETAILS))
        return Sent(refused=True)
    form.pasted.data = read_in.text
    return Sent(read_in)


def _save(form: SeriesForm, one: StoredMeasurement, paste: Paste) -> ResponseReturnValue:
    replaced = paste.replaced if form.replace.data else {}
    corrections = {when: Replacement(*pair) for when, pair in replaced.items()}

    def overtaken() -> ResponseReturnValue:
        form.form_errors.append(str(PREVIEW_AGAIN))
        return _page(form, one, _read(form, one), status=409)

    return save(
        form,
        lambda: import_series(
            writer(),
            measurement_id=one.id,
            new=paste.new,
            corrections=corrections,
            whole_years=paste.whole_years,
            source=form.source.data or "",
            illustrative=bool(form.illustrative.data),
            reason=form.reason.data or "",
        ),
        Saved(saved_words(NOUNS, len(paste.new), len(corrections)), page_of(one)),
        overtaken=overtaken,
    ) or _page(form, one, paste)


def _read(form: SeriesForm, one: StoredMeasurement) -> Paste:
    there = {value.on: value.value for value in values(db.session(), one.id, language())}
    known = Known(None, clock.today(), is_percentage(one.unit), there, whole_years=True)
    return read(form.typed, known, Marks(form.marks.data))


def _page(
    form: SeriesForm,
    one: StoredMeasurement,
    paste: Paste | None,
    *,
    file: SeriesText | None = None,
    status: int | None = None,
) -> ResponseReturnValue:
    shown = preview(form, paste, NOUNS, {"unit": one.unit, "baseline": ""})
    return form_page("import", form, one, status, file=file, **shown)


def _new(count: int) -> str:
    return str(ngettext("%(num)s value is new.", "%(num)s values are new.", count))


def _other(count: int) -> str:
    return str(
        ngettext(
            "%(num)s line has another value than the series.",
            "%(num)s lines have another value than the series.",
            count,
        )
    )


def _corrected(count: int) -> str:
    return str(ngettext("%(num)s value is corrected.", "%(num)s values are corrected.", count))


NOUNS = Nouns(_new, _other, _corrected)
