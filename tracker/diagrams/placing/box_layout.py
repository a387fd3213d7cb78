"""A box set in type: which lines stand in it, where, and how tall it becomes. Points; y runs downwards."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from tracker.diagrams.drawing import Badge, Box, Drawing
from tracker.diagrams.palette import OVERDUE_SYMBOL, RISK_SYMBOL, STALE_SYMBOL, STATUS_MARKS
from tracker.diagrams.type.metrics import Weight
from tracker.diagrams.type.wrapping import clean, wrap
from tracker.theory.kinds import ElementKind

FULL_WIDTH = 1226.0
"""What a page of 1280 px leaves for the diagram: at this width a point is a pixel."""

LANE_PADDING = 7.0
_GAPS = {7: 55.0, 6: 60.0}
_WIDEST_GAP = 66.0
_WIDEST_BOX = 200.0
_SHARES = {ElementKind.INPUT: 0.88, ElementKind.GOAL: 1.15}
"""Goals hold the longest sentences, inputs the shortest."""

BAR = 5.0
_LEFT, _RIGHT, _TOP, _BOTTOM = BAR + 7.0, 7.0, 8.0, 9.0
SIGN_SIZE, _SIGN_ROOM = 11.0, 16.0
BADGE_SIZE, _BADGE_STEP = 15.0, 18.0
_WIDE_FROM, _WIDE_STEP = 10, 29.0
HEADING_SIZE, HEADING_LEADING = 13.0, 16.0


class Role(StrEnum):
    TAG = "tag"
    TITLE = "title"
    META = "meta"
    STATUS = "status"
    NOTE = "note"
    STALE = "stale"
    OVERDUE = "overdue"
    SOURCE = "source"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Face:
    size: float
    leading: float
    weight: Weight
    most_lines: int
    space_before: float


_FACES = {
    Role.TAG: Face(11.0, 14.5, Weight.SEMIBOLD, 2, 0),
    Role.TITLE: Face(12.5, 15.5, Weight.SEMIBOLD, 7, 0),
    Role.META: Face(11.0, 13.5, Weight.REGULAR, 3, 3),
    Role.STATUS: Face(11.5, 14.5, Weight.SEMIBOLD, 2, 5),
    Role.NOTE: Face(11.0, 13.5, Weight.REGULAR, 3, 3),
    Role.STALE: Face(11.5, 14.5, Weight.SEMIBOLD, 2, 5),
    Role.OVERDUE: Face(11.5, 14.5, Weight.SEMIBOLD, 2, 5),
    Role.SOURCE: Face(11.5, 14.5, Weight.SEMIBOLD, 3, 5),
    Role.RISK: Face(11.5, 14.5, Weight.SEMIBOLD, 4, 5),
}
_QUIET_TITLE = Face(12.5, 15.5, Weight.REGULAR, 7, 0)
_QUIET_GOAL = Face(12.5, 15.5, Weight.REGULAR, 12, 0)
_GOAL_TITLE = Face(12.5, 16.0, Weight.SEMIBOLD, 12, 0)
_SIGNED = (Role.STATUS, Role.STALE, Role.OVERDUE, Role.SOURCE, Role.RISK)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of type; ``x`` and ``baseline`` from the box's upper left corner. ``first`` lines of a role
    carry its sign; ``place`` counts the sources of risk that stand in the box."""

    role: Role
    text: str
    x: float
    baseline: float
    face: Face
    first: bool
    place: int = 0


@dataclass(frozen=True, slots=True)
class PlacedBadge:
    """A badge around its middle ``x``, ``y``, from the box's upper left corner."""

    badge: Badge
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Card:
    width: float
    height: float
    lines: tuple[Line, ...] = field(repr=False)
    badges: tuple[PlacedBadge, ...] = field(default=(), repr=False)

    def plain(self, box: Box) -> tuple[str, ...]:
        """The lines as text alone, the signs as symbols and the badges as numbers in brackets."""
        symbols = {Role.OVERDUE: OVERDUE_SYMBOL, Role.RISK: RISK_SYMBOL, Role.STALE: STALE_SYMBOL}
        if box.status:
            symbols[Role.STATUS] = STATUS_MARKS[box.status].symbol

        def said(line: Line) -> str:
            if not line.first:
                return line.text
            if line.role is Role.SOURCE:
                return f"[{box.sources[line.place].badge.number}] {line.text}"
            return f"{symbols[line.role]} {line.text}" if line.role in symbols else line.text

        numbers = " ".join(f"[{placed.badge.number}]" for placed in self.badges)
        return (*map(said, self.lines), *filter(None, (numbers,)))


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of the boxes per column and the gap between boxes of neighbouring columns."""

    widths: tuple[float, ...]
    gap: float
    heading_height: float


def columns(drawing: Drawing) -> Columns:
    """Columns that together fill the width of a page and no more."""
    kinds = [heading.kind for heading in drawing.columns]
    gap = _GAPS.get(len(kinds), _WIDEST_GAP)
    shares = [_SHARES.get(kind, 1.0) for kind in kinds]
    room = FULL_WIDTH - 2 * LANE_PADDING - gap * (len(kinds) - 1)
    unit = min(_WIDEST_BOX, room / sum(shares))
    widths = tuple(round(unit * share, 1) for share in shares)
    most_lines = max(
        len(heading_lines(heading.word, width))
        for heading, width in zip(drawing.columns, widths, strict=True)
    )
    return Columns(widths, gap, 14 + most_lines * HEADING_LEADING)


def heading_lines(word: str, width: float) -> tuple[str, ...]:
    return wrap(word, width - 4, HEADING_SIZE, Weight.SEMIBOLD, most=2)


@lru_cache(maxsize=2_048)
def card(box: Box, width: float) -> Card:
    """The box at a given width, as tall as its lines need."""
    title_face = _FACES[Role.TITLE]
    if box.quiet:
        title_face = _QUIET_GOAL if box.kind is ElementKind.GOAL else _QUIET_TITLE
    elif box.kind is ElementKind.GOAL:
        title_face = _GOAL_TITLE
    meta = " · ".join(filter(None, (clean(box.code), clean(box.organisation))))
    if box.kind is ElementKind.EXTERNAL:
        meta = " · ".join(filter(None, (clean(box.kind_word), meta)))
    texts = (
        (Role.TAG, box.tag, _FACES[Role.TAG]),
        (Role.TITLE, box.title or box.code or "–", title_face),
        (Role.META, meta, _FACES[Role.META]),
        (Role.STATUS, box.status_word if box.status else "", _FACES[Role.STATUS]),
        (Role.NOTE, box.note, _FACES[Role.NOTE]),
        (Role.STALE, box.stale, _FACES[Role.STALE]),
        (Role.OVERDUE, box.overdue, _FACES[Role.OVERDUE]),
        *((Role.SOURCE, source.mark, _FACES[Role.SOURCE]) for source in box.sources),
        (Role.RISK, box.risk, _FACES[Role.RISK]),
    )
    lines: list[Line] = []
    y, sources = _TOP, -1
    for role, text, face in texts:
        sources += role is Role.SOURCE
        x = _LEFT + (_SIGN_ROOM if role in _SIGNED else 0)
        wrapped = wrap(text, width - x - _RIGHT, face.size, face.weight, face.most_lines)
        if wrapped and lines:
            y += face.space_before
        for number, text_line in enumerate(wrapped):
            y += face.leading
            baseline = round(y - face.leading * 0.25, 2)
            lines.append(Line(role, text_line, x, baseline, face, number == 0, max(0, sources)))
    badges, y = _badges(box, width, y)
    return Card(width, round(y + _BOTTOM, 1), tuple(lines), badges)


def _badges(box: Box, width: float, y: float) -> tuple[tuple[PlacedBadge, ...], float]:
    """The badges in rows under the lines, and where they end."""
    if not box.badges:
        return (), y
    left = _LEFT + _SIGN_ROOM
    largest = max(badge.number for badge in box.badges)
    step = _BADGE_STEP if largest < _WIDE_FROM else _WIDE_STEP
    in_row = max(1, int((width - left - _RIGHT) / step))
    placed = []
    for number, badge in enumerate(box.badges):
        row, column = divmod(number, in_row)
        x = left + column * step + step / 2 - 1
        placed.append(PlacedBadge(badge, round(x, 2), round(y + 4 + (row + 0.5) * _BADGE_STEP, 2)))
    return tuple(placed), y + 4 + ((len(box.badges) - 1) // in_row + 1) * _BADGE_STEP
