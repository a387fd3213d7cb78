"""What the signs, colours and lines of the diagram mean, drawn as the diagram draws them."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from tracker.diagrams.drawing import Badge
from tracker.diagrams.output.svg import shapes
from tracker.diagrams.palette import (
    BANDS,
    CAUTION,
    INK,
    PAPER,
    RISK_MARK,
    STATE_SIGNS,
    WEAKEST,
    LineMark,
    Sign,
    Stress,
    line_mark,
)
from tracker.diagrams.picture.icons import badge_shapes, sign
from tracker.diagrams.picture.lines import head_shapes, line_shapes
from tracker.diagrams.picture.scene import Curve, Pen
from tracker.diagrams.placing.routes import head_length
from tracker.theory.evidence.levels import LinkState
from tracker.theory.kinds import DeliveryStatus, EvidenceLevel, LinkKind, ResultStatus
from tracker.web.plans import overlay_evidence, overlay_risk, overlay_status
from tracker.web.wording import word

_WIDE, _HIGH = 40.0, 14.0
_SIGNED = (
    LinkState.UNTESTED,
    LinkState.CONTESTED,
    LinkState.MIXED,
    LinkState.CONTRADICTED,
    LinkState.HARMFUL,
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A line or sign, and its meaning in words."""

    drawn: Markup
    word: str


@dataclass(frozen=True, slots=True)
class Legend:
    """``kinds`` are links that are no hypotheses; ``states`` the signs behind an evidence level; ``best``
    the bands of the best chains, ``risk`` the marks of the risk view, ``thin`` links that recede there."""

    delivery: tuple[DeliveryStatus, ...]
    results: tuple[ResultStatus, ...]
    levels: tuple[Sample, ...]
    kinds: tuple[Sample, ...]
    states: tuple[Sample, ...]
    best: tuple[Sample, ...]
    risk: tuple[Sample, ...]
    thin: tuple[Sample, ...]
    stale: Sample


def legend() -> Legend:
    """Every mark that a diagram may show, in the order of the vocabularies."""
    return Legend(
        tuple(DeliveryStatus),
        tuple(ResultStatus),
        tuple(
            Sample(_line(line_mark(LinkKind.CAUSAL, level, LinkState.SUPPORTED)), f"E{level:d} {word(level)}")
            for level in EvidenceLevel
        ),
        tuple(_kinds()),
        tuple(Sample(_sign(state), word(state)) for state in _SIGNED),
        (
            Sample(_band(Stress.WEAKEST), overlay_evidence.weakest_words()),
            Sample(_band(Stress.BEST), overlay_evidence.best_words()),
            Sample(_count(), str(gettext("Number of findings on the link"))),
        ),
        tuple(_risk()),
        tuple(
            Sample(_line(line_mark(kind, None, None, Stress.QUIET)), word(kind))
            for kind in (LinkKind.IMPLEMENTATION, LinkKind.CAUSAL, LinkKind.EXTERNAL, LinkKind.FEEDBACK)
        ),
        Sample(_drawn_sign(Sign.CLOCK, CAUTION), overlay_status.stale_words()),
    )


def _risk() -> Iterator[Sample]:
    for number, (cause, said) in enumerate(overlay_risk.cause_words().items(), 1):
        drawn = badge_shapes(Badge(number, cause), _HIGH / 2 + 1, _HIGH / 2 + 1, _HIGH)
        yield Sample(_svg(shapes(drawn), _HIGH + 2, _HIGH + 2), said)
    yield Sample(_drawn_sign(Sign.TRIANGLE, CAUTION), overlay_risk.at_risk_words())
    yield Sample(_line(RISK_MARK), overlay_risk.carrying_words())


def _band(stress: Stress) -> Markup:
    colour, wide = BANDS[stress]
    y, third = _HIGH / 2, _WIDE / 3
    curve = ((0.0, y), (third, y), (2 * third, y), (_WIDE, y))
    ink = WEAKEST if stress is Stress.WEAKEST else INK
    return _svg(shapes([Curve(curve, Pen(colour, wide)), Curve(curve, Pen(ink, 1.7))]))


def _count() -> Markup:
    return Markup('<span class="state-sign">E2 (3)</span>')


def _drawn_sign(kind: Sign, colour: str) -> Markup:
    middle = _HIGH / 2 + 1
    return _svg(shapes(sign(kind, middle, middle, 12.0, colour, PAPER)), _HIGH + 2, _HIGH + 2)


def _kinds() -> Iterator[Sample]:
    definition = line_mark(LinkKind.CAUSAL, None, LinkState.DEFINITION)
    yield Sample(_line(definition), word(LinkState.DEFINITION))
    yield Sample(_line(line_mark(LinkKind.IMPLEMENTATION, None, None)), word(LinkKind.IMPLEMENTATION))
    yield Sample(_line(line_mark(LinkKind.FEEDBACK, None, None)), word(LinkKind.FEEDBACK))
    yield Sample(
        _line(line_mark(LinkKind.EXTERNAL, None, None)),
        str(gettext("External influence: a rival explanation")),
    )


def _line(mark: LineMark) -> Markup:
    y, end = _HIGH / 2, _WIDE - head_length(mark)
    third = end / 3
    curve = ((1.0, y), (third, y), (2 * third, y), (end + 1, y))
    return _svg(shapes([*line_shapes(curve, mark), *head_shapes((_WIDE - 1, y), (1.0, 0.0), mark)]))


def _sign(state: LinkState) -> Markup:
    return Markup('<span class="state-sign state-sign--{}">{}</span>').format(state.value, STATE_SIGNS[state])


def _svg(drawn: str, wide: float = _WIDE, high: float = _HIGH) -> Markup:
    opening = Markup('<svg viewBox="0 0 {:g} {:g}" width="{:g}" height="{:g}" aria-hidden="true">')
    inside = Markup(drawn)  # noqa: S704 - written by tracker.diagrams
    return opening.format(wide, high, wide, high) + inside + Markup("</svg>")
