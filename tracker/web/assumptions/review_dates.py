"""The words for when an assumption is looked at again."""

from flask_babel import gettext, ngettext

from tracker.theory.follow_up.reviews import Review, ReviewState


def review_words(review: Review) -> str:
    """ "Review overdue by 12 days", "Review in 5 days"; empty where none is planned or it is far off."""
    days = review.days or 0
    match review.state:
        case ReviewState.OVERDUE:
            return str(ngettext("Review overdue by %(num)s day", "Review overdue by %(num)s days", days))
        case ReviewState.DUE_SOON if days == 0:
            return str(gettext("Review today"))
        case ReviewState.DUE_SOON:
            return str(ngettext("Review in %(num)s day", "Review in %(num)s days", days))
    return ""
