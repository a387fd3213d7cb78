"""Shapes on a sheet: all that a picture is made of, whatever it is written as. Points; y runs downwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from tracker.diagrams.palette import Dash
from tracker.diagrams.type.metrics import Weight


@dataclass(frozen=True, slots=True)
class Pen:
    """``colour`` None draws no outline."""

    colour: str | None = None
    width: float = 1.0
    dash: Dash = Dash.SOLID
    round_ends: bool = False


@dataclass(frozen=True, slots=True)
class Rectangle:
    left: float
    top: float
    width: float
    height: float
    fill: str | None = None
    pen: Pen = Pen()
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    radius: float
    fill: str | None = None
    pen: Pen = Pen()


@dataclass(frozen=True, slots=True)
class Polygon:
    """Closed and filled when ``fill`` is given, else an open line."""

    points: tuple[tuple[float, float], ...]
    fill: str | None = None
    pen: Pen = Pen()


@dataclass(frozen=True, slots=True)
class Curve:
    """A chain of cubic curves: one point, then three for every piece."""

    points: tuple[tuple[float, float], ...]
    pen: Pen


@dataclass(frozen=True, slots=True)
class Text:
    """One line; ``x`` is its start, or its middle when ``centred``; ``y`` its baseline."""

    x: float
    y: float
    text: str
    size: float
    weight: Weight
    fill: str
    centred: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Shapes that belong together. ``attributes`` are for the page's script and styles; ``label`` is what is
    said of the group; with ``href`` the group leads somewhere. ``faded`` groups are drawn faintly, ``silent``
    ones are not read aloud, all are moved by ``shift``. A ``kept`` group is an object that occurs in picture
    after picture, and is written once.
    """

    items: tuple["Shape", ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    label: str = ""
    tooltip: str = ""
    href: str = ""
    faded: bool = False
    silent: bool = False
    shift: tuple[float, float] = (0.0, 0.0)
    kept: bool = False


Shape: TypeAlias = Rectangle | Circle | Polygon | Curve | Text | Group


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole sheet with its name and language; ``left`` and ``top`` are where its coordinates begin."""

    left: float
    top: float
    width: float
    height: float
    title: str
    language: str
    items: tuple[Shape, ...]
