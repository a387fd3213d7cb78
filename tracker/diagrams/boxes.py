"""A box as shapes: a white card with its status at the edge, in a sign and in words."""

from collections.abc import Iterator
from functools import lru_cache

from tracker.diagrams.cards import BAR, SIGN_SIZE, Card, Line, Role, card
from tracker.diagrams.drawing import Box, Drawing
from tracker.diagrams.palette import (
    ALARM,
    ALARM_GROUND,
    CAUTION,
    CAUTION_GROUND,
    EXTERNAL_LINE,
    FRAME,
    GOAL,
    GOAL_MUTED,
    INK,
    MUTED,
    PAPER,
    STATUS_MARKS,
    Dash,
    Sign,
)
from tracker.diagrams.placement import Frame
from tracker.diagrams.scene import Group, Pen, Rectangle, Shape, Text
from tracker.diagrams.signs import sign
from tracker.diagrams.wrapping import clean
from tracker.theory.kinds import ElementKind

_CORNER = 4.0
_GROUND_INSET = 5.0


def box_shapes(drawing: Drawing, box: Box, frame: Frame) -> Group:
    """The card of one element in its frame, a link to the element's page where it has one."""
    words = (box.kind_word, box.title, box.code, box.organisation, box.status_word, box.overdue, box.risk)
    return Group(
        (_card_shapes(box, frame.width),),
        {
            "id": f"n{box.id}",
            "class": f"node {box.kind.value}",
            "data-element": str(box.id),
        },
        label=". ".join(filter(None, map(clean, words))),
        tooltip=clean(box.title),
        href=box.href,
        faded=drawing.fades(box),
        shift=(frame.left, frame.top),
    )


@lru_cache(maxsize=2_048)
def _card_shapes(box: Box, width: float) -> Group:
    """The card with its upper left corner at zero."""
    setting = card(box, width)
    frame = Frame(0, 0, setting.width, setting.height)
    return Group((*_ground(box, frame), *_marks(box, frame, setting), *_type(box, setting)), kept=True)


def _ground(box: Box, frame: Frame) -> Iterator[Shape]:
    fill, pen = PAPER, Pen(FRAME)
    if box.kind is ElementKind.GOAL:
        fill, pen = GOAL, Pen(GOAL)
    elif box.kind is ElementKind.EXTERNAL:
        pen = Pen(EXTERNAL_LINE, 1.3, Dash.DOTTED)
    elif box.overdue:
        pen = Pen(ALARM, 1.4)
    yield Rectangle(frame.left, frame.top, frame.width, frame.height, fill, pen, _CORNER)
    if box.status:
        yield Rectangle(frame.left, frame.top, BAR, frame.height, STATUS_MARKS[box.status].bar, Pen(), 2.0)


def _marks(box: Box, frame: Frame, setting: Card) -> Iterator[Shape]:
    """Coloured ground under what is overdue or at risk, and the signs."""
    for role, ground in ((Role.OVERDUE, ALARM_GROUND), (Role.RISK, CAUTION_GROUND)):
        lines = [line for line in setting.lines if line.role is role]
        if lines:
            top = frame.top + lines[0].baseline - lines[0].face.leading * 0.85
            height = len(lines) * lines[0].face.leading + 2
            left = frame.left + BAR + _GROUND_INSET
            yield Rectangle(left, top, frame.right - _GROUND_INSET - left, height, ground, Pen(), 3.0)
    for line in setting.lines:
        if line.first and (line.role in _SIGNS or line.role is Role.STATUS):
            kind, colour, ground = _sign_of(box, line)
            x, y = frame.left + line.x - 10, frame.top + line.baseline - line.face.size * 0.34
            yield Group(sign(kind, x, y, SIGN_SIZE, colour, ground))


_SIGNS = {
    Role.OVERDUE: (Sign.ALARM, ALARM, ALARM_GROUND),
    Role.RISK: (Sign.TRIANGLE, CAUTION, CAUTION_GROUND),
}


def _sign_of(box: Box, line: Line) -> tuple[Sign, str, str]:
    if line.role in _SIGNS:
        return _SIGNS[line.role]
    assert box.status  # noqa: S101 - a status line is set only where there is one
    mark = STATUS_MARKS[box.status]
    if box.kind is ElementKind.GOAL:
        return mark.sign, PAPER, GOAL
    return mark.sign, mark.colour, PAPER


def _type(box: Box, setting: Card) -> Iterator[Shape]:
    for line in setting.lines:
        yield Text(
            line.x,
            line.baseline,
            line.text,
            line.face.size,
            line.face.weight,
            _ink(box, line.role),
        )


def _ink(box: Box, role: Role) -> str:
    if role is Role.OVERDUE:
        return ALARM
    if role is Role.RISK:
        return CAUTION
    if box.kind is ElementKind.GOAL:
        return GOAL_MUTED if role is Role.META else PAPER
    if role is Role.STATUS and box.status:
        return STATUS_MARKS[box.status].colour
    return MUTED if role is Role.META else INK
