"""The forms of documentation that is added afterwards, withdrawn and put back."""

from flask_babel import lazy_gettext
from wtforms.validators import DataRequired, InputRequired

from tracker.services.documents.documentation import Documentation
from tracker.services.errors import Invalid
from tracker.web.follow_up.forms import DocumentedForm, FollowUpForm
from tracker.web.forms.base import AS_A_DAY, NEEDED, NO_CITIZENS, DayField, LongTextField, given
from tracker.web.forms.saving import unless_sent

_ = lazy_gettext


class DocumentForm(DocumentedForm):
    """Files or an address, of a day."""

    dated_on = DayField(
        _("Date of the documentation"),
        validators=[InputRequired(NEEDED)],
        description=AS_A_DAY,
    )

    def all_proof(self) -> tuple[Documentation, ...]:
        """What is to be added. Raises Invalid where there is nothing."""
        found = self.proof(given(self.dated_on.data))
        if not found:
            raise Invalid("document_file", "nothing_attached")
        return found


class ReasonForm(FollowUpForm):
    """Asks once more; the reason is for the history."""

    reason = LongTextField(_("Reason, for the history"), description=NO_CITIZENS)

    @classmethod
    def of_version(cls, version: int, back: str) -> "ReasonForm":
        """A fresh form holds the row's version; one that was sent holds what it was sent with."""
        return cls(**unless_sent(version=version, next=back))


class WithdrawForm(ReasonForm):
    """Withdrawing says why."""

    reason = LongTextField(
        _("Why is it withdrawn?"),
        validators=[DataRequired(NEEDED)],
        description=NO_CITIZENS,
    )
