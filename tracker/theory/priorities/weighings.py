"""What the criteria of a round weigh as the group sets them, in per cent, with what each score means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import isfinite

from tracker.theory.contents import fields
from tracker.theory.contents.fields import Fault
from tracker.theory.contents.scoring_round import CriterionContents
from tracker.theory.priorities.candidates import Criterion

Anchors = tuple[str | None, str | None, str | None, str | None]
"""In words what 0, 1, 2 and 3 mean; None for one without words."""

NO_ANCHORS: Anchors = (None, None, None, None)
WHOLE = 100
"""Per cent."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """A criterion as the group sets it: ``percent`` of the whole, and its anchors."""

    percent: float
    anchors: Anchors = NO_ANCHORS

    @property
    def contents(self) -> CriterionContents:
        """What the round keeps of it; only where ``percent`` is a number."""
        texts = {f"anchor_{score}": text for score, text in enumerate(self.anchors)}
        return CriterionContents(weight=float(self.exact / WHOLE), **texts)

    @property
    def exact(self) -> Fraction:
        """The decimal as it was typed; what float arithmetic adds behind the ninth decimal is left off."""
        return Fraction(f"{self.percent:.9f}")


def faults(weighings: Mapping[Criterion, Weighing]) -> Iterator[Fault]:
    """What is wrong with the weighings of a round, on ``weight_<criterion>``, ``anchor_<criterion>_<score>``
    and ``weights``: each 0–100 per cent, together exactly 100."""
    sound = True
    for criterion in Criterion:
        for fault in _percent_faults(weighings.get(criterion)):
            sound = False
            yield replace(fault, field=f"weight_{criterion.value}")
    if not sound:
        return
    whole = sum((weighings[criterion].exact for criterion in Criterion), Fraction(0))
    if whole != WHOLE:
        yield Fault("weights", "weights_do_not_add_up", {"sum": float(whole)})
    for criterion in Criterion:
        for fault in fields.faults(fields.cleaned(weighings[criterion].contents)):
            part, _, score = fault.field.partition("_")
            yield replace(fault, field=f"{part}_{criterion.value}_{score}")


def _percent_faults(weighing: Weighing | None) -> Iterator[Fault]:
    if weighing is None:
        yield Fault("weight", "required")
    elif not isfinite(weighing.percent) or not 0 <= weighing.percent <= WHOLE:
        yield Fault("weight", "out_of_range", {"lowest": 0, "highest": WHOLE})
