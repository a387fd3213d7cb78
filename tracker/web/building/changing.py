"""From a form to a verb: carried out, or kept as a proposal of somebody who may not change the plan alone."""

from functools import partial
from typing import Any, TypeVar

from flask import url_for
from flask_babel import gettext, lazy_gettext

from tracker.services.changes.proposals import propose
from tracker.web.access import may_build
from tracker.web.forms.base import NO_CITIZENS, LongTextField, OptionalReasonForm, TrackerForm
from tracker.web.forms.saving import unless_sent
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


class RemarkForm(BuildingForm, OptionalReasonForm):
    """Asks once more, with a reason: a remark for the history, which may be left out. Those who propose say
    why to those who decide instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.proposes:
            del self.reason

    @property
    def remark(self) -> str:
        """What is kept with the change."""
        return (self.reason.data or "") if "reason" in self else ""

    @classmethod
    def of_version(cls, version: int) -> "RemarkForm":
        """A fresh form holds the row's version; one that was sent holds what it was sent with."""
        return cls(**unless_sent(version=str(version)))


def done_or_proposed(form: BuildingForm, plan_id: int, change: "partial[Result]") -> Result | None:
    """Carries out ``change``, a verb with its arguments but for the writer, or keeps it as a proposal of
    somebody who may not change the plan alone; that gives None. Raises what the verb raises."""
    if not form.proposes:
        return change(writer())
    verb_name: str = change.func.__name__
    propose(writer(), plan_id=plan_id, change=change, verb_name=verb_name, why=form.why.data or "")
    return None


def workbench(plan_id: int) -> str:
    """The address of a plan's workbench."""
    return url_for("building.show", plan_id=plan_id)
