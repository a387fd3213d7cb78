"""The marks of the diagram: what a status and an evidence level look like.

Every mark has a shape or a line of its own and a word beside it, so that colour is never the only sign. Text
colours have a contrast of at least 4.5 to the ground that they stand on, lines and signs at least 3 (WCAG
2.2, 1.4.3 and 1.4.11); tests/diagrams/test_palette.py measures them.
"""

from dataclasses import dataclass
from enum import StrEnum

from tracker.theory.evidence.levels import LinkState
from tracker.theory.kinds import DeliveryStatus, EvidenceLevel, LinkKind, ResultStatus

PAPER = "#ffffff"
LANE = "#f1f4f8"
LANE_RULE = "#93a6bf"
INK = "#17212e"
MUTED = "#536172"
FRAME = "#c3cedb"
GOAL = "#17365d"
GOAL_MUTED = "#c9d8ea"
ALARM = "#a3160f"
ALARM_GROUND = "#fdecea"
CAUTION = "#7a4700"
CAUTION_GROUND = "#fdf2dc"
PLAIN_LINE = "#7a8797"
RISK_LINE = "#a3160f"
BEST_BAND = "#cfe0f4"
WEAKEST_BAND = "#f3cf8e"
WEAKEST = "#7a4700"
TAG_GROUND = "#e6ebf2"
HUES = ("#2a5286", "#8a3d00", "#19713f", "#6a4aa5", "#8c2f5c", "#3f6673", "#5f5a1e", "#4a5a6d")
"""Stripes for things of one kind that lie side by side, over and over; each has its name beside it."""
EXTERNAL_LINE = "#7d6244"
FEEDBACK_LINE = "#6a4aa5"


class Sign(StrEnum):
    """The drawn sign of a status; each has an outline that tells it from the others without colour."""

    RING = "ring"
    CLOCK = "clock"
    FORWARD = "forward"
    HALF = "half"
    TICK = "tick"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    CROSS = "cross"
    MINUS = "minus"
    QUESTION = "question"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class StatusMark:
    """``symbol`` stands for the sign where only text can; ``colour`` for sign and word on a white ground,
    ``bar`` for the stripe at the box's edge."""

    sign: Sign
    symbol: str
    colour: str
    bar: str


_GREEN, _DARK_GREEN, _AMBER, _RED, _BLUE, _GREY = (
    "#19713f",
    "#0f5132",
    "#7a4b00",
    "#b3261e",
    "#3c5a7d",
    "#596573",
)
_PLANNED = "#9db2ca"
_UNKNOWN = "#aab3be"

STATUS_MARKS: dict[DeliveryStatus | ResultStatus, StatusMark] = {
    DeliveryStatus.PLANNED: StatusMark(Sign.RING, "○", _BLUE, _PLANNED),
    DeliveryStatus.ON_TRACK: StatusMark(Sign.FORWARD, "→", _GREEN, "#36a067"),
    DeliveryStatus.MINOR_ISSUES: StatusMark(Sign.TRIANGLE, "!", _AMBER, "#e3a11a"),
    DeliveryStatus.MAJOR_ISSUES: StatusMark(Sign.DIAMOND, "‼", _RED, "#cf3a30"),
    DeliveryStatus.COMPLETED: StatusMark(Sign.TICK, "✓", _DARK_GREEN, "#0f5132"),
    DeliveryStatus.ABANDONED: StatusMark(Sign.CROSS, "×", _GREY, _GREY),
    DeliveryStatus.NOT_KNOWN: StatusMark(Sign.QUESTION, "?", _GREY, _UNKNOWN),
    ResultStatus.NOT_YET: StatusMark(Sign.CLOCK, "○", _BLUE, _PLANNED),
    ResultStatus.ON_TRACK: StatusMark(Sign.FORWARD, "→", _GREEN, "#36a067"),
    ResultStatus.PARTIALLY_ACHIEVED: StatusMark(Sign.HALF, "◐", _AMBER, "#e3a11a"),
    ResultStatus.ACHIEVED: StatusMark(Sign.TICK, "✓", _DARK_GREEN, "#0f5132"),
    ResultStatus.NOT_ACHIEVED: StatusMark(Sign.CROSS, "×", _RED, "#cf3a30"),
    ResultStatus.NO_LONGER_RELEVANT: StatusMark(Sign.MINUS, "–", _GREY, _GREY),
    ResultStatus.NOT_KNOWN: StatusMark(Sign.QUESTION, "?", _GREY, _UNKNOWN),
}
OVERDUE_SYMBOL = "!"
RISK_SYMBOL = "△"
STALE_SYMBOL = "◷"


class Dash(StrEnum):
    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


@dataclass(frozen=True, slots=True)
class LineMark:
    """``width`` in points; ``double`` draws two thin lines side by side, like an equals sign."""

    colour: str
    width: float
    dash: Dash = Dash.SOLID
    double: bool = False
    open_head: bool = False


EVIDENCE_LINES = {
    EvidenceLevel.E0: LineMark("#5c6f87", 2.0, Dash.DOTTED),
    EvidenceLevel.E1: LineMark("#4d6c92", 1.7, Dash.DASHED),
    EvidenceLevel.E2: LineMark("#3b618f", 1.5),
    EvidenceLevel.E3: LineMark("#2a5286", 2.6),
    EvidenceLevel.E4: LineMark("#173f74", 3.8),
}
KIND_LINES = {
    LinkKind.IMPLEMENTATION: LineMark(PLAIN_LINE, 1.3),
    LinkKind.CAUSAL: LineMark(PLAIN_LINE, 1.3),
    LinkKind.EXTERNAL: LineMark(EXTERNAL_LINE, 2.0, Dash.DOTTED, open_head=True),
    LinkKind.FEEDBACK: LineMark(FEEDBACK_LINE, 1.6, Dash.DASHED, open_head=True),
}
DEFINITION_LINE = LineMark("#4a5a6d", 4.2, double=True)

STATE_SIGNS = {
    LinkState.SUPPORTED: "",
    LinkState.UNTESTED: "?",
    LinkState.CONTESTED: "±",
    LinkState.MIXED: "≈",
    LinkState.CONTRADICTED: "≠",
    LinkState.HARMFUL: "!",
    LinkState.DEFINITION: "=",
}
STATE_COLOURS = {
    LinkState.UNTESTED: MUTED,
    LinkState.CONTESTED: "#8a3d00",
    LinkState.MIXED: "#8a3d00",
    LinkState.CONTRADICTED: ALARM,
    LinkState.HARMFUL: ALARM,
    LinkState.DEFINITION: "#4a5a6d",
}


class Stress(StrEnum):
    """How much a view of the diagram makes of a link: quiet ones recede, the best chain to a goal and its
    weakest links lie on a band, links that carry risk are strong."""

    PLAIN = "plain"
    QUIET = "quiet"
    BEST = "best"
    WEAKEST = "weakest"
    RISK = "risk"


BANDS = {Stress.BEST: (BEST_BAND, 10.0), Stress.WEAKEST: (WEAKEST_BAND, 14.0)}
"""Colour and width in points of what lies under a line."""

RISK_MARK = LineMark(RISK_LINE, 2.6)


def line_mark(
    kind: LinkKind,
    level: EvidenceLevel | None,
    state: LinkState | None,
    stress: Stress = Stress.PLAIN,
) -> LineMark:
    """How a link is drawn: by its evidence when it is a hypothesis, else by its kind."""
    if stress is Stress.RISK:
        return RISK_MARK
    if stress is Stress.QUIET:
        mark = KIND_LINES[kind]
        return LineMark(PLAIN_LINE, 1.1, mark.dash, open_head=mark.open_head)
    if kind is not LinkKind.CAUSAL:
        return KIND_LINES[kind]
    if state is LinkState.DEFINITION:
        return DEFINITION_LINE
    return KIND_LINES[kind] if level is None else EVIDENCE_LINES[level]


def link_label(kind: LinkKind, level: EvidenceLevel | None, state: LinkState | None) -> str:
    """The small label on a link: "E3", "E1±", "="; empty for a kind that is no hypothesis."""
    if kind is not LinkKind.CAUSAL:
        return ""
    sign = STATE_SIGNS[state] if state else ""
    return sign if level is None or state is LinkState.DEFINITION else f"E{level:d}{sign}"
