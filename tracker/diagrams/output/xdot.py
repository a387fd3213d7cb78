"""A scene as DOT that only has to be painted: for PNG and PDF, so that they look like the SVG.

The whole picture is the graph's ``_background``, a list of xdot drawing operations (graphviz.org, "Output
Formats: xdot"); two invisible points give the sheet its size. xdot's y runs upwards.
"""

from collections.abc import Iterator
from itertools import pairwise

import graphviz

from tracker.diagrams.palette import PAPER, Dash
from tracker.diagrams.picture.scene import Circle, Curve, Group, Pen, Polygon, Rectangle, Scene, Shape, Text
from tracker.diagrams.type.metrics import Weight

_FONTS = {Weight.REGULAR: "IBM Plex Sans", Weight.SEMIBOLD: "IBM Plex Sans SemiBold"}
_INVISIBLE = "#ffffff00"
_FADED = "38"
"""Opacity of what fades, in hexadecimal of 255."""
_ENLARGED = 2
"""Painted larger and shown smaller, so that rounding letters to whole dots makes no line noticeably longer;
the fixed dashes become as fine as on the screen."""
_LIFT = 0.1
"""`dot` paints text this share of its size above its baseline."""
_LONE_BACKSLASH = "\\\u200b"
"""DOT has no way to write a backslash before a quote; a space without width keeps them apart."""
_LONGEST_STRING = 4_000
_ROUND = 0.5523
"""How far the handles of a cubic curve reach that stands for a quarter of a circle."""

Corner = tuple[float, float]


def to_painted_dot(scene: Scene, dots_per_inch: int) -> str:
    """DOT for ``neato -n2``; a point is as large as a pixel at 72 dots per inch."""
    dpi = dots_per_inch / _ENLARGED
    graph = graphviz.Digraph("sheet")
    graph.attr("graph", pad="0", margin="0", dpi=f"{dpi:g}", bgcolor=PAPER)
    strings = " + ".join(f'"{piece}"' for piece in _pieces(_Painter(scene).operations()))
    graph.body.append(f"\tgraph [_background={strings}]\n")
    graph.attr("node", shape="point", style="invis", width="0", height="0")
    graph.node("a", pos="0,0!")
    graph.node("b", pos=f"{scene.width * _ENLARGED:g},{scene.height * _ENLARGED:g}!")
    return str(graph.source)


def _pieces(operations: Iterator[str]) -> Iterator[str]:
    """Operations in quoted strings that are no longer than `dot` reads; it joins them again."""
    piece = ""
    for operation in operations:
        quoted = operation.replace('"', '\\"') + " "
        if piece and len(piece) + len(quoted) > _LONGEST_STRING:
            yield piece
            piece = ""
        piece += quoted
    yield piece


class _Painter:
    """Writes shapes as xdot operations."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.left, self.bottom = scene.left, scene.top + scene.height

    def operations(self) -> Iterator[str]:
        for item in self.scene.items:
            yield from self.shape(item, "")

    def shape(self, shape: Shape, fading: str) -> Iterator[str]:
        match shape:
            case Group():
                self.left -= shape.shift[0]
                self.bottom -= shape.shift[1]
                for item in shape.items:
                    yield from self.shape(item, _FADED if shape.faded else fading)
                self.left += shape.shift[0]
                self.bottom += shape.shift[1]
            case Rectangle(left, top, width, height, fill, pen, radius):
                yield from self.pens(fill, pen, fading)
                yield from self.outline(_rounded(left, top, width, height, radius), fill, pen)
            case Circle(x, y, radius, fill, pen):
                yield from self.pens(fill, pen, fading)
                disc = _rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius)
                yield from self.outline(disc, fill, pen)
            case Polygon(points, fill, pen):
                yield from self.pens(fill, pen, fading)
                yield f"{'P' if fill else 'L'} {len(points)} {self.points(points)}"
            case Curve(points, pen):
                yield from self.pens(None, pen, fading)
                yield f"B {len(points)} {self.points(points)}"
            case Text():
                yield from self.text(shape, fading)

    def pens(self, fill: str | None, pen: Pen, fading: str) -> Iterator[str]:
        yield _colour("C", fill + fading if fill else _INVISIBLE)
        yield _colour("c", pen.colour + fading if pen.colour else _INVISIBLE)
        yield _string("S", f"setlinewidth({pen.width * _ENLARGED if pen.colour else 0:g})")
        yield _string("S", {Dash.SOLID: "solid", Dash.DASHED: "dashed", Dash.DOTTED: "dotted"}[pen.dash])

    def outline(self, points: tuple[Corner, ...], fill: str | None, pen: Pen) -> Iterator[str]:
        if fill:
            yield f"b {len(points)} {self.points(points)}"
        elif pen.colour:
            yield f"B {len(points)} {self.points(points)}"

    def text(self, text: Text, fading: str) -> Iterator[str]:
        if not text.text:
            return
        yield _colour("c", text.fill + fading)
        yield _string(f"F {text.size * _ENLARGED:g}", _FONTS[text.weight])
        place = self.points(((text.x, text.y + _LIFT * text.size),))
        yield _string(f"T {place} {0 if text.centred else -1} 0", text.text.replace("\\", _LONE_BACKSLASH))

    def points(self, points: tuple[Corner, ...]) -> str:
        return " ".join(
            [f"{(x - self.left) * _ENLARGED:.1f} {(self.bottom - y) * _ENLARGED:.1f}" for x, y in points]
        )


def _colour(operation: str, colour: str) -> str:
    return f"{operation} {len(colour)} -{colour}"


def _string(operation: str, text: str) -> str:
    """xdot counts bytes."""
    return f"{operation} {len(text.encode('utf-8', 'replace'))} -{text}"


def _rounded(left: float, top: float, width: float, height: float, radius: float) -> tuple[Corner, ...]:
    """A rectangle with round corners as a chain of cubic curves, straight sides included."""
    r = min(radius, width / 2, height / 2)
    k = r * (1 - _ROUND)
    right, bottom = left + width, top + height
    corners = (
        ((left, top + r), (left, top + k), (left + k, top), (left + r, top)),
        ((right - r, top), (right - k, top), (right, top + k), (right, top + r)),
        ((right, bottom - r), (right, bottom - k), (right - k, bottom), (right - r, bottom)),
        ((left + r, bottom), (left + k, bottom), (left, bottom - k), (left, bottom - r)),
    )
    points = [corners[0][0], *corners[0][1:]]
    for before, after in pairwise((*corners, corners[0])):
        points += [before[3], after[0], after[0]]
        if after is not corners[0]:
            points += after[1:]
    return tuple(points)
