"""A pasted column of dates and values: its form, what each line would do in words, and when it may be saved.

What is brought in (readings of an indicator, the series of a measurement) has its own verb and its own nouns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, HiddenField, SelectField, TextAreaField

from tracker.exchange.pasted.numbers import Marks
from tracker.exchange.pasted.readings import (
    MOST_CHARACTERS,
    MOST_LINES,
    Excess,
    Outcome,
    Paste,
    PastedRow,
    Reason,
)
from tracker.web.forms.base import (
    NEEDED,
    SOURCE_NEEDED,
    LongTextField,
    Needed,
    NoControlCharacters,
    TrackerForm,
)
from tracker.web.forms.saving import SAVED_BEFORE
from tracker.web.forms.writing import was_sent_before
from tracker.web.i18n import day, number

_ = lazy_gettext

PREVIEW_AGAIN = _("Somebody has changed the series meanwhile. Nothing was saved. Look at the new preview.")


class ColumnForm(TrackerForm):
    """``seen`` stands for what the lines meant in the preview that the person looked at."""

    pasted = TextAreaField(
        _("Dates and values, a line each"),
        [Needed(), NoControlCharacters()],
        description=_(
            "Copy the two columns from a spreadsheet: the date first, then the value. A tab, a semicolon or "
            "spaces may stand between them."
        ),
    )
    marks = SelectField(
        _("How are the numbers written?"),
        choices=[],
        description=_("Only needed where a number could mean two things, as 1.234 can."),
    )
    source = LongTextField(
        _("Source"),
        [Needed()],
        description=_("Where all these values come from. Nothing about identifiable citizens."),
    )
    replace = BooleanField()
    reason = LongTextField()
    leave_out = BooleanField(_("Leave out the lines that cannot be read, and save the others"))
    seen = HiddenField()

    def __init__(self) -> None:
        super().__init__()
        self.marks.choices = [
            (Marks.EITHER.value, gettext("As each line shows")),
            (Marks.COMMA.value, gettext("1.234,5: comma before the decimals")),
            (Marks.POINT.value, gettext("1,234.5: point before the decimals")),
        ]

    @property
    def typed(self) -> str:
        """The lines as they were sent."""
        return str(self.pasted.data or "")

    def must_be_savable(self, paste: Paste) -> bool:
        """Whether the lines and the answers can be saved; else the fields say what is missing."""
        if not (self.source.data or "").strip():
            self.say("source", str(SOURCE_NEEDED))
        if paste.of(Outcome.REJECTED) and not self.leave_out.data:
            self.say(
                "leave_out", gettext("Correct the lines that cannot be read, or say that they are left out.")
            )
        if self.replace.data and paste.of(Outcome.CORRECTION) and not (self.reason.data or "").strip():
            self.say("reason", str(NEEDED))
        if not paste.of(Outcome.NEW) and not (self.replace.data and paste.of(Outcome.CORRECTION)):
            self.say("pasted", gettext("There is nothing to save here."))
        return not self.errors and not self.form_errors

    def say(self, name: str, sentence: str) -> None:
        """Puts a sentence at a field."""
        self[name].errors = [*self[name].errors, sentence]


@dataclass(frozen=True, slots=True)
class Nouns:
    """What is brought in, counted: so many new ones, lines with another value than there is, corrections."""

    new: Callable[[int], str]
    other: Callable[[int], str]
    corrected: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Looked:
    """``paste`` is None where there are no lines to look at; ``may_save`` where they were seen and are to be
    saved."""

    paste: Paste | None = None
    may_save: bool = False


def look(form: ColumnForm, meaning: Callable[[], Paste]) -> Looked:
    """What a sent form asks for. Refusals are put on it."""
    if was_sent_before():
        form.form_errors.append(str(SAVED_BEFORE))
        return Looked()
    if not form.validate():
        return Looked()
    paste = meaning()
    if sentence := excess_words(paste):
        form.say("pasted", sentence)
        return Looked()
    if not paste.rows:
        form.say("pasted", gettext("Paste dates and values here."))
        return Looked()
    if request.form.get("answer") != "save":
        return Looked(paste)
    if form.seen.data != str(paste.mark):
        form.form_errors.append(
            gettext(
                "The lines mean something else than in the preview that you saw, or you saw none. Nothing "
                "was saved. Look through the preview, then save."
            )
        )
        return Looked(paste)
    return Looked(paste, form.must_be_savable(paste))


def preview(
    form: ColumnForm, paste: Paste | None, nouns: Nouns, details: Mapping[str, str]
) -> dict[str, Any]:
    """What the page needs to show the lines; the form then carries what was seen. ``details`` fill the
    sentences on rejected lines."""
    form.seen.data = str(paste.mark) if paste else ""
    if paste is None:
        return {"lines": [], "counts": {}, "nouns": nouns}
    return {
        "lines": [(row, day_words(row), outcome_words(row, details)) for row in paste.rows],
        "counts": {outcome.value: len(paste.of(outcome)) for outcome in Outcome},
        "nouns": nouns,
    }


def saved_words(nouns: Nouns, new: int, corrected: int) -> str:
    """What was saved, as the next page tells it."""
    parts = [nouns.new(new)] if new else []
    parts += [nouns.corrected(corrected)] if corrected else []
    return str(gettext("Saved: %(what)s", what=" ".join(parts)))


REASONS = {
    Reason.NO_DATE: _("It does not begin with a date."),
    Reason.NO_VALUE: _("There is no value behind the date."),
    Reason.NOT_A_NUMBER: _("What stands behind the date is not a number."),
    Reason.AMBIGUOUS: _("The number can mean two things. Say above how the numbers are written."),
    Reason.PERCENT_SIGN: _("It has a per cent sign, but values are in %(unit)s."),
    Reason.MORE_THAN_TWO: _("There is more than a date and a value."),
    Reason.NOT_AFTER_BASELINE: _("A reading comes after the baseline, which is from %(baseline)s."),
    Reason.IN_THE_FUTURE: _("This day has not come yet."),
    Reason.DAY_TWICE: _("Line %(other)s has the same day and another value."),
}


def outcome_words(row: PastedRow, details: Mapping[str, str]) -> str:
    """What saving does with a line, and why not."""
    match row.outcome:
        case Outcome.NEW:
            return str(gettext("New"))
        case Outcome.CORRECTION:
            return str(gettext("Another value than now: %(before)s", before=number(row.before)))
        case Outcome.HEADING:
            return str(gettext("Heading: left out"))
        case Outcome.SAME if row.other:
            return str(gettext("Repeats line %(other)s: left out", other=row.other))
        case Outcome.SAME:
            return str(gettext("There already: left out"))
        case _ if row.reason is None:
            return ""
        case _:
            return str(REASONS[row.reason]) % {"other": row.other, **details}


def day_words(row: PastedRow) -> str:
    """The day that is saved, and that a period stands for its last one; a whole year by its number."""
    if row.whole_year and row.read_on:
        return str(gettext("The year %(year)s", year=row.read_on.year))
    if row.period:
        return str(gettext("%(day)s (last day of “%(period)s”)", day=day(row.read_on), period=row.period))
    return day(row.read_on)


def excess_words(paste: Paste) -> str:
    """Why there is too much of it; empty where there is not."""
    if paste.excess is Excess.LINES:
        return str(
            gettext(
                "These are %(size)s lines; at most %(most)s are brought in at a time. Take some out and "
                "bring them in afterwards.",
                size=number(paste.size),
                most=number(MOST_LINES),
            )
        )
    if paste.excess is Excess.CHARACTERS:
        return str(
            gettext(
                "These are %(size)s characters; at most %(most)s are brought in at a time. Is it the right "
                "column?",
                size=number(paste.size),
                most=number(MOST_CHARACTERS),
            )
        )
    return ""
