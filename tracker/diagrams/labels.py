"""Places for the small evidence labels: on their line, in a gap between columns, clear of one another."""

from dataclasses import dataclass

from tracker.diagrams.metrics import Weight, width
from tracker.diagrams.palette import link_label
from tracker.diagrams.placement import Frame, Placement, Point, along
from tracker.diagrams.routes import Route

LABEL_SIZE = 11.0
LABEL_HEIGHT = 15.0
_PADDING = 4.0
_APART = 2.0
_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
"""Where along a curve a label is tried, the middle first."""


@dataclass(frozen=True, slots=True)
class Label:
    route: Route
    text: str
    frame: Frame


def labels(routes: tuple[Route, ...], placement: Placement) -> tuple[Label, ...]:
    """A label for every link that is a hypothesis or a definition. The crowded gap before the head comes
    first, then the gaps before it; where all is taken, the least covered place."""
    taken: list[Frame] = list(placement.boxes.values())
    placed = []
    # level links first: a label can give way only along its line, and a steep line offers more heights
    for route in sorted(routes, key=_steepness):
        arrow = route.arrow
        text = link_label(arrow.kind, arrow.level, arrow.state)
        if text:
            frame = _free(route, text, taken)
            taken.append(frame)
            placed.append(Label(route, text, frame))
    return tuple(placed)


def _steepness(route: Route) -> float:
    return abs(route.legs[0][3][1] - route.legs[0][0][1])


def _free(route: Route, text: str, taken: list[Frame]) -> Frame:
    wide = width(text, LABEL_SIZE, Weight.SEMIBOLD) + 2 * _PADDING
    tried: list[tuple[float, int, Frame]] = []
    for leg in route.legs:
        for share in _SHARES:
            frame = _around(along(list(leg), share), wide)
            covered = sum(_overlap(frame, other) for other in taken)
            if not covered:
                return frame
            tried.append((covered, len(tried), frame))
    return min(tried)[2]


def _around(point: Point, wide: float) -> Frame:
    return Frame(round(point[0] - wide / 2, 2), round(point[1] - LABEL_HEIGHT / 2, 2), wide, LABEL_HEIGHT)


def _overlap(one: Frame, other: Frame) -> float:
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left) + _APART
    if across <= 0:
        return 0.0
    return across * max(0.0, min(one.bottom, other.bottom) - max(one.top, other.top) + _APART)
