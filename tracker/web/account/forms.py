"""What a person types about their own account."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField
from wtforms.validators import InputRequired

from tracker.web.forms.base import NEEDED, TitleField, TrackerForm


class SignInForm(TrackerForm):
    email = TitleField(_("E-mail"), [InputRequired(NEEDED)])
    password = PasswordField(_("Password"), [InputRequired(NEEDED)])
    next = HiddenField()


class PasswordForm(TrackerForm):
    """``password`` is typed twice, because it is not shown."""

    current_password = PasswordField(_("Password now"), [InputRequired(NEEDED)])
    password = PasswordField(
        _("New password"),
        [InputRequired(NEEDED)],
        description=_("At least 12 characters. A sentence that you remember is good."),
    )
    again = PasswordField(_("New password again"), [InputRequired(NEEDED)])

    def validate(self, extra_validators: object = None) -> bool:
        fine: bool = super().validate(extra_validators)
        if fine and self.password.data != self.again.data:
            self.again.errors = [str(_("The two passwords are not the same."))]
            return False
        return fine
