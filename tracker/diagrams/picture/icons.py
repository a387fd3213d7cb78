"""The small drawn signs: one for every status, for what is overdue and for what is at risk."""

from tracker.diagrams.drawing import Badge
from tracker.diagrams.palette import ALARM, CAUTION, PAPER, Sign
from tracker.diagrams.picture.scene import Circle, Pen, Polygon, Rectangle, Shape, Text
from tracker.diagrams.type.metrics import Weight, width
from tracker.theory.risk.downstream import RiskCause

_STROKE = 1.5
_NUMBER = 0.74
"""Of a badge's height."""


def sign(kind: Sign, x: float, y: float, size: float, colour: str, ground: str) -> tuple[Shape, ...]:
    """The sign around the middle ``x``, ``y``, as high as ``size``; ``ground`` is the colour that it stands
    on."""
    radius = size / 2
    line = Pen(colour, _STROKE, round_ends=True)
    cut = Pen(ground, _STROKE, round_ends=True)
    disc = Circle(x, y, radius, colour)
    ring = Circle(x, y, radius - _STROKE / 2, None, Pen(colour, _STROKE))

    def stroke(pen: Pen, *points: tuple[float, float]) -> Polygon:
        return Polygon(tuple((x + across * radius, y + down * radius) for across, down in points), None, pen)

    match kind:
        case Sign.RING:
            return (ring,)
        case Sign.CLOCK:
            return (ring, stroke(line, (0, -0.45), (0, 0.05), (0.35, 0.25)))
        case Sign.FORWARD:
            return (disc, stroke(cut, (-0.2, -0.45), (0.28, 0), (-0.2, 0.45)))
        case Sign.TICK:
            return (disc, stroke(cut, (-0.45, 0.05), (-0.12, 0.38), (0.48, -0.32)))
        case Sign.CROSS:
            return (
                disc,
                stroke(cut, (-0.35, -0.35), (0.35, 0.35)),
                stroke(cut, (-0.35, 0.35), (0.35, -0.35)),
            )
        case Sign.MINUS:
            return (ring, stroke(line, (-0.4, 0), (0.4, 0)))
        case Sign.HALF:
            return (ring, _half_disc(x, y, radius - _STROKE / 2, colour))
        case Sign.TRIANGLE:
            foot, half = y + radius * 0.9, radius * 1.1
            corners = ((x, y - radius), (x + half, foot), (x - half, foot))
            return (
                Polygon(corners, colour, Pen(colour, 1.0, round_ends=True)),
                *_exclamation(x, y + 0.12 * size, size * 0.8, ground),
            )
        case Sign.DIAMOND:
            reach = radius * 1.15
            corners4 = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
            return (
                Polygon(corners4, colour, Pen(colour, 1.0, round_ends=True)),
                *_exclamation(x, y, size * 0.95, ground),
            )
        case Sign.ALARM:
            return (disc, *_exclamation(x, y, size * 0.95, ground))
        case Sign.QUESTION:
            mark = Text(x, y + size * 0.31, "?", size * 0.85, Weight.SEMIBOLD, colour, centred=True)
            return (ring, mark)


def badge_width(badge: Badge, size: float) -> float:
    """Numbers of several digits need more than the height."""
    return max(size, width(str(badge.number), size * _NUMBER, Weight.SEMIBOLD) + size / 3)


def badge_shapes(badge: Badge, x: float, y: float, size: float) -> tuple[Shape, ...]:
    """The number of a source of risk: a milestone's in a disc, an assumption's in a square."""
    wide, half = badge_width(badge, size), size / 2
    by_milestone = badge.cause is RiskCause.MILESTONE
    colour, radius = (ALARM, half) if by_milestone else (CAUTION, 2.0)
    ground = Rectangle(round(x - wide / 2, 2), y - half, wide, size, colour, Pen(PAPER, 1.0), radius)
    type_size = size * _NUMBER
    number = Text(x, y + type_size * 0.36, str(badge.number), type_size, Weight.SEMIBOLD, PAPER, centred=True)
    return ground, number


def _exclamation(x: float, y: float, size: float, colour: str) -> tuple[Shape, ...]:
    stem = Polygon(((x, y - 0.3 * size), (x, y + 0.02 * size)), None, Pen(colour, 1.4, round_ends=True))
    return stem, Circle(x, y + 0.27 * size, 0.85, colour)


def _half_disc(x: float, y: float, radius: float, colour: str) -> Polygon:
    """The right half, as a polygon with sides too short to be seen."""
    points = (
        (0, -1), (0.38, -0.92), (0.71, -0.71), (0.92, -0.38), (1, 0),
        (0.92, 0.38), (0.71, 0.71), (0.38, 0.92), (0, 1),
    )  # fmt: skip
    return Polygon(tuple((x + across * radius, y + down * radius) for across, down in points), colour)
