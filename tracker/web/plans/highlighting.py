"""Which part of a diagram is lit when one element is looked at, as a style sheet for pages without script."""

from markupsafe import Markup

from tracker.theory.pathway import Pathway
from tracker.theory.through import Chains, chains_through

FADED = 0.16


def chains_of(pathway: Pathway, focus: int | None) -> Chains | None:
    """The chains through the element; None where the plan holds no such element."""
    return chains_through(pathway, focus) if focus in pathway.element and focus is not None else None


def style(chains: Chains) -> Markup:
    """Rules that fade all boxes and links but these. Numbers only: nothing that people wrote comes in."""
    boxes = ",".join(f"#n{number}" for number in sorted(map(int, chains.elements)))
    links = ",".join(f'[data-link="{number}"]' for number in sorted(map(int, chains.links)))
    lit = f":not({links})" if links else ""
    rule = (
        f".change-diagram .node:not({boxes}),"
        f".change-diagram .link{lit},.change-diagram .link-label{lit}{{opacity:{FADED}}}"
    )
    return Markup(rule)  # noqa: S704 - numbers only
