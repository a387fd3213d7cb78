"""What the verbs of building refuse, as sentences."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "has_milestones": _(
        "The element has milestones, which only activities and outputs have. Move or archive them first."
    ),
    "has_reports": _(
        "The element has status reports, which would not fit the new kind. Archive it and add a new element."
    ),
    "has_indicators": _("The element has indicators, which an external factor has none of."),
    "nothing_changed": _("Nothing is different from what is stored, so there is nothing to propose."),
    "not_proposable": _("This cannot be proposed; ask the planning group to do it."),
    "linked_already": _("These two are linked like this already."),
}
