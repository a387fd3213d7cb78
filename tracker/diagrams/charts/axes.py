"""What every chart is laid out with: a sheet, its axes, round steps, and labels. Pure geometry in pixels, y
downwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, log10
from typing import Literal

from tracker.diagrams.type.metrics import Weight, width

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Size:
    """A sheet in pixels. ``detailed``: with the turns of years, and the values of all readings that have room
    for one."""

    width: float
    height: float
    detailed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """``y`` is the baseline of the text."""

    x: float
    y: float
    text: str
    anchor: Anchor

    def reach(self, size: float) -> tuple[float, float]:
        """From where to where the label stands in type of this ``size``."""
        wide = width(self.text, size)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return left, left + wide


@dataclass(frozen=True, slots=True)
class Axis:
    """The values from ``low`` to ``high``, drawn from pixel ``start`` to pixel ``end``."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a value: the middle where the axis holds one value only."""
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        return self.start + share * (self.end - self.start)


def tenth(value: float) -> float:
    """A pixel as the file holds it."""
    return round(value, 1)


def half_width(text: str, size: float) -> float:
    """Half of what the text of a value takes."""
    return width(text, size, Weight.SEMIBOLD) / 2


def within(x: float, half: float, left: float, right: float) -> float:
    """Where the middle of something stands that is not to reach over ``left`` or ``right``."""
    return min(max(x, left + half), right - half)


def widest(texts: Iterable[str], size: float) -> float:
    """The width of the longest of the texts."""
    return max(width(text, size) for text in texts)


def round_step(least: float, factors: Iterable[float]) -> float:
    """The smallest step of at least ``least`` that is a power of ten times one of the ``factors``."""
    unit = 10.0 ** floor(log10(least))
    return next(unit * factor for factor in factors if unit * factor >= least)
