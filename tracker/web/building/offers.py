"""Elements to choose from, as a list under the headings of their columns."""

from collections.abc import Callable

from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Pathway
from tracker.web.plans.drawing import heading, short_code

Offers = dict[str, list[tuple[str, str]]]
"""Heading of a column → number and words of each element, as a select field takes them."""


def _any(_kind: ElementKind) -> bool:
    return True


def by_column(pathway: Pathway, fits: Callable[[ElementKind], bool] = _any) -> Offers:
    """The elements whose kind ``fits``, in reading order."""
    columns: Offers = {}
    for element in pathway.ordered:
        if fits(element.kind):
            words = f"{short_code(pathway, element)} {element.title}".strip()
            columns.setdefault(heading(element.kind), []).append((str(element.id), words))
    return columns
