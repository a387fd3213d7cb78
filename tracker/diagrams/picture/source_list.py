"""The sources of risk in words, in a list under the picture: each with the badge that stands in it."""

from tracker.diagrams.drawing import Drawing
from tracker.diagrams.palette import ALARM, INK
from tracker.diagrams.picture.icons import badge_shapes
from tracker.diagrams.picture.scene import Group, Pen, Polygon, Shape, Text
from tracker.diagrams.placing.box_layout import BADGE_SIZE, HEADING_SIZE
from tracker.diagrams.type.metrics import Weight
from tracker.diagrams.type.wrapping import wrap

_SIZE, _LEADING = 12.5, 17.0
_INDENT = 24.0
_BETWEEN = 6.0
_MOST_LINES = 3
_TO_HEADING = 22.0


def source_list(drawing: Drawing, left: float, top: float, right: float) -> tuple[Group, float]:
    """The list between two edges, and where it ends."""
    shapes: list[Shape] = [Polygon(((left, top), (right, top)), None, Pen(ALARM, 1.6))]
    y = top + _TO_HEADING
    heading = wrap(drawing.sources_heading, right - left, HEADING_SIZE, Weight.SEMIBOLD, most=1)
    shapes += (Text(left, y, line, HEADING_SIZE, Weight.SEMIBOLD, INK) for line in heading)
    y += 3
    for source in drawing.sources:
        y += _BETWEEN
        lines = wrap(source.sentence, right - left - _INDENT, _SIZE, most=_MOST_LINES)
        middle = y + _LEADING * 0.75 - _SIZE * 0.34
        shapes.append(Group(badge_shapes(source.badge, left + BADGE_SIZE / 2, middle, BADGE_SIZE)))
        for line in lines or ("",):
            shapes.append(
                Text(left + _INDENT, round(y + _LEADING * 0.75, 2), line, _SIZE, Weight.REGULAR, INK)
            )
            y += _LEADING
    return Group(tuple(shapes), {"class": "risk-sources"}, silent=True), y + 4
