"""How far the index hangs on its weights, as a table and a sentence."""

from dataclasses import dataclass
from fractions import Fraction

from tracker.theory.index.sensitivity import Span, Variant, spans, variants
from tracker.web.safety_index.reading import Reading


@dataclass(frozen=True, slots=True)
class VariantRow:
    """A weight halved or doubled: its name, and the points by year."""

    name: str
    doubled: bool
    points: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class SpanRow:
    year: int
    points: float | None
    span: Span | None

    @property
    def width(self) -> float | None:
        """Points from the lowest to the highest."""
        return None if self.span is None else self.span.highest - self.span.lowest


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """``latest`` is the last year with a number, ``heaviest`` the weight that moves it furthest."""

    rows: tuple[SpanRow, ...]
    variants: tuple[VariantRow, ...]
    latest: SpanRow | None
    heaviest: str


def sensitivity(reading: Reading) -> Sensitivity | None:
    """On the values that the years were published with; None where no weight stands beside another."""
    if not reading.kept:
        return None
    found = variants(reading.design, reading.kept)
    if not found:
        return None
    ranges = spans(reading.design, reading.kept)
    rows = tuple(SpanRow(one.year, one.points, ranges[one.year]) for one in reading.years)
    latest = next((row for row in reversed(rows) if row.span is not None), None)
    return Sensitivity(
        rows,
        tuple(
            VariantRow(
                _name(reading, one), one.factor > Fraction(1), tuple(one.points[row.year] for row in rows)
            )
            for one in found
        ),
        latest,
        "" if latest is None else _name(reading, _heaviest(found, latest)),
    )


def _heaviest(found: tuple[Variant, ...], row: SpanRow) -> Variant:
    own = row.points or 0.0
    return max(found, key=lambda one: abs((one.points[row.year] or own) - own))


def _name(reading: Reading, variant: Variant) -> str:
    if variant.is_group:
        return reading.titles[variant.member]
    one = reading.of_measurement[variant.member]
    return f"{one.code} {one.title}"
