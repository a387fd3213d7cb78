"""The whole picture as shapes: lanes, links, boxes and labels where `dot` placed them, and what surrounds
them."""

from tracker.diagrams.drawing import Drawing
from tracker.diagrams.palette import FRAME, GOAL, INK, LANE, LANE_RULE, MUTED, Dash
from tracker.diagrams.picture.boxes import box_shapes
from tracker.diagrams.picture.legend import legend
from tracker.diagrams.picture.lines import band_shapes, label_shapes, link_shapes
from tracker.diagrams.picture.scene import Group, Pen, Polygon, Rectangle, Scene, Shape, Text
from tracker.diagrams.picture.source_list import source_list
from tracker.diagrams.placing.box_layout import (
    HEADING_LEADING,
    HEADING_SIZE,
    LANE_PADDING,
    heading_lines,
)
from tracker.diagrams.placing.label_places import labels
from tracker.diagrams.placing.placement import Frame, Placement
from tracker.diagrams.placing.routes import routes
from tracker.diagrams.type.metrics import Weight
from tracker.diagrams.type.wrapping import clean, wrap
from tracker.theory.kinds import ElementKind

_BELOW_BOXES = 14.0
_ABOVE_LEGEND = 22.0
_RULE, _ABOVE_HEADING = 3.0, 8.0
_TITLE_SIZE, _TITLE_LEADING = 20.0, 26.0
_SUBTITLE_SIZE, _SUBTITLE_LEADING = 13.0, 18.0
_BELOW_TITLE = 14.0
_FOCUS_RING = 7.0
"""Room below the lowest box for the ring around the chosen element, which the picture's edge would cut."""


def compose(
    drawing: Drawing,
    placement: Placement,
    *,
    with_title: bool = False,
    with_legend: bool = True,
    margin: float = 1.0,
) -> Scene:
    """The finished sheet. Title, legend and a wide margin are for files and paper; a page may have its
    own."""
    ways = routes(drawing, placement)
    marks = labels(ways, placement)
    left = min(heading.left for heading in placement.headings) - LANE_PADDING
    right = max(heading.right for heading in placement.headings) + LANE_PADDING
    right = max([right, *(point[0] for way in ways for point in way.curve)])
    lanes_end = placement.columns_end + _BELOW_BOXES
    items: list[Shape] = [
        *_lanes(drawing, placement, lanes_end),
        *_external_row(drawing, left, right, lanes_end),
        *(band for way in ways for band in band_shapes(drawing, way)),
        *(link_shapes(drawing, way) for way in ways),
        *(box_shapes(drawing, box, placement.boxes[box.id]) for box in drawing.box.values()),
        *(label_shapes(drawing, mark) for mark in marks),
    ]
    lowest = [frame.bottom + _FOCUS_RING for frame in placement.boxes.values()]
    lowest += [point[1] for way in ways for point in way.curve]
    top, bottom = 0.0, max([lanes_end, *lowest])
    if with_title:
        caption, top = _caption(drawing, left, right)
        items += caption
    if drawing.sources_heading:
        listed, bottom = source_list(drawing, left, bottom + _ABOVE_LEGEND, right)
        items.append(listed)
    if with_legend:
        explained, bottom = legend(drawing, left, bottom + _ABOVE_LEGEND, right)
        items.append(explained)
    return Scene(
        round(left - margin, 1),
        round(top - margin, 1),
        round(right - left + 2 * margin, 1),
        round(bottom - top + 2 * margin, 1),
        clean(drawing.title),
        drawing.language,
        tuple(items),
    )


def _lanes(drawing: Drawing, placement: Placement, end: float) -> list[Shape]:
    shapes: list[Shape] = []
    for heading, frame in zip(drawing.columns, placement.headings, strict=True):
        lane = Frame(frame.left - LANE_PADDING, 0, frame.width + 2 * LANE_PADDING, end)
        rule = GOAL if heading.kind is ElementKind.GOAL else LANE_RULE
        lines = heading_lines(heading.word, frame.width)
        first = _RULE + _ABOVE_HEADING + HEADING_SIZE
        shapes.append(
            Group(
                (
                    Rectangle(lane.left, 0, lane.width, lane.height, LANE),
                    Rectangle(lane.left, 0, lane.width, _RULE, rule),
                    *(
                        Text(
                            frame.left + 1,
                            first + number * HEADING_LEADING,
                            line,
                            HEADING_SIZE,
                            Weight.SEMIBOLD,
                            INK,
                        )
                        for number, line in enumerate(lines)
                    ),
                ),
                {"class": f"lane {heading.kind.value}"},
            )
        )
    return shapes


def _external_row(drawing: Drawing, left: float, right: float, lanes_end: float) -> list[Shape]:
    """A line under the lanes and the name of what stands below it."""
    if not any(box.kind is ElementKind.EXTERNAL for box in drawing.box.values()):
        return []
    y = lanes_end + 12
    name = wrap(drawing.external_heading, right - left, HEADING_SIZE, Weight.SEMIBOLD, most=1)
    return [
        Group(
            (
                Polygon(((left, y), (right, y)), None, Pen(FRAME, 1.2, Dash.DOTTED)),
                *(Text(left + 8, y + 24, line, HEADING_SIZE, Weight.SEMIBOLD, INK) for line in name),
            ),
            {"class": "lane external"},
        )
    ]


def _caption(drawing: Drawing, left: float, right: float) -> tuple[list[Shape], float]:
    """Title and subtitle above the lanes, and where they begin."""
    titles = wrap(drawing.title, right - left, _TITLE_SIZE, Weight.SEMIBOLD, most=2)
    subtitles = wrap(drawing.subtitle, right - left, _SUBTITLE_SIZE, Weight.REGULAR, most=2)
    top = -(_BELOW_TITLE + len(titles) * _TITLE_LEADING + len(subtitles) * _SUBTITLE_LEADING)
    y = top
    shapes: list[Shape] = []
    for line in titles:
        y += _TITLE_LEADING
        shapes.append(Text(left, y - 6, line, _TITLE_SIZE, Weight.SEMIBOLD, INK))
    for line in subtitles:
        y += _SUBTITLE_LEADING
        shapes.append(Text(left, y - 5, line, _SUBTITLE_SIZE, Weight.REGULAR, MUTED))
    return shapes, top
