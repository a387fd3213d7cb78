"""A link as shapes: its line, its head and the small label that names its evidence."""

from collections.abc import Iterator

from tracker.diagrams.drawing import Arrow, Drawing
from tracker.diagrams.palette import BANDS, CAUTION, INK, PAPER, STATE_COLOURS, WEAKEST, LineMark, Stress
from tracker.diagrams.picture.icons import badge_shapes
from tracker.diagrams.picture.scene import Curve, Group, Pen, Polygon, Rectangle, Shape, Text
from tracker.diagrams.placing.box_layout import BADGE_SIZE
from tracker.diagrams.placing.label_places import BADGE_ROW, BADGE_STEP, LABEL_HEIGHT, LABEL_LINE, Label
from tracker.diagrams.placing.link_labels import LABEL_SIZE
from tracker.diagrams.placing.placement import Point
from tracker.diagrams.placing.routes import Route, head_length
from tracker.diagrams.type.metrics import Weight
from tracker.diagrams.type.wrapping import clean
from tracker.theory.pathway import Id


def link_shapes(drawing: Drawing, route: Route) -> Group:
    """The line and head of one link."""
    arrow = route.arrow
    stress = "" if arrow.stress is Stress.PLAIN else f" {arrow.stress.value}"
    return Group(
        (*line_shapes(route.curve, route.mark), *head_shapes(route.tip, route.heading, route.mark)),
        {"id": f"l{arrow.id}", "class": f"link {arrow.kind.value}{stress}", **_data(arrow)},
        tooltip=_sentence(drawing, arrow),
        faded=drawing.fades(arrow),
        silent=True,
    )


def band_shapes(drawing: Drawing, route: Route) -> Iterator[Group]:
    """What lies under the line of a link that a view makes much of."""
    if route.arrow.stress in BANDS:
        colour, wide = BANDS[route.arrow.stress]
        yield Group(
            (Curve(route.curve, Pen(colour, wide, round_ends=True)),),
            {"class": f"link band {route.arrow.stress.value}", **_data(route.arrow)},
            faded=drawing.fades(route.arrow),
            silent=True,
        )


def line_shapes(curve: tuple[Point, ...], mark: LineMark) -> Iterator[Shape]:
    """A line by its mark; a double line is a broad one with a light one on top."""
    yield Curve(curve, Pen(mark.colour, mark.width, mark.dash))
    if mark.double:
        yield Curve(curve, Pen(PAPER, mark.width - 2.4))


def head_shapes(tip: Point, heading: Point, mark: LineMark) -> Iterator[Shape]:
    """An arrowhead; heavier lines carry larger ones."""
    length = head_length(mark)
    half = 3.4 + 0.5 * min(mark.width, 4)
    back = (tip[0] - heading[0] * length, tip[1] - heading[1] * length)
    side = (-heading[1] * half, heading[0] * half)
    wings = ((back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    if mark.open_head:
        yield Polygon((wings[0], tip, wings[1]), None, Pen(mark.colour, 1.5, round_ends=True))
    else:
        yield Polygon((tip, *wings), mark.colour)


def label_shapes(drawing: Drawing, label: Label) -> Group:
    """The label on its line, with room around it."""
    arrow, frame = label.route.arrow, label.frame
    marked = STATE_COLOURS.get(arrow.state) if arrow.state else None
    colour = marked or label.route.mark.colour
    fill, ink = PAPER, marked or INK
    if arrow.stress is Stress.WEAKEST:
        fill, ink, colour = WEAKEST, PAPER, WEAKEST
    elif arrow.sources:
        ink = colour = CAUTION
    middle = round(frame.left + frame.width / 2, 2)
    first = frame.top + (BADGE_ROW if arrow.sources else 0.0) + LABEL_HEIGHT / 2 + LABEL_SIZE * 0.35
    row = middle - (len(arrow.sources) - 1) * BADGE_STEP / 2
    return Group(
        (
            Rectangle(frame.left, frame.top, frame.width, frame.height, fill, Pen(colour, 1.1), 7.5),
            *(
                Group(badge_shapes(source.badge, row + place * BADGE_STEP, frame.top + 10, BADGE_SIZE))
                for place, source in enumerate(arrow.sources)
            ),
            *(
                Text(
                    middle,
                    round(first + number * LABEL_LINE, 2),
                    line,
                    LABEL_SIZE,
                    Weight.SEMIBOLD,
                    ink,
                    centred=True,
                )
                for number, line in enumerate(label.lines)
            ),
        ),
        {"class": "link-label", **_data(arrow)},
        tooltip=_sentence(drawing, arrow),
        faded=drawing.fades(arrow),
        silent=True,
    )


def _data(arrow: Arrow) -> dict[str, str]:
    return {
        "data-link": str(arrow.id),
        "data-from": str(arrow.source),
        "data-to": str(arrow.target),
        "data-kind": arrow.kind.value,
    }


def _sentence(drawing: Drawing, arrow: Arrow) -> str:
    words = (arrow.kind_word, arrow.evidence_word, arrow.risk, *(source.sentence for source in arrow.sources))
    said = ". ".join(filter(None, map(clean, words)))
    ends = f"{_name(drawing, arrow.source)} → {_name(drawing, arrow.target)}"
    return f"{ends}: {said}" if said else ends


def _name(drawing: Drawing, box: Id) -> str:
    return clean(drawing.box[box].title)[:120]
