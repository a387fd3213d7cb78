"""Numbers as people and spreadsheets write them. Decimal marks differ by language, so some are not sure."""

import re
from enum import StrEnum


class Marks(StrEnum):
    """What stands before the decimals. ``EITHER``: it is told from each number, where it can be."""

    EITHER = "either"
    COMMA = "comma"
    POINT = "point"


class NotANumber(ValueError):
    """The text is no number in the given way of writing."""


class Ambiguous(ValueError):
    """The text is one number with a comma before the decimals, and another with a point."""


_COMMA = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,15})(?:,[0-9]{1,9})?")
_POINT = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,9})?")
_SPACED = re.compile(r"-?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]{1,9})?")
_SPACES = re.compile("[\u00a0\u202f\u2009]")


def number(text: str, marks: Marks, *, comma_may_be_thousands: bool = False) -> float:
    """The number that ``text`` is; at most 15 digits before the mark and 9 after.

    With ``EITHER`` a point before exactly three last digits is not sure (1.234), and neither is a comma
    where ``comma_may_be_thousands``. Raises NotANumber, Ambiguous.
    """
    plain = _tidy(text)
    with_comma, with_point = _value(_COMMA, plain, ","), _value(_POINT, plain, ".")
    if marks is not Marks.EITHER:
        return _known(with_comma if marks is Marks.COMMA else with_point)
    if with_comma is None or with_point is None:
        return _known(with_point if with_comma is None else with_comma)
    if with_comma != with_point and ("." in plain or comma_may_be_thousands):
        raise Ambiguous(text)
    return with_comma


def shows_point(text: str) -> bool:
    """Whether the number can only be written with a point before its decimals: 12.5, or 1,234.5."""
    plain = _tidy(text)
    return _value(_POINT, plain, ".") is not None and _value(_COMMA, plain, ",") is None


def _tidy(text: str) -> str:
    plain = _SPACES.sub(" ", text.strip()).replace("−", "-")
    return plain.replace(" ", "") if _SPACED.fullmatch(plain) else plain


def _value(pattern: re.Pattern[str], plain: str, mark: str) -> float | None:
    if not pattern.fullmatch(plain):
        return None
    thousands = "." if mark == "," else ","
    digits = plain.replace(thousands, "").replace(mark, ".")
    # minus nothing is nothing
    return float(digits) + 0.0 if len(digits.partition(".")[0].lstrip("-")) <= 15 else None


def _known(value: float | None) -> float:
    if value is None:
        raise NotANumber
    return value
