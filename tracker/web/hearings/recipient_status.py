"""Where recipients stand, in words, days and signs."""

from collections.abc import Mapping

from flask_babel import gettext, ngettext
from markupsafe import Markup

from tracker.theory.follow_up.milestones import MilestoneState
from tracker.theory.strategy.hearings import RecipientAssessment, RecipientState
from tracker.web.marks import mark

LIKE = {
    RecipientState.OVERDUE: MilestoneState.OVERDUE,
    RecipientState.WAITING: MilestoneState.PLANNED,
    RecipientState.REPLIED: MilestoneState.DONE,
    RecipientState.REPLIED_LATE: MilestoneState.DONE_LATE,
}
"""A reply is due as a milestone is: the same signs and colours."""


def recipient_words(found: RecipientAssessment) -> str:
    """The state in words and days."""
    match found.state:
        case RecipientState.OVERDUE:
            late = found.days_overdue
            return str(ngettext("Deadline passed by %(num)s day", "Deadline passed by %(num)s days", late))
        case RecipientState.REPLIED_LATE:
            late = found.days_late
            return str(ngettext("Replied %(num)s day late", "Replied %(num)s days late", late))
        case RecipientState.REPLIED:
            return str(gettext("Replied in time"))
        case _ if found.days_left == 0:
            return str(gettext("Waiting; the deadline is today"))
        case _:
            left = found.days_left or 0
            return str(ngettext("Waiting; %(num)s day left", "Waiting; %(num)s days left", left))


def state_word(state: RecipientState) -> str:
    """The state alone, for lists and files."""
    return {
        RecipientState.OVERDUE: str(gettext("Has not answered, deadline passed")),
        RecipientState.WAITING: str(gettext("Has not answered yet")),
        RecipientState.REPLIED: str(gettext("Replied in time")),
        RecipientState.REPLIED_LATE: str(gettext("Replied late")),
    }[state]


def recipient_mark(found: RecipientAssessment) -> Markup:
    """Sign, word and colour."""
    return mark(LIKE[found.state], recipient_words(found), "milestone")


def counts_words(counts: Mapping[RecipientState, int]) -> str:
    """ "1 of 6 has replied": how far a hearing has come."""
    replied = counts[RecipientState.REPLIED] + counts[RecipientState.REPLIED_LATE]
    return str(
        ngettext(
            "%(num)s of %(all)s has replied",
            "%(num)s of %(all)s have replied",
            replied,
            all=sum(counts.values()),
        )
    )
