"""Between the forms of hearings and their verbs: carried out, refused at a field, or overtaken."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere, StaleWrite
from tracker.web.building.changing import Outcome
from tracker.web.building.part_pages import NOT_SHOWN, words_of
from tracker.web.forms.base import TrackerForm
from tracker.web.forms.stale import stale_page
from tracker.web.hearings.fields import row_words


def attempt(form: TrackerForm, change: Callable[[], Any]) -> tuple[Outcome, Any]:
    """Runs ``change``, a call of a verb, and gives what it gave. A refusal is put on the form."""
    try:
        made = change()
    except (Invalid, Duplicate) as error:
        form.refuse(error)
        return Outcome.REFUSED, None
    except StaleWrite:
        return Outcome.STALE, None
    except AlreadyDone:
        return Outcome.SAVED_BEFORE, None
    return Outcome.SAVED, made


def done(outcome: Outcome, sentence: str, address: str) -> ResponseReturnValue:
    """Says what became of it and leads on."""
    again = gettext("This was saved already; nothing was saved twice.")
    flash(again if outcome is Outcome.SAVED_BEFORE else sentence, "success")
    return redirect(address, 303)


def page(template: str, form: TrackerForm, **shown: Any) -> ResponseReturnValue:
    """200 for a fresh form, 422 for one that was refused."""
    status = 422 if form.errors or form.form_errors else 200
    return render_template(template, form=form, **shown), status


def both_versions(
    title: str, mine: TrackerForm, theirs: TrackerForm, action: str, version: int, back: str
) -> ResponseReturnValue:
    """The page for a stale write; ``theirs`` holds what is stored now."""
    rows = [
        (str(field.label.text), _words(field), _words(theirs[field.name]))
        for field in mine
        if field.name not in (*NOT_SHOWN, "reason") and field.name in theirs
    ]
    return stale_page(title, rows, mine, action, version, back)


def is_sent() -> bool:
    """Whether a form comes in. One that comes too late goes to its verb all the same, whose refusal keeps
    what was typed; who only asks for the form is led away."""
    return request.method == "POST"


def unless_sent(**values: Any) -> dict[str, Any]:
    """The stored values for a fresh form; none for one that was sent, which holds what was typed."""
    return {} if is_sent() else values


def meanwhile(form: TrackerForm, version: int) -> None:
    """Somebody else saved first: said, and confirmed anew."""
    form.version.data = str(version)
    sentence = gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
    form.form_errors.append(sentence)


def pressed(form: TrackerForm, change: Callable[[], Any], sentence: str, address: str) -> ResponseReturnValue:
    """A button without fields says what became of it where it leads."""
    try:
        outcome, _made = attempt(form, change)
    except NotThere:
        return redirect(address, 303)
    if outcome.is_done:
        return done(outcome, sentence, address)
    return redirect(address, 303)


def _words(field: Any) -> str:
    chosen = row_words(field)
    return words_of(field) if chosen is None else chosen
