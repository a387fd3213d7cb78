"""A scene as SVG for a page or a file: every text escaped, no styles, scripts or addresses but our own.

Only elements and attributes that are written here can occur, so that the picture needs nothing of a content
security policy: colours and lines are presentation attributes.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from tracker.diagrams.palette import Dash
from tracker.diagrams.picture.scene import Circle, Curve, Group, Pen, Polygon, Rectangle, Scene, Shape, Text
from tracker.diagrams.type.metrics import Weight

FONTS = "IBM Plex Sans, Helvetica, Arial, sans-serif"
FADED = "0.22"
_DASHES = {Dash.DASHED: "5,3.5", Dash.DOTTED: "0.1,4.4"}
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'


def to_svg(scene: Scene, *, standalone: bool = False, id_prefix: str = "") -> str:
    """The scene as one ``svg`` element. ``standalone`` gives a file with a size of its own; ``id_prefix``
    keeps ids apart where one page shows several diagrams."""
    title_id = f"{id_prefix}diagram-title"
    size = f"{_number(scene.left)} {_number(scene.top)} {_number(scene.width)} {_number(scene.height)}"
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": size,
        "class": "change-diagram",
        "role": "group",
        "aria-labelledby": title_id,
        "lang": scene.language,
        "data-width": _number(scene.width),
        "data-height": _number(scene.height),
        "font-family": FONTS,
    }
    if standalone:
        attributes |= {"width": _number(scene.width), "height": _number(scene.height)}
        attributes["xml:lang"] = attributes.pop("lang")
    parts = [f"<svg{_written(attributes)}>", f'<title id="{title_id}">{_text(scene.title)}</title>']
    if standalone:
        parts.append(_shape(_paper(scene), id_prefix))
    parts += (_shape(item, id_prefix) for item in scene.items)
    parts.append("</svg>")
    return (_PROLOGUE if standalone else "") + "".join(parts)


def shapes(items: Iterable[Shape]) -> str:
    """Shapes as the inside of an ``svg`` element."""
    return "".join([_shape(item, "") for item in items])


def _paper(scene: Scene) -> Rectangle:
    return Rectangle(scene.left, scene.top, scene.width, scene.height, "#ffffff")


def _shape(shape: Shape, id_prefix: str) -> str:
    match shape:
        case Text():
            return _line(shape)
        case Group():
            return _group(shape, id_prefix)
        case Rectangle(left, top, width, height, fill, pen, radius):
            corner = f' rx="{radius:g}"' if radius else ""
            size = f'width="{_number(width)}" height="{_number(height)}"'
            return f'<rect x="{_number(left)}" y="{_number(top)}" {size}{corner}{_paint(fill, pen)}/>'
        case Circle(x, y, radius, fill, pen):
            return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"{_paint(fill, pen)}/>'
        case Polygon(points, fill, pen):
            name = "polygon" if fill else "polyline"
            return f'<{name} points="{_points(points)}"{_paint(fill, pen)}/>'
        case Curve(points, pen):
            return f'<path d="M{_points(points[:1])}C{_points(points[1:])}"{_paint(None, pen)}/>'


def _group(group: Group, id_prefix: str) -> str:
    if group.kept:
        return _kept(group)
    attributes = dict(group.attributes)
    if group.shift != (0.0, 0.0):
        attributes["transform"] = f"translate({_number(group.shift[0])} {_number(group.shift[1])})"
    if "id" in attributes:
        attributes["id"] = id_prefix + attributes["id"]
    if group.faded:
        attributes["class"] = f"{attributes.get('class', '')} faded".strip()
        attributes["opacity"] = FADED
    if group.silent:
        attributes["aria-hidden"] = "true"
    name = "g"
    if group.href:
        name = "a"
        attributes["href"] = group.href
        attributes["aria-label"] = group.label
    elif group.label:
        attributes["role"] = "img"
        attributes["aria-label"] = group.label
    hint = f"<title>{_text(group.tooltip)}</title>" if group.tooltip else ""
    inside = "".join([_shape(item, id_prefix) for item in group.items])
    return f"<{name}{_written(attributes)}>{hint}{inside}</{name}>"


@lru_cache(maxsize=2_048)
def _kept(group: Group) -> str:
    return "".join([_shape(item, "") for item in group.items])


def _line(text: Text) -> str:
    weight = f' font-weight="{text.weight.value}"' if text.weight is not Weight.REGULAR else ""
    anchor = ' text-anchor="middle"' if text.centred else ""
    return (
        f'<text x="{_number(text.x)}" y="{_number(text.y)}" font-size="{text.size:g}" fill="{text.fill}"'
        f"{weight}{anchor}>{_text(text.text)}</text>"
    )


@lru_cache(maxsize=1_024)
def _paint(fill: str | None, pen: Pen) -> str:
    attributes = {"fill": fill or "none"}
    if pen.colour:
        attributes |= {"stroke": pen.colour, "stroke-width": _number(pen.width)}
        if pen.round_ends or pen.dash is Dash.DOTTED:
            attributes["stroke-linecap"] = "round"
        if pen.round_ends:
            attributes["stroke-linejoin"] = "round"
        if pen.dash is not Dash.SOLID:
            attributes["stroke-dasharray"] = _DASHES[pen.dash]
    return _written(attributes)


def _written(attributes: Mapping[str, str]) -> str:
    return "".join([f' {name}="{_text(value)}"' for name, value in attributes.items()])


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join([f"{_number(x)},{_number(y)}" for x, y in points])


def _number(value: float) -> str:
    """To a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    """Escaped for content and for attributes in double quotes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
