"""The question what if, asked in the address: it changes nothing."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from tracker.web.forms.base import AS_A_DAY, NEEDED, DayField
from tracker.web.forms.messages import BuiltinMessages


class WhatIfForm(FlaskForm):  # type: ignore[misc]
    """A day that the milestone might move to. It is sent with GET, so that its answer has an address."""

    class Meta:
        csrf = False

        def get_translations(self, _form: object) -> Any:
            return BuiltinMessages()

    due = DayField(_("If it moves to"), validators=[InputRequired(NEEDED)], description=AS_A_DAY)
