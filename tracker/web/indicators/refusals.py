"""What the verbs on readings and breakdowns refuse, as sentences."""

from flask_babel import lazy_gettext as _

SENTENCES = {
    "reading_not_changed": _("This is what the reading says already."),
    "nothing_to_save": _("There is nothing to save here."),
    "ratios_do_not_add_up": _(
        "Shares and rates do not add up: the parts' values in %(unit)s are not summed to that of the whole. "
        "Choose that the parts need not add up."
    ),
    "part_named_twice": _("“%(label)s” stands twice. Name each part once."),
    "parts_differ_from_total": _(
        "The reading is %(total)s, but the parts add up to %(sum)s: a difference of %(difference)s. Add what "
        "is missing, for example as “Not stated”, or correct the reading first."
    ),
    "too_many_parts": _("A reading is broken down into at most %(most)s parts."),
    "has_parts": _(
        "It cannot be dropped: so many readings are broken down like this: %(readings)s. Remove their parts "
        "first."
    ),
    "parts_add_up": _(
        "The readings are broken down into parts that add up, which shares and rates never do. Choose first "
        "that the parts need not add up."
    ),
}
