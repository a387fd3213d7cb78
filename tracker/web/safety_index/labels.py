"""The safety index in words: points, shares, flags, and what is wrong with a version."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from flask_babel import format_decimal, gettext
from flask_babel import lazy_gettext as _

from tracker.theory.index.faults import DesignFault, Fault, FaultKind
from tracker.theory.index.filling import Filling
from tracker.theory.index.goalposts import GoalpostFault
from tracker.theory.index.series import YearScore
from tracker.theory.pathway import Id

NOTHING = "–"

FAULT_WORDS: dict[FaultKind, object] = {
    DesignFault.NO_MEMBERS: _("No measurement stands in the definition."),
    DesignFault.NAMED_TWICE: _("It stands in the version twice."),
    DesignFault.WEIGHT_NOT_A_NUMBER: _("The weight is no number."),
    DesignFault.WEIGHT_NOT_POSITIVE: _("The weight has to be above zero."),
    DesignFault.UNKNOWN_MEASUREMENT: _("The measurement is archived. Take it out."),
    DesignFault.AGAINST_DIRECTION: _("The goalposts run against the measurement's direction. Swap them."),
    DesignFault.MINIMUM_OUT_OF_RANGE: _("The share of the weight that has to be there is not from 0 to 1."),
    GoalpostFault.NOT_A_NUMBER: _("A goalpost is no number."),
    GoalpostFault.EQUAL: _("The two goalposts are equal, so that no value stands between them."),
    GoalpostFault.NOT_POSITIVE: _("On a logarithmic scale both goalposts have to be above zero."),
    GoalpostFault.VALUE_NOT_A_NUMBER: _("A value is no number."),
    GoalpostFault.VALUE_NOT_POSITIVE: _("On a logarithmic scale every value has to be above zero."),
}

FILLINGS = {
    Filling.CARRIED_FORWARD: _("Carried forward"),
    Filling.INTERPOLATED: _("Interpolated"),
}

FILLING_MEANINGS = {
    Filling.CARRIED_FORWARD: _("the latest value before the year stands in for the missing one"),
    Filling.INTERPOLATED: _("on the line between the values before and after"),
}


def points_words(value: float | None) -> str:
    """Points, or 100 = base year, with two decimals; a dash for none."""
    return NOTHING if value is None else str(format_decimal(value, format="#,##0.00"))


def base_words(value: float | None) -> str:
    """A percentage of the base year with one decimal; a dash for none."""
    return NOTHING if value is None else str(format_decimal(value, format="#,##0.0"))


def change_words(value: float | None) -> str:
    """Points with their sign, as ``+6,57`` and ``−0,40``; a dash for none."""
    if value is None:
        return NOTHING
    if round(value, 2) == 0:
        return points_words(0.0)
    return str(format_decimal(value, format="+#,##0.00;\N{MINUS SIGN}#,##0.00"))


def share_words(value: float | Fraction | None) -> str:
    """A share (0–1) in percent with at most one decimal, as ``33,3 %``; a dash for none."""
    if value is None:
        return NOTHING
    number = format_decimal(float(value) * 100, format="#,##0.#")
    return str(gettext("%(number)s%%", number=number))


def fault_words(fault: Fault) -> str:
    """What is wrong, in a sentence, with the year where it is a value's fault."""
    sentence = str(FAULT_WORDS[fault.kind])
    return sentence if fault.year is None else f"{fault.year}: {sentence}"


def flags(scored: YearScore, titles: Mapping[Id, str]) -> Iterator[str]:
    """Each definition that the year is withheld or provisional for, and how much of its weight is there."""
    for part in scored.score.members:
        definition, share = titles[part.of.id], share_words(part.present)
        if part.is_withheld:
            yield str(
                gettext(
                    "withheld: %(definition)s rests on %(share)s of its weight",
                    definition=definition,
                    share=share,
                )
            )
        elif part.is_provisional:
            yield str(
                gettext(
                    "provisional: %(definition)s rests on %(share)s of its weight",
                    definition=definition,
                    share=share,
                )
            )
