"""The lines of the small label on a link: level and number of findings, then what a view adds to them."""

from tracker.diagrams.drawing import Arrow
from tracker.diagrams.palette import link_label
from tracker.diagrams.type.metrics import Weight
from tracker.diagrams.type.wrapping import wrap

LABEL_SIZE = 11.0
_WIDEST = 64.0
_MOST_LINES = 2
"""Of each tag."""


def label_lines(arrow: Arrow) -> tuple[str, ...]:
    """ "E3 (2)", "weakest", "G1"; none where there is nothing to say."""
    level = link_label(arrow.kind, arrow.level, arrow.state)
    first = f"{level} ({arrow.findings})" if level and arrow.findings else level
    tags = (
        line for tag in arrow.tags for line in wrap(tag, _WIDEST, LABEL_SIZE, Weight.SEMIBOLD, _MOST_LINES)
    )
    return tuple(filter(None, (first, *tags)))


def is_labelled(arrow: Arrow) -> bool:
    """Whether the link has lines or badges on it."""
    return bool(label_lines(arrow) or arrow.sources)
