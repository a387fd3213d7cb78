"""Sentences for what the administration's verbs refuse."""

from flask_babel import lazy_gettext as _

from tracker.web import wording

NO_ACCOUNT = _("Only an active person with an e-mail address can have a password.")

wording.faults(
    {
        "not_an_email": _("This is not an e-mail address. Write it as name@organisation.dk."),
        "no_account": NO_ACCOUNT,
        "own_account": _("You cannot deactivate your own account. Another administrator can."),
        "last_administrator": _("This is the last administrator. Give somebody else the role first."),
        "organisation_below_itself": _(
            "An organisation cannot stand below itself or below one of its parts."
        ),
        "organisation_has_parts": _("Other organisations stand below it. Move or archive them first."),
        "organisation_leads_plans": _("It leads action plans. Give them another lead organisation first."),
        "organisation_has_roles": _("Active people hold roles in it. Revoke those roles first."),
        "parent_is_archived": _("The organisation above it is archived. Restore that one first."),
    }
)
