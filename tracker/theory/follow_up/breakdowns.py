"""Readings broken down by area, age or sex, and whether the parts make the whole.

Source: DOMAIN, "Indicator"; docs/decisions/0008. Sums are of the decimals that were typed, so that 0.1 + 0.2
is 0.3. Shares and rates have parts too, but a whole that is no sum of them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import isfinite

_PERCENT = re.compile(r"%|\b(procent\w*|per[ -]?cent|pct)\b", re.IGNORECASE)
_SHARE = re.compile(r"‰|\b(promille\w*|per[ -]?mille|andel|share)\b", re.IGNORECASE)
_RATE = re.compile(r"\b(pr\.?|per)\s*\d", re.IGNORECASE)


class PartsFault(StrEnum):
    """Why parts cannot stand beside their reading as they are."""

    RATIOS_DO_NOT_ADD_UP = "ratios_do_not_add_up"
    NOT_A_NUMBER = "part_not_a_number"
    NAMED_TWICE = "part_named_twice"
    SUM_DIFFERS = "parts_differ_from_total"


@dataclass(frozen=True, slots=True)
class Part:
    """What was read for one area, age group or sex, in the indicator's unit."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Fault:
    """``label`` names the part at fault. Of a sum that differs: the reading's value, the parts' sum, and how
    much the sum lies above the reading (below it where negative)."""

    kind: PartsFault
    label: str = ""
    total: float = 0.0
    sum: float = 0.0
    difference: float = 0.0


def is_percentage(unit: str) -> bool:
    """Whether values in ``unit`` are written with a per cent sign."""
    return bool(_PERCENT.search(unit))


def is_ratio(unit: str) -> bool:
    """Whether values in ``unit`` are shares or rates ("%", "pr. 1.000"): parts of these never add up."""
    return is_percentage(unit) or bool(_SHARE.search(unit) or _RATE.search(unit))


def faults(unit: str, total: float, parts: Sequence[Part], *, adds_up: bool) -> tuple[Fault, ...]:
    """Everything wrong with the parts of a reading of ``total``. Without parts there is nothing to check.

    A sum is compared only where the parts are to add up, have a value each, and the unit lets them.
    """
    found = [Fault(PartsFault.NOT_A_NUMBER, part.label) for part in parts if not isfinite(part.value)]
    found += [Fault(PartsFault.NAMED_TWICE, label) for label in _repeated(part.label for part in parts)]
    if not adds_up:
        return tuple(found)
    if is_ratio(unit):
        return (*found, Fault(PartsFault.RATIOS_DO_NOT_ADD_UP))
    if parts and isfinite(total) and all(isfinite(part.value) for part in parts):
        whole = exact_sum(part.value for part in parts)
        over = whole - _exact(total)
        if over:
            found.append(Fault(PartsFault.SUM_DIFFERS, "", total, float(whole), float(over)))
    return tuple(found)


def exact_sum(values: Iterable[float]) -> Fraction:
    """The sum of finite values as the decimals that they are written as."""
    return sum((_exact(value) for value in values), Fraction(0))


def same_label(one: str, other: str) -> bool:
    """Whether two labels name the same part: capitals and spaces make no difference."""
    return _key(one) == _key(other)


def _repeated(labels: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    twice: dict[str, str] = {}
    for label in labels:
        key = _key(label)
        if key in seen:
            twice.setdefault(key, label)
        seen.add(key)
    return list(twice.values())


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()


def _exact(value: float) -> Fraction:
    return Fraction(str(value))
