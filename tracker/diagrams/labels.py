"""Places for the small evidence labels: on their line, in a gap between columns, clear of one another."""

from dataclasses import dataclass

from tracker.diagrams.metrics import Weight, width
from tracker.diagrams.palette import link_label
from tracker.diagrams.placement import Frame, Placement, Point, along
from tracker.diagrams.routes import Route
from tracker.theory.pathway import Id

LABEL_SIZE = 11.0
LABEL_HEIGHT = 15.0
_PADDING = 4.0
_APART = 2.0
_ROUNDS = 3
_CROWD, _SHARES_IN_A_CROWD = 120, 5
_SHARES = (0.5, *(0.5 + side * step * 0.04 for step in range(1, 10) for side in (-1, 1)))
"""Where along a curve a label is tried, the middle first."""


@dataclass(frozen=True, slots=True)
class Label:
    route: Route
    text: str
    frame: Frame


def labels(routes: tuple[Route, ...], placement: Placement) -> tuple[Label, ...]:
    """A label for every link that is a hypothesis or a definition. The crowded gap before the head comes
    first, then the gaps before it; where all is taken, the least covered place. Then those that are still
    covered are tried again, now that all the others are known."""
    boxes = list(placement.boxes.values())
    placed: dict[Id, Label] = {}
    # level links first: a label can give way only along its line, and a steep line offers more heights
    waiting = sorted(filter(_text, routes), key=_steepness)
    crowd = len(waiting) > _CROWD
    for _ in range(1 if crowd else _ROUNDS):
        for route in waiting:
            others = [label.frame for identity, label in placed.items() if identity != route.arrow.id]
            shares = _SHARES[:_SHARES_IN_A_CROWD] if crowd else _SHARES
            frame = _free(route, shares, [*boxes, *others])
            placed[route.arrow.id] = Label(route, _text(route), frame)
        frames = [label.frame for label in placed.values()]
        waiting = [route for route in waiting if _covered(placed[route.arrow.id].frame, frames)]
        if not waiting:
            break
    return tuple(placed.values())


def _covered(frame: Frame, frames: list[Frame]) -> bool:
    return any(_overlap(frame, other) for other in frames if other is not frame)


def _text(route: Route) -> str:
    return link_label(route.arrow.kind, route.arrow.level, route.arrow.state)


def _steepness(route: Route) -> float:
    return abs(route.legs[0][3][1] - route.legs[0][0][1])


def _free(route: Route, shares: tuple[float, ...], taken: list[Frame]) -> Frame:
    wide = width(_text(route), LABEL_SIZE, Weight.SEMIBOLD) + 2 * _PADDING
    tried: list[tuple[float, int, Frame]] = []
    for leg in route.legs:
        for share in shares:
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
