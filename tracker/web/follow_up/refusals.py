"""What the verbs of following up refuse, as sentences."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "in_the_future": _("This day has not come yet."),
    "never_reported": _("Nobody has reported yet, so there is nothing that could be unchanged."),
    "not_reported_on": _("Status is not reported on inputs and external factors."),
    "delivery_status_only": _("An activity or output is reported by how it is delivered."),
    "result_status_only": _("An outcome is reported by its result."),
    "only_on_activities_and_outputs": _("Only activities and outputs have milestones."),
    "same_due_date": _("This is the due date that the milestone has already. Choose another."),
    "milestone_done": _("The milestone is marked as done. Reopen it first."),
    "milestone_open": _("The milestone is not marked as done."),
    "not_on_external_factors": _("An external factor has no indicator."),
    "target_not_after_baseline": _("The target's date comes after the baseline's."),
    "target_equals_baseline": _("The target has to differ from the baseline."),
    "higher_has_to_be_better": _("The target is above the baseline, so higher has to be better."),
    "lower_has_to_be_better": _("The target is below the baseline, so lower has to be better."),
    "reading_not_after_baseline": _(
        "Readings come after the baseline. The baseline is from %(baseline)s, a reading from %(reading)s."
    ),
    "not_a_number": _("This is not a number."),
    "number_too_large": _("The number is too large."),
}
