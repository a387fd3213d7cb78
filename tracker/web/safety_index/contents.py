"""What a version is made of, definition by definition, each with what is wrong with it."""

from dataclasses import dataclass

from tracker.records.queries.safety_index.versions import DefinitionLine, MeasureLine
from tracker.theory.index.faults import DesignFault, Fault
from tracker.theory.kinds import Verdict
from tracker.web.safety_index.reading import Reading


@dataclass(frozen=True, slots=True)
class MeasureView:
    """``share`` is its part (0–1) of its definition's weight. ``warned``: it is not judged to be in."""

    measure: MeasureLine
    share: float
    faults: tuple[Fault, ...]

    @property
    def warned(self) -> bool:
        return self.measure.verdict is not Verdict.INCLUDE


@dataclass(frozen=True, slots=True)
class DefinitionView:
    """``share`` is its part (0–1) of the whole weight."""

    definition: DefinitionLine
    share: float
    measures: tuple[MeasureView, ...]
    faults: tuple[Fault, ...]


def contents(reading: Reading) -> list[DefinitionView]:
    """In the order of the definitions."""
    whole = sum(one.weight or 0.0 for one in reading.definitions)
    return [
        DefinitionView(
            one,
            (one.weight or 0.0) / whole,
            _measures(reading, one),
            tuple(fault for fault in reading.faults if is_of_group(fault) and fault.member == one.id),
        )
        for one in reading.definitions
    ]


def is_of_group(fault: Fault) -> bool:
    """Whether it is a definition's and not a measurement's: weights are kept above zero, so that a definition
    can only lack measurements."""
    return fault.kind is DesignFault.NO_MEMBERS


def fault_place(reading: Reading, fault: Fault) -> str:
    """The name of what a fault is about."""
    if is_of_group(fault):
        return reading.titles.get(fault.member, "")
    one = reading.of_measurement.get(fault.member)
    return "" if one is None else f"{one.code} {one.title}"


def _measures(reading: Reading, definition: DefinitionLine) -> tuple[MeasureView, ...]:
    own = [one for one in reading.measures if one.definition_id == definition.id]
    whole = sum(one.weight for one in own)
    return tuple(
        MeasureView(
            one,
            one.weight / whole,
            tuple(
                fault
                for fault in reading.faults
                if fault.member == one.measurement_id and not is_of_group(fault)
            ),
        )
        for one in own
    )
