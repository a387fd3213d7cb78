"""What administrators fill in."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import PasswordField, RadioField, SelectField
from wtforms.validators import InputRequired

from tracker.records.queries.people.administration import OrganisationLine
from tracker.services.errors import Duplicate, Invalid
from tracker.theory.kinds import OrganisationKind, Role
from tracker.web.addresses import number_in
from tracker.web.forms.base import NEEDED, OptionalReasonForm, TitleField, TrackerForm
from tracker.web.forms.row_fields import organisation_choices
from tracker.web.i18n import LANGUAGES
from tracker.web.wording import choices


class PersonForm(TrackerForm):
    name = TitleField(
        _("Name"), [InputRequired(NEEDED)], description=_("A member of staff or a post, never a citizen.")
    )
    name_en = TitleField(
        _("Name in English"), description=_("For posts; a person's name needs no translation.")
    )
    email = TitleField(
        _("E-mail"), description=_("The person signs in with it. Without it they have no account.")
    )
    organisation_id = SelectField(_("Organisation"), coerce=number_in, validate_choice=False)
    language = RadioField(_("Language"), choices=list(LANGUAGES.items()), default="da")

    def __init__(self, organisations: Sequence[OrganisationLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation_id.choices = [
            ("", _("None")),
            *organisation_choices(organisations, self.organisation_id.data),
        ]


class RoleForm(TrackerForm):
    role = SelectField(_("Role"), [InputRequired(NEEDED)])
    organisation_id = SelectField(
        _("In organisation"), [InputRequired(NEEDED)], coerce=number_in, validate_choice=False
    )

    def __init__(self, organisations: Sequence[OrganisationLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = choices(Role)
        self.organisation_id.choices = organisation_choices(organisations)

    def refuse(self, error: Invalid | Duplicate) -> None:
        """A role that is held already is said so by its own sentence."""
        if isinstance(error, Duplicate):
            self.role.errors = [gettext("The person has this role in this organisation already.")]
        else:
            super().refuse(error)


def new_form() -> OptionalReasonForm:
    """A form of its own, with a key of its own, for each button on a page."""
    return OptionalReasonForm(formdata=None)


class SetPasswordForm(TrackerForm):
    """``how``: made up by the program or typed by the administrator."""

    how = RadioField(
        _("One-time password"),
        choices=[("made", _("Make one for me")), ("typed", _("I type one"))],
        default="made",
    )
    password = PasswordField(
        _("Password to type"), description=_("Only where you type one. At least 12 characters.")
    )


class OrganisationForm(TrackerForm):
    name = TitleField(_("Name"), [InputRequired(NEEDED)])
    name_en = TitleField(_("Name in English"))
    code = TitleField(
        _("Short name"), [InputRequired(NEEDED)], description=_("Used in lists and files, for example FB.")
    )
    kind = SelectField(_("Kind"), [InputRequired(NEEDED)])
    parent_id = SelectField(_("Belongs under"), coerce=number_in, validate_choice=False)

    def __init__(
        self, organisations: Sequence[OrganisationLine], *args: Any, own: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = choices(OrganisationKind)
        self.parent_id.choices = [
            ("", _("Nothing: it stands at the top")),
            *(c for c in organisation_choices(organisations, self.parent_id.data) if c[0] != str(own)),
        ]
