"""The way of every link: out of one box's side, through the openings that `dot` found, into another's.

Links run in the white gaps between the columns and cross a column only where no box stands. They share the
sides of the boxes: each has a height of its own, in the order of where it comes from, so that lines don't
cross before they must and every arrowhead is seen.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from tracker.diagrams.drawing import Arrow, Drawing
from tracker.diagrams.palette import LineMark, line_mark
from tracker.diagrams.placing.box_layout import LANE_PADDING
from tracker.diagrams.placing.link_labels import is_labelled
from tracker.diagrams.placing.placement import Frame, Placement, Point
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Id

Leg = tuple[Point, Point, Point, Point]
"""One cubic curve: start, two handles, end."""

_APART = 15.0
_FROM_CORNER = 11.0
_NEARLY_LEVEL = 12.0
_BULGE = 16.0
_CLEAR_OF_BOX = 1.0
_TWINS_APART = 16.0


class Side(IntEnum):
    WEST = -1
    EAST = 1


@dataclass(frozen=True, slots=True)
class Route:
    """``curve`` is a chain of cubic curves that ends at the foot of the arrowhead; ``tip`` is the point of
    the head and ``heading`` its direction as a unit vector. ``legs`` are the pieces that run in a gap, the
    last first: places for a label."""

    arrow: Arrow
    mark: LineMark
    curve: tuple[Point, ...]
    tip: Point
    heading: Point
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """A link between the sides of two boxes; between neighbours one above the other it is ``short`` and
    uses no side, ``shift`` points from their middle."""

    arrow: Arrow
    leaves: Side
    arrives: Side
    waypoints: tuple[Point, ...] = ()
    short: bool = False
    shift: float = 0.0


_End = tuple[Id, bool]
"""An arrow and whether its head is meant."""


def routes(drawing: Drawing, placement: Placement) -> tuple[Route, ...]:
    """One route for every arrow that is drawn."""
    twins: dict[frozenset[Id], int] = defaultdict(int)
    runs = []
    for arrow in drawing.drawn_arrows:
        pair = frozenset((arrow.source, arrow.target))
        runs.append(_run(drawing, placement, arrow, twins[pair] * _TWINS_APART))
        twins[pair] += 1
    beside = [run for run in runs if not run.short]
    heights = _share_sides(beside, placement)
    _level(beside, placement, heights)
    return tuple(_short(run, placement) if run.short else _route(run, placement, heights) for run in runs)


def _run(drawing: Drawing, placement: Placement, arrow: Arrow, shift: float) -> _Run:
    here, there = drawing.place[arrow.source], drawing.place[arrow.target]
    if here == there:
        factor = drawing.box[arrow.source].kind is ElementKind.EXTERNAL
        outer = Side.WEST if (factor or here == len(placement.headings) - 1) and here > 0 else Side.EAST
        short = not is_labelled(arrow) and _neighbours(drawing, placement, arrow, factor)
        return _Run(arrow, outer, outer, (), short, shift)
    waypoints: list[Point] = []
    for passing in placement.passes.get(arrow.id, ()):
        heading = placement.headings[passing.column]
        waypoints += [(heading.left - LANE_PADDING, passing.y), (heading.right + LANE_PADDING, passing.y)]
    if here < there:
        return _Run(arrow, Side.EAST, Side.WEST, tuple(waypoints))
    return _Run(arrow, Side.WEST, Side.EAST, tuple(reversed(waypoints)))


def _neighbours(drawing: Drawing, placement: Placement, arrow: Arrow, factor: bool) -> bool:
    """Whether one box stands right above the other, with no link passing between that a short arrow would
    hide. An external factor is a neighbour of the lowest box of its column, however far below."""
    ends = (placement.boxes[arrow.source], placement.boxes[arrow.target])
    upper, lower = sorted(ends, key=lambda frame: frame.top)
    column = drawing.place[arrow.source]
    between = (
        frame
        for identity, frame in placement.boxes.items()
        if drawing.place[identity] == column and upper.bottom <= frame.top < lower.top
    )
    if any(between):
        return False
    passing = (
        pass_
        for way in placement.passes.values()
        for pass_ in way
        if pass_.column == column and upper.bottom < pass_.y < lower.top
    )
    return factor or not any(passing)


def _share_sides(runs: list[_Run], placement: Placement) -> dict[_End, float]:
    """A height for every end of every link, spread over the side of its box."""
    sides: dict[tuple[Id, Side], list[tuple[float, int, _End]]] = defaultdict(list)
    for order, run in enumerate(runs):
        source, target = placement.boxes[run.arrow.source], placement.boxes[run.arrow.target]
        towards = run.waypoints[0][1] if run.waypoints else target.middle
        origin = run.waypoints[-1][1] if run.waypoints else source.middle
        sides[run.arrow.source, run.leaves].append((towards, order, (run.arrow.id, False)))
        sides[run.arrow.target, run.arrives].append((origin, order, (run.arrow.id, True)))
    heights: dict[_End, float] = {}
    for (box, _), ends in sides.items():
        frame = placement.boxes[box]
        ends.sort()
        step = min(_APART, (frame.height - 2 * _FROM_CORNER) / max(1, len(ends) - 1))
        for number, (_, _, end) in enumerate(ends):
            heights[end] = frame.middle + (number - (len(ends) - 1) / 2) * step
    return heights


def _level(runs: list[_Run], placement: Placement, heights: dict[_End, float]) -> None:
    """A link that is nearly level, and alone at one of its ends, becomes level there."""
    sharing: dict[tuple[Id, Side], int] = defaultdict(int)
    for run in runs:
        sharing[run.arrow.source, run.leaves] += 1
        sharing[run.arrow.target, run.arrives] += 1
    for run in runs:
        tail, head = (run.arrow.id, False), (run.arrow.id, True)
        first = run.waypoints[0][1] if run.waypoints else heights[head]
        last = run.waypoints[-1][1] if run.waypoints else heights[tail]
        if sharing[run.arrow.source, run.leaves] == 1 and abs(first - heights[tail]) <= _NEARLY_LEVEL:
            heights[tail] = _within(placement.boxes[run.arrow.source], first)
        elif sharing[run.arrow.target, run.arrives] == 1 and abs(last - heights[head]) <= _NEARLY_LEVEL:
            heights[head] = _within(placement.boxes[run.arrow.target], last)


def _within(frame: Frame, y: float) -> float:
    return min(max(y, frame.top + _FROM_CORNER), frame.bottom - _FROM_CORNER)


def head_length(mark: LineMark) -> float:
    return 7.5 + 0.9 * min(mark.width, 4)


def _route(run: _Run, placement: Placement, heights: dict[_End, float]) -> Route:
    source, target = placement.boxes[run.arrow.source], placement.boxes[run.arrow.target]
    mark = line_mark(run.arrow.kind, run.arrow.level, run.arrow.state, run.arrow.stress)
    start = (_edge(source, run.leaves), heights[run.arrow.id, False])
    tip = (_edge(target, run.arrives) + run.arrives * _CLEAR_OF_BOX, heights[run.arrow.id, True])
    foot = (tip[0] + run.arrives * (head_length(mark) - 1), tip[1])
    heading = (-float(run.arrives), 0.0)
    if run.leaves is run.arrives:
        bend = _bend(start, foot, run.leaves)
        return Route(run.arrow, mark, bend, tip, heading, (bend,))
    curve: list[Point] = [start]
    legs: list[Leg] = []
    for number, (here, there) in enumerate(pairwise([start, *run.waypoints, foot])):
        leg = _step(here, there)
        curve += leg[1:]
        if number % 2 == 0:
            legs.append(leg)
    return Route(run.arrow, mark, tuple(curve), tip, heading, tuple(reversed(legs)))


def _edge(frame: Frame, side: Side) -> float:
    return frame.right if side is Side.EAST else frame.left


def _step(here: Point, there: Point) -> Leg:
    """Level at both ends."""
    middle = (here[0] + there[0]) / 2
    return here, (middle, here[1]), (middle, there[1]), there


def _bend(start: Point, end: Point, side: Side) -> Leg:
    """From a side of a box back to the same side of another in the column."""
    out = max(start[0] * side, end[0] * side) * side + side * _BULGE * 4 / 3
    return start, (out, start[1]), (out, end[1]), end


def _short(run: _Run, placement: Placement) -> Route:
    """Straight down, or up, to a neighbour."""
    source, target = placement.boxes[run.arrow.source], placement.boxes[run.arrow.target]
    mark = line_mark(run.arrow.kind, run.arrow.level, run.arrow.state, run.arrow.stress)
    down = 1.0 if source.top < target.top else -1.0
    x = source.left + source.width / 2 + run.shift % (source.width / 2 - _FROM_CORNER)
    start = (x, source.bottom if down > 0 else source.top)
    tip = (x, (target.top if down > 0 else target.bottom) - down * _CLEAR_OF_BOX)
    foot = (x, tip[1] - down * (head_length(mark) - 1))
    line = (start, (x, start[1] + down), (x, foot[1] - down), foot)
    return Route(run.arrow, mark, line, tip, (0.0, down), (line,))
