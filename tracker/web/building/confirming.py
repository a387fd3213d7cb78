"""A form that asks once more, with a reason for the history."""

from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext

from tracker.web.building.changing import BuildingForm
from tracker.web.forms.base import NO_CITIZENS, LongTextField


class ReasonForm(BuildingForm):
    """The reason is a remark for the history; it may be left out. Those who propose say why to those who
    decide instead."""

    reason = LongTextField(lazy_gettext("Reason, for the history"), description=NO_CITIZENS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.proposes:
            del self.reason

    @property
    def remark(self) -> str:
        """What is kept with the change."""
        return (self.reason.data or "") if "reason" in self else ""

    @classmethod
    def of_version(cls, version: int) -> "ReasonForm":
        """A fresh form holds the row's version; one that was sent holds what it was sent with."""
        return cls() if request.method == "POST" else cls(version=str(version))

    def meanwhile(self, version: int) -> None:
        """Somebody else saved first: said, and confirmed anew."""
        self.version.data = str(version)
        self.form_errors.append(
            gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
        )
