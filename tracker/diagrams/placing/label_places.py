"""Places for the small evidence labels: on their line, in a gap between columns, clear of one another."""

from dataclasses import dataclass

from tracker.diagrams.placing.link_labels import LABEL_SIZE, is_labelled, label_lines
from tracker.diagrams.placing.placement import Frame, Placement, Point, along
from tracker.diagrams.placing.routes import Route
from tracker.diagrams.type.metrics import Weight, width
from tracker.theory.pathway import Id

LABEL_HEIGHT = 15.0
_PADDING = 4.0
LABEL_LINE = 12.5
BADGE_ROW, BADGE_STEP = 17.0, 17.0
_APART = 2.0
_ROUNDS = 3
_CROWD, _SHARES_IN_A_CROWD = 120, 5
_SHARES = (0.5, *(0.5 + side * step * 0.04 for step in range(1, 10) for side in (-1, 1)))
"""Where along a curve a label is tried, the middle first."""


@dataclass(frozen=True, slots=True)
class Label:
    """Badges of sources in a row above, then the lines of type."""

    route: Route
    lines: tuple[str, ...]
    frame: Frame


def labels(routes: tuple[Route, ...], placement: Placement) -> tuple[Label, ...]:
    """A label for every link that has something to say. The crowded gap before the head comes
    first, then the gaps before it; where all is taken, the least covered place. Then those that are still
    covered are tried again, now that all the others are known."""
    boxes = list(placement.boxes.values())
    placed: dict[Id, Label] = {}
    # level links first: a label can give way only along its line, and a steep line offers more heights
    waiting = sorted((route for route in routes if is_labelled(route.arrow)), key=_steepness)
    crowd = len(waiting) > _CROWD
    for _ in range(1 if crowd else _ROUNDS):
        for route in waiting:
            others = [label.frame for identity, label in placed.items() if identity != route.arrow.id]
            shares = _SHARES[:_SHARES_IN_A_CROWD] if crowd else _SHARES
            frame = _free(route, shares, [*boxes, *others])
            placed[route.arrow.id] = Label(route, label_lines(route.arrow), frame)
        frames = [label.frame for label in placed.values()]
        waiting = [route for route in waiting if _covered(placed[route.arrow.id].frame, frames)]
        if not waiting:
            break
    return tuple(placed.values())


def _covered(frame: Frame, frames: list[Frame]) -> bool:
    return any(_overlap(frame, other) for other in frames if other is not frame)


def _size(route: Route) -> tuple[float, float]:
    """Width and height that the label needs."""
    lines, sources = label_lines(route.arrow), route.arrow.sources
    type_width = max((width(line, LABEL_SIZE, Weight.SEMIBOLD) for line in lines), default=0.0)
    wide = max(type_width + 2 * _PADDING, len(sources) * BADGE_STEP + 4 if sources else 0.0)
    high = LABEL_HEIGHT + (len(lines) - 1) * LABEL_LINE if lines else 3.0
    return round(wide, 2), high + (BADGE_ROW if sources else 0.0)


def _steepness(route: Route) -> float:
    return abs(route.legs[0][3][1] - route.legs[0][0][1])


def _free(route: Route, shares: tuple[float, ...], taken: list[Frame]) -> Frame:
    wide, high = _size(route)
    tried: list[tuple[float, int, Frame]] = []
    for leg in route.legs:
        for share in shares:
            frame = _around(along(list(leg), share), wide, high)
            covered = sum(_overlap(frame, other) for other in taken)
            if not covered:
                return frame
            tried.append((covered, len(tried), frame))
    return min(tried)[2]


def _around(point: Point, wide: float, high: float) -> Frame:
    return Frame(round(point[0] - wide / 2, 2), round(point[1] - high / 2, 2), wide, high)


def _overlap(one: Frame, other: Frame) -> float:
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left) + _APART
    if across <= 0:
        return 0.0
    return across * max(0.0, min(one.bottom, other.bottom) - max(one.top, other.top) + _APART)
