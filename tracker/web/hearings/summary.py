"""The draft of a hearing's summary: what was replied, and who has not replied. Nothing is invented."""

from flask_babel import gettext, ngettext

from tracker.web.hearings.hearing_rows import HearingView
from tracker.web.i18n import day
from tracker.web.wording import word


def proposed_summary(view: HearingView) -> str:
    """A line for each reply with its decision quoted, then the names of those without a reply."""
    lines = [
        ngettext(
            "%(num)s of %(all)s has replied.",
            "%(num)s of %(all)s have replied.",
            len(view.replied),
            all=len(view.recipients),
        )
    ]
    for one in view.replied:
        row, late = one.row, one.assessed.days_late
        when = ngettext(", %(num)s day after the deadline", ", %(num)s days after the deadline", late)
        lines.append(
            gettext(
                "%(who)s, %(day)s%(late)s: %(outcome)s. “%(decision)s”",
                who=row.organisation,
                day=day(row.met_on),
                late=when if late else "",
                outcome=word(row.outcome),
                decision=row.decision.strip(),
            )
        )
    if view.missing:
        names = ", ".join(one.row.organisation for one in view.missing)
        lines.append(gettext("No reply from: %(names)s.", names=names))
    return "\n\n".join(lines)
