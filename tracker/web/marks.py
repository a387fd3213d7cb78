"""Small marks beside words: the sign of a state and the line of an evidence level, as the diagram draws them.

Each is an inline SVG without styles that takes the colour of the text around it and is hidden from screen
readers: the word beside it says the same.
"""

from enum import StrEnum
from functools import cache, lru_cache

from flask import Flask
from flask_babel import gettext, ngettext
from markupsafe import Markup

from tracker.diagrams.output.svg import shapes
from tracker.diagrams.palette import STATUS_MARKS, Dash, Sign, line_mark, link_label
from tracker.diagrams.picture.icons import sign
from tracker.diagrams.picture.scene import Circle, Pen, Polygon, Shape
from tracker.theory.evidence.levels import LinkState
from tracker.theory.follow_up.indicators import IndicatorState
from tracker.theory.follow_up.milestones import MilestoneAssessment, MilestoneState
from tracker.theory.kinds import AssumptionState, DeliveryStatus, EvidenceLevel, LinkKind, ResultStatus
from tracker.web.i18n import day, days

SIZE = 16.0
GROUND = "#ffffff"
INK = "currentColor"

LATE_TICK = "late_tick"
"""A tick in a ring, where one in a disc means that all is well."""

SIGNS: dict[StrEnum, Sign | str] = {
    MilestoneState.PLANNED: Sign.RING,
    MilestoneState.DUE_SOON: Sign.CLOCK,
    MilestoneState.OVERDUE: Sign.ALARM,
    MilestoneState.DONE: Sign.TICK,
    MilestoneState.DONE_LATE: LATE_TICK,
}
INDICATOR_SIGNS = {
    IndicatorState.ON_TRACK: Sign.FORWARD,
    IndicatorState.BEHIND: Sign.TRIANGLE,
    IndicatorState.NO_PROGRESS: Sign.DIAMOND,
    IndicatorState.TARGET_REACHED: Sign.TICK,
    IndicatorState.NOT_MEASURED: Sign.QUESTION,
}
ASSUMPTION_SIGNS = {
    AssumptionState.UNTESTED: Sign.QUESTION,
    AssumptionState.HOLDS: Sign.TICK,
    AssumptionState.AT_RISK: Sign.TRIANGLE,
    AssumptionState.REFUTED: Sign.CROSS,
}


def sign_of(state: StrEnum) -> Sign | str:
    """The sign of a status, or of the state of a milestone, an indicator or an assumption."""
    if isinstance(state, MilestoneState):
        return SIGNS[state]
    if isinstance(state, IndicatorState):
        return INDICATOR_SIGNS[state]
    if isinstance(state, AssumptionState):
        return ASSUMPTION_SIGNS[state]
    if isinstance(state, DeliveryStatus | ResultStatus):
        return STATUS_MARKS[state].sign
    raise TypeError(f"no sign for {state!r}")


def sign_svg(state: StrEnum) -> Markup:
    """The sign, as high as the text."""
    return _sign_svg(sign_of(state))


@cache
def _sign_svg(kind: Sign | str) -> Markup:
    middle = SIZE / 2
    drawn = (
        sign(kind, middle, middle, SIZE - 3, INK, GROUND) if isinstance(kind, Sign) else _late_tick(middle)
    )
    return _svg(drawn, SIZE, "mark-sign")


def _late_tick(middle: float) -> tuple[Shape, ...]:
    tick = ((middle - 2.9, middle + 0.3), (middle - 0.8, middle + 2.5), (middle + 3.1, middle - 2.1))
    return (
        Circle(middle, middle, 5.75, None, Pen(INK, 1.5)),
        Polygon(tick, None, Pen(INK, 1.5, round_ends=True)),
    )


@cache
def line_svg(level: EvidenceLevel | None, state: LinkState | None) -> Markup:
    """A piece of a causal link's line, as the diagram draws it at that level."""
    mark = line_mark(LinkKind.CAUSAL, level, state)
    wide, middle = 28.0, SIZE / 2
    heights = (middle - 2, middle + 2) if mark.double else (middle,)
    width = 1.4 if mark.double else mark.width
    drawn = [
        Polygon(((2, y), (wide - 2, y)), None, Pen(mark.colour, width, mark.dash, mark.dash is Dash.DOTTED))
        for y in heights
    ]
    return _svg(tuple(drawn), wide, "mark-line")


@lru_cache(maxsize=1_024)
def mark(state: StrEnum, text: str, kind: str) -> Markup:
    """A state three ways: sign, word, colour; ``kind`` is the group of colours in static/css/status.css.

    Kept, since a list shows the same few marks over and over.
    """
    opening = Markup('<span class="mark {}--{}">').format(kind, state.value)
    word_of_it = Markup('<span class="mark-word">{}</span></span>').format(text)
    return opening + sign_svg(state) + word_of_it


def _svg(drawn: tuple[Shape, ...], wide: float, name: str) -> Markup:
    opening = Markup(
        '<svg class="{}" viewBox="0 0 {:g} {:g}" width="{:g}" height="{:g}" aria-hidden="true"'
        ' focusable="false">'
    ).format(name, wide, SIZE, wide, SIZE)
    return opening + Markup(shapes(drawn)) + Markup("</svg>")  # noqa: S704 - written by tracker.diagrams


def evidence_label(level: EvidenceLevel | None, state: LinkState | None) -> str:
    """The diagram's own short label: "E3", "E1±", "=" for a definition."""
    return link_label(LinkKind.CAUSAL, level, state)


def milestone_words(found: MilestoneAssessment) -> str:
    """The state in words and days: "Overdue by 53 days"."""
    match found.state:
        case MilestoneState.OVERDUE:
            late = found.days_overdue
            return str(ngettext("Overdue by %(num)s day", "Overdue by %(num)s days", late))
        case MilestoneState.DUE_SOON if found.days_to_due == 0:
            return str(gettext("Due today"))
        case MilestoneState.DUE_SOON:
            left = found.days_to_due or 0
            return str(ngettext("Due in %(num)s day", "Due in %(num)s days", left))
        case MilestoneState.DONE_LATE:
            late = found.days_late
            return str(ngettext("Done %(num)s day late", "Done %(num)s days late", late))
        case MilestoneState.DONE:
            return str(gettext("Done"))
        case _:
            return str(gettext("Planned"))


def slippage_words(found: MilestoneAssessment) -> str:
    """How far the due date was moved, and from when; empty when it was not."""
    promised = day(found.milestone.baseline_due)
    if found.slipped_days > 0:
        moved = days(found.slipped_days)
        return str(gettext("Moved %(days)s later, from %(day)s", days=moved, day=promised))
    if found.slipped_days < 0:
        moved = days(-found.slipped_days)
        return str(gettext("Moved %(days)s earlier, from %(day)s", days=moved, day=promised))
    return ""


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        mark=mark,
        sign_svg=sign_svg,
        line_svg=line_svg,
        evidence_label=evidence_label,
        milestone_words=milestone_words,
        slippage_words=slippage_words,
    )
