"""What lines have added to a plan, as a sentence."""

from flask_babel import gettext, ngettext

from tracker.services.plans.quick_entry import Entered


def saved_words(made: Entered) -> str:
    """How many elements and links are new."""
    boxes = ngettext("%(num)s element", "%(num)s elements", len(made.elements))
    arrows = ngettext("%(num)s link", "%(num)s links", len(made.links))
    return str(gettext("Saved: %(boxes)s and %(arrows)s are new.", boxes=boxes, arrows=arrows))
