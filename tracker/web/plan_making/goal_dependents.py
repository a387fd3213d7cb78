"""What hangs on a goal of a plan, in words."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext, ngettext

from tracker.records.queries.plans.plan_making import GoalBox
from tracker.web.i18n import localised


def hanging_words(box: GoalBox) -> str:
    """``4 links and 1 indicator``."""
    parts = [
        ngettext("%(num)s link", "%(num)s links", box.links) if box.links else "",
        ngettext("%(num)s indicator", "%(num)s indicators", box.indicators) if box.indicators else "",
        ngettext("%(num)s status report", "%(num)s status reports", box.reports) if box.reports else "",
    ]
    *first, last = [str(part) for part in parts if part]
    return str(gettext("%(parts)s and %(last)s", parts=", ".join(first), last=last)) if first else last


def left_with_goals(boxes: Iterable[GoalBox]) -> Iterator[str]:
    """Which goals left the diagram, and what left with them."""
    for box in boxes:
        yield gettext(
            "The goal “%(goal)s” is taken off the plan. %(parts)s left the diagram with it, and come "
            "back when the goal is chosen again.",
            goal=f"{box.code} {localised(box.title, box.title_en)}",
            parts=hanging_words(box),
        )
