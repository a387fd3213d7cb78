"""A box as shapes: a white card with its status at the edge, in a sign and in words."""

from collections.abc import Iterator
from functools import lru_cache

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
    HUES,
    INK,
    MUTED,
    PAPER,
    STATUS_MARKS,
    TAG_GROUND,
    Dash,
    Sign,
)
from tracker.diagrams.picture.icons import badge_shapes, sign
from tracker.diagrams.picture.scene import Group, Pen, Rectangle, Shape, Text
from tracker.diagrams.placing.box_layout import BADGE_SIZE, BAR, SIGN_SIZE, Card, Line, Role, card
from tracker.diagrams.placing.placement import Frame
from tracker.diagrams.type.metrics import width
from tracker.diagrams.type.wrapping import clean
from tracker.theory.kinds import ElementKind

_CORNER = 4.0
_GROUND_INSET = 5.0


def box_shapes(drawing: Drawing, box: Box, frame: Frame) -> Group:
    """The card of one element in its frame, a link to the element's page where it has one."""
    words = (
        *(box.kind_word, box.tag, box.title, box.code, box.organisation, box.status_word, box.note),
        *(box.stale, box.overdue),
        *(f"{source.badge.number}: {source.mark}" for source in box.sources),
        *(box.risk, ", ".join(str(badge.number) for badge in box.badges)),
    )
    return Group(
        (_card_shapes(box, frame.width),),
        {
            "id": f"n{box.id}",
            "class": f"node {box.kind.value}" + " quiet" * box.quiet,
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
    return Group(
        (
            *_ground(box, frame),
            *_marks(box, frame, setting),
            *_type(box, setting),
            *(Group(badge_shapes(placed.badge, placed.x, placed.y, BADGE_SIZE)) for placed in setting.badges),
        ),
        kept=True,
    )


def _ground(box: Box, frame: Frame) -> Iterator[Shape]:
    fill, pen = PAPER, Pen(FRAME)
    if box.kind is ElementKind.GOAL:
        fill, pen = GOAL, Pen(GOAL)
        if box.quiet:
            fill, pen = PAPER, Pen(ALARM, 2.0, Dash.DASHED) if box.overdue else Pen(GOAL, 1.4)
    elif box.kind is ElementKind.EXTERNAL:
        pen = Pen(EXTERNAL_LINE, 1.3, Dash.DOTTED)
    elif box.overdue:
        pen = Pen(ALARM, 1.4)
    if box.sources:
        pen = Pen(ALARM, 2.4)
    elif box.badges:
        pen = Pen(CAUTION, 1.8)
    yield Rectangle(frame.left, frame.top, frame.width, frame.height, fill, pen, _CORNER)
    bars = [HUES[hue % len(HUES)] for hue in box.hues]
    if box.status:
        bars = [STATUS_MARKS[box.status].bar]
    high = frame.height / max(1, len(bars))
    for number, bar in enumerate(bars):
        yield Rectangle(frame.left, frame.top + number * high, BAR, high, bar, Pen(), 2.0)


def _marks(box: Box, frame: Frame, setting: Card) -> Iterator[Shape]:
    """Coloured ground under what is overdue, old, a source of risk or at risk, and the signs."""
    for role, ground in _GROUNDS.items():
        for lines in _blocks(setting, role):
            top = frame.top + lines[0].baseline - lines[0].face.leading * 0.85
            height = len(lines) * lines[0].face.leading + 2
            if role is Role.RISK and setting.badges:
                height = setting.badges[-1].y + BADGE_SIZE / 2 + 3 - top
            left = frame.left + BAR + _GROUND_INSET
            yield Rectangle(left, top, frame.right - _GROUND_INSET - left, height, ground, Pen(), 3.0)
    for line in (line for line in setting.lines if line.role is Role.TAG):
        wide = width(line.text, line.face.size, line.face.weight) + 2 * _TAG_PADDING
        top = line.baseline - line.face.leading * 0.8
        yield Rectangle(line.x - _TAG_PADDING, top, wide, line.face.leading, TAG_GROUND, Pen(), 3.0)
    for line in setting.lines:
        if line.first and (line.role in _SIGNS or line.role is Role.STATUS):
            x, y = frame.left + line.x - 10, frame.top + line.baseline - line.face.size * 0.34
            if line.role is Role.SOURCE:
                yield Group(badge_shapes(box.sources[line.place].badge, x, y, BADGE_SIZE))
                continue
            kind, colour, ground = _sign_of(box, line)
            yield Group(sign(kind, x, y, SIGN_SIZE, colour, ground))


def _blocks(setting: Card, role: Role) -> list[list[Line]]:
    """The lines of a role, those of each source by itself."""
    blocks: list[list[Line]] = []
    for line in setting.lines:
        if line.role is role:
            if line.first:
                blocks.append([])
            blocks[-1].append(line)
    return blocks


_TAG_PADDING = 4.0
_GROUNDS = {
    Role.STALE: CAUTION_GROUND,
    Role.OVERDUE: ALARM_GROUND,
    Role.SOURCE: ALARM_GROUND,
    Role.RISK: CAUTION_GROUND,
}
_SIGNS = {
    Role.STALE: (Sign.CLOCK, CAUTION, CAUTION_GROUND),
    Role.SOURCE: (Sign.ALARM, ALARM, ALARM_GROUND),
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
    if role in (Role.OVERDUE, Role.SOURCE):
        return ALARM
    if role in (Role.RISK, Role.STALE):
        return CAUTION
    if role is Role.TAG:
        return INK
    if box.quiet:
        return MUTED
    if box.kind is ElementKind.GOAL:
        return GOAL_MUTED if role is Role.META else PAPER
    if role is Role.STATUS and box.status:
        return STATUS_MARKS[box.status].colour
    return MUTED if role in (Role.META, Role.NOTE) else INK
