"""What `dot` decided: where every box stands and through which openings every long link runs.

Read from `dot -Tjson0`; turned over so that y runs downwards from the top edge of the headings.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from operator import attrgetter, itemgetter
from typing import Any

from tracker.diagrams.drawing import Arrow, Drawing
from tracker.diagrams.errors import DotFailed
from tracker.diagrams.placing.box_layout import Columns, card
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Id

Point = tuple[float, float]
Opening = tuple[float, float]
_Chosen = tuple[int, Opening, float, Arrow]
"""A column, the opening in it, the height that `dot` had and the link that passes."""

_BELOW_COLUMNS, _BETWEEN_FACTORS = 44.0, 18.0
_FROM_BOX, _FREE_OF_BOX, _BETWEEN_LINES = 8.0, 16.0, 22.0
_SAMPLES = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on the sheet, points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Pass:
    """A link passing a column at a height where no box stands."""

    column: int
    y: float


@dataclass(frozen=True, slots=True)
class Placement:
    """``headings`` are the frames of the column headings; ``columns_end`` is the lowest point of what stands
    in columns, external factors left out; ``passes`` run from left to right."""

    headings: tuple[Frame, ...]
    boxes: dict[Id, Frame]
    passes: dict[Id, tuple[Pass, ...]]
    columns_end: float


def read(made: bytes, drawing: Drawing, sizes: Columns) -> Placement:
    """Raises DotFailed when the answer isn't about this drawing."""
    try:
        answer = json.loads(made)
        middles = {node["name"]: _middle(node) for node in answer["objects"] if "pos" in node}
        zero = middles["c0"][1] + sizes.heading_height / 2
        headings = tuple(
            _frame(middles[f"c{place}"], width, sizes.heading_height, zero)
            for place, width in enumerate(sizes.widths)
        )
        boxes = {}
        for box in drawing.box.values():
            width = sizes.widths[drawing.place[box.id]]
            boxes[box.id] = _frame(middles[f"n{box.id}"], width, card(box, width).height, zero)
        routes = {edge["id"]: edge["pos"] for edge in answer.get("edges", ()) if "id" in edge}
        wanted = _openings(drawing, headings, routes, zero)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DotFailed(f"dot answered something else: {error!r}") from error
    return _settle(drawing, headings, boxes, wanted)


def _middle(node: dict[str, Any]) -> Point:
    x, y = (float(part) for part in node["pos"].split(","))
    return x, y


def _frame(middle: Point, width: float, height: float, zero: float) -> Frame:
    """Sizes are those asked for: what comes back is rounded."""
    return Frame(round(middle[0] - width / 2, 2), round(zero - middle[1] - height / 2, 2), width, height)


def _openings(
    drawing: Drawing, headings: tuple[Frame, ...], routes: dict[str, str], zero: float
) -> list[tuple[int, float, Arrow]]:
    """Column, height and arrow wherever a link crosses a column in which it neither starts nor ends."""
    found = []
    for arrow in drawing.drawn_arrows:
        ends = sorted((drawing.place[arrow.source], drawing.place[arrow.target]))
        for place in range(ends[0] + 1, ends[1]):
            middle = headings[place].left + headings[place].width / 2
            found.append((place, zero - _height_at(routes[f"l{arrow.id}"], middle), arrow))
    return found


def _height_at(route: str, x: float) -> float:
    """Where a chain of cubic curves, written "x,y x,y ...", crosses a vertical line."""
    points: list[Point] = []
    for part in route.split():
        if part[0] not in "es":
            across, up = part.split(",")
            points.append((float(across), float(up)))
    nearest = min(points, key=lambda point: abs(point[0] - x))
    for before, after in pairwise(_sampled(points)):
        if min(before[0], after[0]) <= x <= max(before[0], after[0]):
            share = (x - before[0]) / (after[0] - before[0]) if after[0] != before[0] else 0.0
            return before[1] + share * (after[1] - before[1])
    return nearest[1]


def _sampled(points: list[Point]) -> Iterator[Point]:
    yield points[0]
    for start in range(0, len(points) - 3, 3):
        corners = points[start : start + 4]
        for step in range(1, _SAMPLES + 1):
            yield along(corners, step / _SAMPLES)


def along(corners: list[Point], share: float) -> Point:
    """The point of a cubic curve at ``share`` of its parameter, 0 to 1."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    return (
        sum(weight * corner[0] for weight, corner in zip(weights, corners, strict=True)),
        sum(weight * corner[1] for weight, corner in zip(weights, corners, strict=True)),
    )


def _settle(
    drawing: Drawing,
    headings: tuple[Frame, ...],
    boxes: dict[Id, Frame],
    wanted: list[tuple[int, float, Arrow]],
) -> Placement:
    """Passing links get room between each other and the boxes, external factors a row of their own below."""
    inside = {box.id for box in drawing.box.values() if box.kind is not ElementKind.EXTERNAL}
    openings = [
        _openings_of([heading, *(boxes[i] for i in inside if drawing.place[i] == place)])
        for place, heading in enumerate(headings)
    ]
    chosen = [(place, _nearest(openings[place], y), y, arrow) for place, y, arrow in wanted]
    passes = _spread(chosen, _straightened(chosen, boxes))
    columns_end = max(
        [
            *(frame.bottom for frame in headings),
            *(boxes[i].bottom for i in inside),
            *(passing.y + _FROM_BOX for several in passes.values() for passing in several),
        ]
    )
    ends = dict.fromkeys(range(len(headings)), columns_end + _BELOW_COLUMNS)
    for factor in sorted(boxes.keys() - inside, key=lambda identity: boxes[identity].top):
        place, frame = drawing.place[factor], boxes[factor]
        boxes[factor] = Frame(frame.left, ends[place], frame.width, frame.height)
        ends[place] += frame.height + _BETWEEN_FACTORS
    return Placement(headings, boxes, passes, columns_end)


def _openings_of(standing: list[Frame]) -> list[Opening]:
    """The free heights of a column, from the heading downwards; the last has no end."""
    frames = sorted(standing, key=lambda frame: frame.top)
    between = [(upper.bottom, lower.top) for upper, lower in pairwise(frames)]
    return [*between, (frames[-1].bottom, inf)]


def _nearest(openings: list[Opening], y: float) -> Opening:
    return min(openings, key=lambda opening: max(opening[0] - y, y - opening[1], 0.0))


def _straightened(chosen: list[_Chosen], boxes: dict[Id, Frame]) -> dict[tuple[Id, int], list[float]]:
    """The height that every link would like in every column: one, in a list that they share, for as many
    columns in a row as have a common opening, level with one of its boxes where that is possible."""
    ways: dict[Id, list[_Chosen]] = defaultdict(list)
    for item in chosen:
        ways[item[3].id].append(item)
    liked: dict[tuple[Id, int], list[float]] = {}
    for way in ways.values():
        arrow = way[0][3]
        for stretch, (top, bottom) in _stretches(way):
            ys = [y for _, _, y, _ in stretch]
            mean = sum(ys) / len(ys)
            level = [boxes[end].middle for end in (arrow.source, arrow.target)]
            within = [y for y in level if top + _FROM_BOX <= y <= bottom - _FROM_BOX]
            margin = min(_FREE_OF_BOX, (bottom - top) / 2)
            between = min(max(mean, top + margin), bottom - margin)
            shared = [min(within, key=lambda y: abs(y - mean), default=between)]
            for place, *_ in stretch:
                liked[arrow.id, place] = shared
    return liked


def _stretches(way: list[_Chosen]) -> Iterator[tuple[list[_Chosen], Opening]]:
    """Neighbouring columns whose openings have a height in common, with that common opening."""
    stretch: list[_Chosen] = []
    common: Opening = (-inf, inf)
    for item in way:
        narrower = (max(common[0], item[1][0]), min(common[1], item[1][1]))
        if stretch and narrower[1] - narrower[0] < 2 * _FROM_BOX:
            yield stretch, common
            stretch, narrower = [], item[1]
        stretch.append(item)
        common = narrower
    yield stretch, common


def _spread(chosen: list[_Chosen], liked: dict[tuple[Id, int], list[float]]) -> dict[Id, tuple[Pass, ...]]:
    """Heights side by side in every opening, in the order that `dot` gave."""
    shared: dict[tuple[int, Opening], list[tuple[float, int, Arrow]]] = defaultdict(list)
    for order, (place, opening, y, arrow) in enumerate(chosen):
        shared[place, opening].append((y, order, arrow))
    passes: dict[Id, list[Pass]] = defaultdict(list)
    for (place, (top, bottom)), items in sorted(shared.items(), key=itemgetter(0)):
        items.sort(key=lambda item: item[:2])
        step = min(_BETWEEN_LINES, (bottom - top) / (len(items) + 1))
        margin = min(_FROM_BOX, step)
        wanted = [liked[arrow.id, place] for _, _, arrow in items]
        heights: list[float] = []
        for number, wish in enumerate(wanted):
            lowest = heights[-1] + step if heights else top + margin
            highest = bottom - margin - step * (len(items) - 1 - number)
            heights.append(min(max(wish[0], lowest), highest))
        # each made way downwards: meet in the middle
        pushed = sum(y - wish[0] for y, wish in zip(heights, wanted, strict=True)) / len(items)
        lift = max(0.0, min(pushed, heights[0] - top - margin))
        for (_, _, arrow), y, wish in zip(items, heights, wanted, strict=True):
            wish[0] = y - lift
            passes[arrow.id].append(Pass(place, round(y - lift, 2)))
    return {identity: tuple(sorted(way, key=attrgetter("column"))) for identity, way in passes.items()}
