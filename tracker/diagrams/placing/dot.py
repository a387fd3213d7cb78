"""A drawing as DOT text for `dot`: sorted, every text escaped, no HTML labels. Pure.

`dot` decides the order and height of the boxes and finds a way for every link between them. The columns are
ranks that a row of headings holds in line; sizes come set in type (`cards`), so that no layout depends on
the fonts of the machine. The text is a whole diagram also to those who run `dot` on it themselves.
"""

from functools import lru_cache

import graphviz
from graphviz import escape, nohtml

from tracker.diagrams.drawing import Arrow, Box, Drawing
from tracker.diagrams.palette import (
    ALARM,
    CAUTION,
    FRAME,
    GOAL,
    LANE,
    MUTED,
    PAPER,
    STATUS_MARKS,
    Dash,
    Stress,
    line_mark,
)
from tracker.diagrams.placing.box_layout import Columns, card, columns, heading_lines
from tracker.diagrams.placing.link_labels import label_lines
from tracker.theory.kinds import ElementKind

FONT = "IBM Plex Sans"
_POINTS = 72
_BETWEEN_BOXES = 18


def to_dot(drawing: Drawing) -> str:
    """The DOT text; equal drawings give equal text, in whatever order their rows come."""
    sizes = columns(drawing)
    graph = graphviz.Digraph("change")
    graph.attr(
        "graph",
        rankdir="LR",
        newrank="true",
        nodesep=_inches(_BETWEEN_BOXES),
        ranksep=_inches(sizes.gap),
        pad="0",
        margin="0",
        fontname=FONT,
    )
    graph.attr(
        "node", shape="box", fixedsize="true", style="filled", fillcolor=PAPER, fontname=FONT, fontsize="12"
    )
    graph.attr("edge", fontname=FONT, fontsize="11", arrowsize="0.7", tailport="e", headport="w")
    for place, heading in enumerate(drawing.columns):
        _add_column(graph, drawing, sizes, place, heading.word)
    with graph.subgraph() as spine:
        spine.attr("edge", style="invis", weight="100")
        for place in range(len(sizes.widths) - 1):
            spine.edge(f"c{place}", f"c{place + 1}")
    for arrow in drawing.drawn_arrows:
        step = drawing.place[arrow.target] - drawing.place[arrow.source]
        from_external = drawing.box[arrow.source].kind is ElementKind.EXTERNAL
        graph.body.append(_arrow_line(arrow, step, from_external, drawing.fades(arrow)))
    return str(graph.source)


def _add_column(graph: graphviz.Digraph, drawing: Drawing, sizes: Columns, place: int, word: str) -> None:
    """One rank: the heading, the boxes in the order of their positions, external factors last."""
    boxes = [box for box in drawing.box.values() if drawing.place[box.id] == place]
    inside = [f"n{box.id}" for box in boxes if box.kind is not ElementKind.EXTERNAL]
    outside = [f"n{box.id}" for box in boxes if box.kind is ElementKind.EXTERNAL]
    width = sizes.widths[place]
    with graph.subgraph() as rank:
        rank.attr(rank="same")
        rank.attr("edge", style="invis", tailport="_", headport="_")
        rank.node(
            f"c{place}",
            label=nohtml("\\n".join(map(_literal, heading_lines(word, width))) or " "),
            width=_inches(width),
            height=_inches(sizes.heading_height),
            fillcolor=LANE,
            color=LANE,
        )
        rank.body += [_box_line(box, width, drawing.fades(box)) for box in boxes]
        # within a rank, invisible edges say what stands above what
        for name in inside:
            rank.edge(f"c{place}", name)
        for factor in outside:
            for name in inside or [f"c{place}"]:
                rank.edge(name, factor)


@lru_cache(maxsize=2_048)
def _box_line(box: Box, width: float, faded: bool) -> str:
    """The statement for one box. Quoting is the slow part: a box that hasn't changed is quoted once."""
    setting = card(box, width)
    attributes = {
        "id": f"n{box.id}",
        "class": f"node {box.kind.value}" + " faded" * faded,
        "label": nohtml("".join(f"{_literal(line)}\\l" for line in setting.plain(box))),
        "width": _inches(setting.width),
        "height": _inches(setting.height),
        "color": STATUS_MARKS[box.status].bar if box.status else FRAME,
    }
    if box.kind is ElementKind.GOAL and not box.quiet:
        attributes |= {"fillcolor": GOAL, "fontcolor": PAPER}
    if box.sources or box.badges:
        attributes |= {"color": ALARM if box.sources else CAUTION, "penwidth": "2"}
    if box.quiet:
        attributes |= {"class": attributes["class"] + " quiet", "fontcolor": MUTED}
    if box.kind is ElementKind.EXTERNAL:
        attributes["style"] = "filled,dotted"
    if box.href:
        attributes["URL"] = escape(box.href)
    scratch = graphviz.Digraph()
    scratch.node(f"n{box.id}", **attributes)
    return str(scratch.body[0])


@lru_cache(maxsize=4_096)
def _arrow_line(arrow: Arrow, step: int, from_external: bool, faded: bool) -> str:
    """The statement for one arrow that runs ``step`` columns to the right. Forward arrows leave to the right
    and arrive from the left; those that run back do the opposite and don't push the columns about. Within a
    column edges run downwards, and external factors stand last."""
    mark = line_mark(arrow.kind, arrow.level, arrow.state, arrow.stress)
    ends = [f"n{arrow.source}", f"n{arrow.target}"]
    tip = "arrowhead"
    stressed = "" if arrow.stress is Stress.PLAIN else arrow.stress.value
    attributes = {
        "id": f"l{arrow.id}",
        "class": " ".join(filter(None, ("link", arrow.kind.value, stressed, "faded" * faded))),
        "color": f"{mark.colour}:{mark.colour}" if mark.double else mark.colour,
    }
    if step == 0 and from_external:
        ends.reverse()
        tip = "arrowtail"
        attributes |= {"dir": "back", "tailport": "w"}
    elif step == 0:
        attributes["headport"] = "e"
        if not arrow.kind.is_forward:
            attributes["constraint"] = "false"
    elif step < 0:
        attributes |= {"tailport": "w", "headport": "e", "constraint": "false"}
    if not mark.double:
        attributes["penwidth"] = f"{mark.width:g}"
    if mark.dash is not Dash.SOLID:
        attributes["style"] = mark.dash.value
    if mark.open_head:
        attributes[tip] = "vee"
    badges = " ".join(f"[{source.badge.number}]" for source in arrow.sources)
    label = (badges, *label_lines(arrow)) if badges else label_lines(arrow)
    if label:
        attributes["headlabel"] = nohtml("\\n".join(map(_literal, label)))
    scratch = graphviz.Digraph()
    scratch.edge(*ends, **attributes)
    return str(scratch.body[0])


def _literal(text: str) -> str:
    """Text that `dot` shows as it is: no escape sequence, no character entity."""
    return str(escape(text)).replace("&", "&amp;")


def _inches(points: float) -> str:
    return f"{points / _POINTS:.4f}".rstrip("0").rstrip(".")
