"""What the lines and signs mean, in a compact row under the picture."""

from collections.abc import Iterator

from tracker.diagrams.drawing import Badge, Drawing, Hue, LegendMark, SignMark
from tracker.diagrams.palette import (
    BANDS,
    DEFINITION_LINE,
    EVIDENCE_LINES,
    FRAME,
    HUES,
    INK,
    KIND_LINES,
    PAPER,
    STATE_COLOURS,
    STATE_SIGNS,
    WEAKEST,
    LineMark,
    Stress,
)
from tracker.diagrams.picture.icons import badge_shapes, sign
from tracker.diagrams.picture.lines import head_shapes, line_shapes
from tracker.diagrams.picture.scene import Curve, Group, Pen, Polygon, Rectangle, Shape, Text
from tracker.diagrams.placing.label_places import LABEL_HEIGHT
from tracker.diagrams.placing.link_labels import LABEL_SIZE
from tracker.diagrams.placing.routes import head_length
from tracker.diagrams.type.metrics import Weight, width
from tracker.diagrams.type.wrapping import wrap
from tracker.theory.evidence.levels import LinkState
from tracker.theory.kinds import LinkKind

_SIZE = 11.5
_LEADING = 22.0
_SAMPLE = 34.0
_SIGN = 16.0
_AFTER_MARK, _AFTER_WORD = 6.0, 20.0
_WIDEST_WORD = 260.0
_RULE_TO_TEXT = 20.0

_Item = tuple[LegendMark | LinkState, str]


def legend(drawing: Drawing, left: float, top: float, right: float) -> tuple[Group, float]:
    """The legend between two edges, and where it ends."""
    x, y = left, top + _RULE_TO_TEXT
    shapes: list[Shape] = [Polygon(((left, top), (right, top)), None, Pen(FRAME))]
    for title in wrap(drawing.legend.title, _WIDEST_WORD, _SIZE, Weight.SEMIBOLD, most=1):
        shapes.append(Text(x, y, title, _SIZE, Weight.SEMIBOLD, INK))
        x += width(title, _SIZE, Weight.SEMIBOLD) + _AFTER_WORD
    for mark, word in _items(drawing):
        text = " ".join(wrap(word, _WIDEST_WORD, _SIZE, most=1))
        room = _SAMPLE if isinstance(mark, LineMark | Stress) else _SIGN
        wide = room + _AFTER_MARK + width(text, _SIZE)
        if x + wide > right and x > left:
            x, y = left, y + _LEADING
        shapes += _sample(mark, x, y - _SIZE * 0.34)
        shapes.append(Text(round(x + room + _AFTER_MARK, 2), y, text, _SIZE, Weight.REGULAR, INK))
        x += wide + _AFTER_WORD
    return Group(tuple(shapes), {"class": "legend"}, silent=True), y + 8


def _items(drawing: Drawing) -> Iterator[_Item]:
    """The marks of this view, the evidence scale, then the kinds of link and the signs that this drawing
    uses."""
    arrows = drawing.drawn_arrows
    words = drawing.legend
    yield from words.marks
    for level, word in words.levels:
        yield EVIDENCE_LINES[level], word
    used = {arrow.state for arrow in arrows}
    for state, word in words.states:
        if state is LinkState.DEFINITION and state in used:
            yield DEFINITION_LINE, word
    kinds = {arrow.kind for arrow in arrows}
    for kind, word in words.kinds:
        if kind in kinds and kind is not LinkKind.CAUSAL:
            yield KIND_LINES[kind], word
    for state, word in words.states:
        if state in used and state is not LinkState.DEFINITION and STATE_SIGNS[state]:
            yield state, word


def _sample(mark: LegendMark | LinkState, x: float, y: float) -> Iterator[Shape]:
    if isinstance(mark, SignMark):
        yield from sign(mark.sign, x + _SIGN / 2, y, 12.0, mark.colour, PAPER)
        return
    if isinstance(mark, Hue):
        yield Rectangle(x + _SIGN / 2 - 3, y - 7, 6.0, 14.0, HUES[mark.number % len(HUES)], Pen(), 2.0)
        return
    if isinstance(mark, Badge):
        yield from badge_shapes(mark, x + _SIGN / 2, y, 15.0)
        return
    if isinstance(mark, Stress):
        colour, wide = BANDS[mark]
        third = _SAMPLE / 3
        curve = ((x, y), (x + third, y), (x + 2 * third, y), (x + _SAMPLE, y))
        yield Curve(curve, Pen(colour, wide))
        yield Curve(curve, Pen(WEAKEST if mark is Stress.WEAKEST else INK, 1.7))
        return
    if isinstance(mark, LineMark):
        end = x + _SAMPLE - head_length(mark) + 1
        third = (end - x) / 3
        yield from line_shapes(((x, y), (x + third, y), (end - third, y), (end, y)), mark)
        yield from head_shapes((x + _SAMPLE, y), (1.0, 0.0), mark)
        return
    colour = STATE_COLOURS[mark]
    yield Rectangle(x, y - LABEL_HEIGHT / 2, _SIGN, LABEL_HEIGHT, PAPER, Pen(colour, 1.1), 7.5)
    middle = x + _SIGN / 2
    yield Text(middle, y + LABEL_SIZE * 0.35, STATE_SIGNS[mark], LABEL_SIZE, Weight.SEMIBOLD, colour, True)
