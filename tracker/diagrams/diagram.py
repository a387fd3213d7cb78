"""The way in: a drawing to SVG, PNG or PDF."""

from dataclasses import dataclass
from typing import Literal

from tracker.diagrams.drawing import Drawing
from tracker.diagrams.errors import TooLarge
from tracker.diagrams.output.render import Renderer
from tracker.diagrams.output.svg import to_svg
from tracker.diagrams.output.xdot import to_painted_dot
from tracker.diagrams.picture.picture import compose
from tracker.diagrams.picture.scene import Scene
from tracker.diagrams.placing.box_layout import columns
from tracker.diagrams.placing.dot import to_dot
from tracker.diagrams.placing.placement import read

MOST_BOXES = 150
MOST_ARROWS = 400
"""Beyond these nobody can read the picture and `dot` may take seconds."""

_DOTS_PER_INCH = {"png": 144, "pdf": 72}
"""Twice the screen's for pictures; a PDF has its size in points."""

_MOST_DOTS = 16_000
"""Along a side of a picture; programs that open them, cairo too, have limits at 32,767."""

_PAGE_MARGIN, _FILE_MARGIN = 1.0, 24.0


@dataclass(frozen=True, slots=True)
class Options:
    """``with_title`` and ``with_legend`` put them on the sheet; ``standalone`` makes an SVG file rather than
    a part of a page; ``id_prefix`` keeps ids apart where a page shows several diagrams."""

    with_title: bool = False
    with_legend: bool = True
    standalone: bool = False
    id_prefix: str = ""


INLINE = Options()
FILE = Options(with_title=True, standalone=True)


def draw_svg(drawing: Drawing, renderer: Renderer, options: Options = INLINE) -> str:
    """The diagram as SVG. Raises DiagramUnavailable (TooLarge, DotMissing, DotTimeout, DotBusy,
    DotFailed)."""
    scene = _scene(drawing, renderer, options, renderer.deadline())
    return to_svg(scene, standalone=options.standalone, id_prefix=options.id_prefix)


def draw_file(
    drawing: Drawing, renderer: Renderer, output: Literal["png", "pdf"], options: Options = FILE
) -> bytes:
    """The diagram as a PNG, twice as fine as the screen, or a PDF of one page. Raises as `draw_svg` does."""
    deadline = renderer.deadline()
    scene = _scene(drawing, renderer, options, deadline)
    fine = _DOTS_PER_INCH[output]
    if output == "png":
        fine = min(fine, int(72 * _MOST_DOTS / max(scene.width, scene.height)))
    return renderer.render(to_painted_dot(scene, fine), output, placed=True, deadline=deadline)


def _scene(drawing: Drawing, renderer: Renderer, options: Options, deadline: float) -> Scene:
    if len(drawing.boxes) > MOST_BOXES or len(drawing.arrows) > MOST_ARROWS:
        raise TooLarge(len(drawing.boxes), len(drawing.arrows))
    sizes = columns(drawing)
    made = renderer.render(to_dot(drawing), "json0", deadline=deadline)
    placement = read(made, drawing, sizes)
    return compose(
        drawing,
        placement,
        with_title=options.with_title,
        with_legend=options.with_legend,
        margin=_FILE_MARGIN if options.standalone else _PAGE_MARGIN,
    )
