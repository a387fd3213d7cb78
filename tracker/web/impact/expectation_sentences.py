"""What a moved expectation means for a target, in a sentence."""

from flask_babel import gettext, ngettext

from tracker.theory.risk.impact import IndicatorAtRisk, TargetOutlook


def outlook_sentence(found: IndicatorAtRisk | None) -> str:
    """What follows for the target; that nothing does where the indicator is not at risk."""
    if found is None:
        return str(gettext("Not at risk"))
    left = found.days_left or 0
    match found.outlook:
        case TargetOutlook.OPEN:
            return str(gettext("No day is expected, so nothing follows for the target."))
        case TargetOutlook.OVERTAKEN:
            return str(
                ngettext(
                    "The delay overtakes the target, which falls %(num)s day before the expected day.",
                    "The delay overtakes the target, which falls %(num)s days before the expected day.",
                    -left,
                )
            )
        case TargetOutlook.BEYOND:
            return str(
                ngettext(
                    "The target falls %(num)s day before the expected day, and fell before it without "
                    "the delay too.",
                    "The target falls %(num)s days before the expected day, and fell before it without "
                    "the delay too.",
                    -left,
                )
            )
    if left == 0:
        return str(gettext("The target falls on the expected day: no time is left."))
    return str(
        ngettext(
            "%(num)s day is left from the expected day to the target.",
            "%(num)s days are left from the expected day to the target.",
            left,
        )
    )
