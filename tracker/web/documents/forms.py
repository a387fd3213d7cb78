"""The forms of documentation that is added afterwards, withdrawn and put back."""

from flask_babel import lazy_gettext
from wtforms.validators import InputRequired

from tracker.services.documents.documentation import Documentation
from tracker.services.errors import Invalid
from tracker.web.follow_up.forms import DocumentedForm, FollowUpForm
from tracker.web.forms.base import AS_A_DAY, NEEDED, DayField, OptionalReasonForm, ReasonForm, given

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


class RestoreForm(FollowUpForm, OptionalReasonForm):
    """Puts documentation back."""


class WithdrawForm(FollowUpForm, ReasonForm):
    """Withdrawing says why."""
