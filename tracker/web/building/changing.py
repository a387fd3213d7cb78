"""From a form to a verb: carried out, or kept as a proposal of somebody who may not change the plan alone."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from tracker.services.changes.proposals import propose
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, StaleWrite
from tracker.services.verb import Writer
from tracker.web.access import may_build
from tracker.web.forms.base import NO_CITIZENS, LongTextField, TrackerForm
from tracker.web.forms.saving import Outcome
from tracker.web.forms.writing import writer

Result = TypeVar("Result")


class BuildingForm(TrackerForm):
    """``why`` is asked of those who propose; nobody else sees it."""

    why = LongTextField(lazy_gettext("Why do you propose this?"), description=NO_CITIZENS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposes = not may_build()
        if not self.proposes:
            del self.why

    def said(self, sentence: str) -> str:
        if self.proposes:
            return str(gettext("Your change is proposed. The planning group decides on it."))
        return sentence


def done_or_proposed(
    form: BuildingForm, plan_id: int, change: "partial[Result]"
) -> Callable[[], Result | None]:
    """A change for ``forms.saving.save``: ``change`` is a verb with its arguments, but for the writer. It is
    carried out, or kept as a proposal of somebody who may not change the plan alone; that gives None."""

    def carried_out() -> Result | None:
        if not form.proposes:
            return change(writer())
        verb_name: str = change.func.__name__
        propose(writer(), plan_id=plan_id, change=change, verb_name=verb_name, why=form.why.data or "")
        return None

    return carried_out


def carry_out(
    form: BuildingForm, plan_id: int, change: Callable[[Writer], object], verb_name: str
) -> Outcome:
    """Runs ``change``, a call of the verb ``verb_name``. A refusal is put on the form."""
    try:
        save(form, plan_id, change, verb_name)
    except (Invalid, Duplicate) as error:
        form.refuse(error)
        return Outcome.REFUSED
    except StaleWrite:
        return Outcome.STALE
    except AlreadyDone:
        return Outcome.SAVED_BEFORE
    return Outcome.PROPOSED if form.proposes else Outcome.SAVED


def save(
    form: BuildingForm, plan_id: int, change: Callable[[Writer], Result], verb_name: str
) -> Result | None:
    """Runs ``change``, a call of the verb ``verb_name``, as the viewer; where they may not change the plan
    alone it is kept as a proposal, and None comes back. Raises what the verb raises."""
    if not form.proposes:
        return change(writer())
    propose(writer(), plan_id=plan_id, change=change, verb_name=verb_name, why=form.why.data or "")
    return None


def done(outcome: Outcome, sentence: str, address: str) -> ResponseReturnValue:
    """Says what became of it and leads on."""
    if outcome is Outcome.PROPOSED:
        flash(gettext("Your change is proposed. The planning group decides on it."), "success")
    elif outcome is Outcome.SAVED_BEFORE:
        flash(gettext("This was saved already; nothing was saved twice."), "success")
    else:
        flash(sentence, "success")
    return redirect(address, 303)


def after_button(outcome: Outcome, form: BuildingForm, sentence: str, address: str) -> ResponseReturnValue:
    """A button without fields says what became of it where it leads."""
    if outcome.is_done:
        return done(outcome, sentence, address)
    refused = [*form.form_errors, *(error for errors in form.errors.values() for error in errors)]
    meanwhile = gettext("Somebody changed this meanwhile. Look at it and try again.")
    flash(" ".join(map(str, refused)) or meanwhile, "warning")
    return redirect(address, 303)


def workbench(plan_id: int) -> str:
    """The address of a plan's workbench."""
    return url_for("building.show", plan_id=plan_id)
