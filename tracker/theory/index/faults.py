"""What keeps a version of the index, or a value, from being counted: facts without wording.

Source: DOMAIN, "Index" and "Measurement".
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import TypeAlias

from tracker.theory.index import goalposts
from tracker.theory.index.design import Group, Measure, Member, Version, walk
from tracker.theory.index.goalposts import GoalpostFault
from tracker.theory.kinds import IndicatorDirection
from tracker.theory.pathway import Id


class DesignFault(StrEnum):
    NO_MEMBERS = "group_without_members"
    NAMED_TWICE = "named_twice"
    WEIGHT_NOT_A_NUMBER = "weight_not_a_number"
    WEIGHT_NOT_POSITIVE = "weight_not_positive"
    UNKNOWN_MEASUREMENT = "unknown_measurement"
    AGAINST_DIRECTION = "goalposts_against_direction"
    MINIMUM_OUT_OF_RANGE = "minimum_out_of_range"


FaultKind: TypeAlias = DesignFault | GoalpostFault


@dataclass(frozen=True, slots=True)
class Fault:
    """``member`` is the measurement or group at fault; ``year`` that of the value, None for the version."""

    kind: FaultKind
    member: Id
    year: int | None = None


class Unusable(ValueError):
    """A version or a value cannot be counted; ``faults`` says why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(f"{fault.member}: {fault.kind}" for fault in faults))
        self.faults = faults


def faults(version: Version, inventory: Mapping[Id, IndicatorDirection] | None = None) -> tuple[Fault, ...]:
    """Everything wrong with a version, in the order of its groups. ``inventory`` holds the direction of
    every known measurement; without it, neither knowledge nor direction is checked."""
    found = [*_group_faults(version.whole)]
    named: Counter[tuple[bool, Id]] = Counter()
    for member in walk(version.whole):
        key = (isinstance(member, Group), member.id)
        named[key] += 1
        if named[key] == 2:
            found.append(Fault(DesignFault.NAMED_TWICE, member.id))
        found.extend(_weight_faults(member))
        if isinstance(member, Group):
            found.extend(_group_faults(member))
        else:
            found.extend(_measure_faults(member, inventory))
    return tuple(found)


def value_faults(version: Version, year: int, values: Mapping[Id, float | None]) -> tuple[Fault, ...]:
    """Values of a year that cannot be placed. None and what is not there are missing, which is no fault."""
    return tuple(
        Fault(kind, measure.id, year)
        for measure in version.measures
        if (value := values.get(measure.id)) is not None
        and (kind := goalposts.value_fault(measure.goalposts, value)) is not None
    )


def _weight_faults(member: Member) -> Iterator[Fault]:
    if not isfinite(member.weight):
        yield Fault(DesignFault.WEIGHT_NOT_A_NUMBER, member.id)
    elif member.weight <= 0:
        yield Fault(DesignFault.WEIGHT_NOT_POSITIVE, member.id)


def _group_faults(group: Group) -> Iterator[Fault]:
    if not group.members:
        yield Fault(DesignFault.NO_MEMBERS, group.id)
    if not 0 < group.minimum <= 1:
        yield Fault(DesignFault.MINIMUM_OUT_OF_RANGE, group.id)


def _measure_faults(measure: Measure, inventory: Mapping[Id, IndicatorDirection] | None) -> Iterator[Fault]:
    misplaced = goalposts.fault(measure.goalposts)
    if misplaced:
        yield Fault(misplaced, measure.id)
    if inventory is None:
        return
    if measure.id not in inventory:
        yield Fault(DesignFault.UNKNOWN_MEASUREMENT, measure.id)
    elif not misplaced:
        rising = measure.goalposts.best > measure.goalposts.worst
        if rising is not (inventory[measure.id] is IndicatorDirection.HIGHER_BETTER):
            yield Fault(DesignFault.AGAINST_DIRECTION, measure.id)
