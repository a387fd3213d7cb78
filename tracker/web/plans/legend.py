"""What the signs, colours and lines of the diagram mean, drawn as the diagram draws them."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from tracker.diagrams.lines import head_shapes, line_shapes
from tracker.diagrams.palette import STATE_COLOURS, STATE_SIGNS, LineMark, line_mark
from tracker.diagrams.routes import head_length
from tracker.diagrams.svg import shapes
from tracker.theory.evidence import LinkState
from tracker.theory.kinds import DeliveryStatus, EvidenceLevel, LinkKind, ResultStatus
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
    """``kinds`` are links that are no hypotheses; ``states`` the signs behind an evidence level."""

    delivery: tuple[DeliveryStatus, ...]
    results: tuple[ResultStatus, ...]
    levels: tuple[Sample, ...]
    kinds: tuple[Sample, ...]
    states: tuple[Sample, ...]


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
    )


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


def _svg(drawn: str) -> Markup:
    opening = Markup('<svg viewBox="0 0 {:g} {:g}" width="{:g}" height="{:g}" aria-hidden="true">')
    inside = Markup(drawn)  # noqa: S704 - written by tracker.diagrams
    return opening.format(_WIDE, _HIGH, _WIDE, _HIGH) + inside + Markup("</svg>")


SIGN_COLOURS = {state: STATE_COLOURS[state] for state in _SIGNED}
"""The colours that static/css/diagram.css repeats."""
