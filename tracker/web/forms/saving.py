"""The one way from a form to its verb, and on to the answer.

A route that takes a form reads like this::

    form = PlanForm(...)
    return save(
        form,
        lambda: edit_plan(writer(), plan_id=plan_id, version=form.version_seen, contents=form.contents()),
        Saved(gettext("The changes are saved."), url_for("plans.show", plan_id=plan_id)),
        overtaken=lambda: both_versions(plan.title, form, stored_plan(plan_id), url_for("plans.show", ...)),
    ) or page("plan_making/edit.html", form, plan=plan)
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from wtforms import Field
from wtforms.utils import unset_value

from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere, StaleWrite
from tracker.web import wording
from tracker.web.forms.base import TrackerForm
from tracker.web.forms.contents import form_values
from tracker.web.forms.stale import NOT_SHOWN, stale_page, words_of
from tracker.web.forms.writing import was_sent_before

Made = TypeVar("Made")

SAVED_BEFORE = lazy_gettext("This was saved already; nothing was saved twice.")
MEANWHILE = lazy_gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
TRY_AGAIN = lazy_gettext("Somebody changed this meanwhile. Look at it and try again.")


@dataclass(frozen=True, slots=True)
class Saved:
    """What is said of a form that was carried out, and the address that it leads to. ``further`` are
    sentences after it, each with its category ("info", "warning")."""

    sentence: str
    address: str
    further: Sequence[tuple[str, str]] = ()


def save(
    form: TrackerForm,
    change: Callable[[], Made],
    saved: Saved | Callable[[Made | None], Saved | Response],
    *,
    overtaken: Callable[[], ResponseReturnValue | None] | None = None,
) -> ResponseReturnValue | None:
    """Carries out a form that was sent and found valid. None where its page is to be shown: the form is
    fresh, or was refused and says why.

    ``change`` calls the verb. ``saved`` may be asked for what the verb gave: the number of a new row, say;
    it gets None where the same form was sent twice, which is said and leads to the same place. What is
    shown only once it answers itself.
    ``overtaken`` answers where somebody else saved first: ``both_versions`` for texts, ``confirm_again`` for
    what is only confirmed; a new row has nobody to overtake it. A row that is gone is answered as what is
    not there, with what was typed.
    """
    if not form.validate_on_submit():
        if form.is_submitted() and was_sent_before():
            # what it chose may be offered no more since it was carried out
            form.form_errors.append(str(SAVED_BEFORE))
        return None
    try:
        made = change()
    except (Invalid, Duplicate) as error:
        form.refuse(error)
        return None
    except StaleWrite:
        if overtaken is not None:
            return overtaken()
        form.form_errors.append(str(MEANWHILE))
        return None
    except AlreadyDone:
        told = saved if isinstance(saved, Saved) else saved(None)
        return _lead_on(str(SAVED_BEFORE), told.address) if isinstance(told, Saved) else told
    told = saved if isinstance(saved, Saved) else saved(made)
    if isinstance(told, Saved):
        return _lead_on(form.said(told.sentence), told.address, told.further)
    return told


def press(
    form: TrackerForm, change: Callable[[], Any], saved: Saved, *, refused: str = ""
) -> ResponseReturnValue:
    """Carries out a button without a page of its own: what became of it is said where it leads, which is
    ``refused`` where nothing became of it and ``saved`` has no page then."""

    def overtaken() -> None:
        form.form_errors.append(str(TRY_AGAIN))

    try:
        if answer := save(form, change, saved, overtaken=overtaken):
            return answer
    except NotThere:
        overtaken()
    told = [*form.form_errors, *(error for errors in form.errors.values() for error in errors)]
    flash(" ".join(dict.fromkeys(map(str, told))), "warning")
    return redirect(refused or saved.address, 303)


def page(template: str, form: TrackerForm, status: int | None = None, **shown: Any) -> ResponseReturnValue:
    """200 for a fresh form, 422 for one that was refused, unless another status is given."""
    return render_template(template, form=form, **shown), status or status_of(form)


def status_of(form: TrackerForm) -> int:
    """That of the page that shows a form."""
    return 422 if form.errors or form.form_errors else 200


def confirm_again(form: TrackerForm, version: int) -> None:
    """Somebody else saved first, and there is nothing to compare: said, and confirmed anew."""
    form.version.data = str(version)
    form.form_errors.append(str(MEANWHILE))


def both_versions(
    title: str, form: TrackerForm, stored: Any, back: str = "", *, without: Collection[str] = ()
) -> ResponseReturnValue:
    """The page for a stale write: what was typed into ``form`` beside what is ``stored`` now, a noun or its
    values as the form holds them, with the version. ``back`` shows what is stored, or else the form itself;
    fields ``without`` comparison are left out."""
    held = stored if isinstance(stored, Mapping) else form_values(stored)
    rows = [
        (str(field.label.text), words_of(field), words_of(_holding(field, held)))
        for field in form
        if field.name not in (*NOT_SHOWN, *without)
    ]
    return stale_page(title, rows, form, request.path, int(held["version"]), back)


def is_sent() -> bool:
    """Whether a form comes in. One that comes too late goes to its verb all the same, whose refusal keeps
    what was typed; who only asks for the form is led away."""
    return request.method == "POST"


def led_away(fault: str, address: str) -> ResponseReturnValue:
    """From a form that cannot be asked for, saying why in the words of its verb's refusal."""
    flash(str(wording.FAULTS[fault]), "warning")
    return redirect(address, 303)


def unless_sent(**values: Any) -> dict[str, Any]:
    """The stored values for a fresh form; none for one that was sent, which holds what was typed."""
    return {} if is_sent() else values


def _holding(field: Field, held: Mapping[str, Any]) -> Field:
    """The same field with what is stored, whatever was sent."""
    # Field itself takes __new__ for a declaration, and so copy() cannot be asked
    theirs: Field = object.__new__(type(field))
    vars(theirs).update(vars(field), raw_data=None)
    theirs.process(None, held.get(field.name, unset_value))
    return theirs


def _lead_on(sentence: str, address: str, further: Sequence[tuple[str, str]] = ()) -> ResponseReturnValue:
    for category, told in (("success", sentence), *further):
        if told:
            flash(told, category)
    return redirect(address, 303)
