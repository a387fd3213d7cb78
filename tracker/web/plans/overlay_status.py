"""The status view: what was reported, when, and how old that is; links recede."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from flask_babel import gettext

from tracker.diagrams.drawing import Arrow, Box, Drawing, LegendMark, LegendWords, SignMark
from tracker.diagrams.palette import ALARM, CAUTION, STATUS_MARKS, Sign, Stress, line_mark
from tracker.theory.follow_up import report_age as status
from tracker.theory.follow_up.report_age import StatusAge
from tracker.theory.kinds import DeliveryStatus, LinkKind, ResultStatus
from tracker.theory.pathway import Element, Pathway
from tracker.web.i18n import days
from tracker.web.wording import word


def show_status(drawing: Drawing, pathway: Pathway, today: date) -> Drawing:
    """The same boxes with the day and age of each report."""
    boxes = tuple(_box(box, pathway.element[box.id], today) for box in drawing.boxes)
    return replace(
        drawing,
        boxes=boxes,
        arrows=tuple(quiet(arrow) for arrow in drawing.arrows),
        legend=LegendWords(gettext("Status"), marks=tuple(_marks(boxes, drawing))),
    )


def quiet(arrow: Arrow) -> Arrow:
    """The link as a thin line that says nothing of its evidence."""
    return replace(
        arrow, level=None, state=None, evidence_word="", notes=(), stress=Stress.QUIET, findings=0, tags=()
    )


def quiet_marks(drawing: Drawing) -> Iterator[tuple[LegendMark, str]]:
    """The kinds of link that the drawing has, for a legend of thin lines."""
    used = {arrow.kind for arrow in drawing.drawn_arrows}
    for kind in LinkKind:
        if kind in used:
            yield line_mark(kind, None, None, Stress.QUIET), word(kind)


def _box(box: Box, element: Element, today: date) -> Box:
    if element.report is None:
        return box
    found = status.assess(element, today)
    age = days(found.age_days or 0)
    said = word(element.report.status)
    if found.state is StatusAge.STALE:
        return replace(box, status_word=said, stale=str(gettext("Out of date: %(days)s old", days=age)))
    note = gettext("%(days)s ago", days=age) if found.age_days else gettext("Reported today")
    return replace(box, status_word=said, note=str(note))


def _marks(boxes: tuple[Box, ...], drawing: Drawing) -> Iterator[tuple[LegendMark, str]]:
    used = {box.status for box in boxes}
    for known in (*DeliveryStatus, *ResultStatus):
        if any(known is one for one in used):
            yield SignMark(STATUS_MARKS[known].sign, STATUS_MARKS[known].colour), word(known)
    if any(box.stale for box in boxes):
        yield SignMark(Sign.CLOCK, CAUTION), stale_words()
    if any(box.overdue for box in boxes):
        yield SignMark(Sign.ALARM, ALARM), str(gettext("Overdue milestone"))
    if any(box.risk for box in boxes):
        yield SignMark(Sign.TRIANGLE, CAUTION), str(gettext("Claimed without a reading"))
    yield from quiet_marks(drawing)


def stale_words() -> str:
    """What the sign of an old report means."""
    return str(gettext("Out of date: more than %(days)s old", days=days(status.STALE_DAYS)))
