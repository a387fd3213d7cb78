"""The words of the inventory: what each score means, a value's day, and years in a row."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, lazy_gettext

from tracker.records.queries.measurements.uses import Source
from tracker.theory.kinds import IndicatorDirection, Suitability
from tracker.web.i18n import day
from tracker.web.wording import word

_ = lazy_gettext

ASKED: dict[Suitability, Any] = {
    Suitability.RELEVANCE: _("Does it measure what the definition speaks of?"),
    Suitability.VALIDITY: _("Does it measure what it says, and how precisely?"),
    Suitability.TIMELINESS: _("How soon and how often is there a new value?"),
    Suitability.COVERAGE: _("Whom and which areas does it cover?"),
    Suitability.COMPARABILITY: _("Can it be compared over time, and with other municipalities?"),
    Suitability.ACCESS: _("How easily can the values be had?"),
}

ANCHORS: dict[Suitability, tuple[Any, Any, Any, Any]] = {
    Suitability.RELEVANCE: (
        _("Something else"),
        _("Touches on the definition"),
        _("An important part of the definition"),
        _("The definition itself"),
    ),
    Suitability.VALIDITY: (
        _("Not known what it really measures"),
        _("Known weaknesses that can change the picture"),
        _("Sound, with limited and known weaknesses"),
        _("Tested, with its precision published"),
    ),
    Suitability.TIMELINESS: (
        _("Irregularly, or older than two years"),
        _("Every two years"),
        _("Every year"),
        _("Every quarter or month, soon after"),
    ),
    Suitability.COVERAGE: (
        _("Not the municipality"),
        _("Some areas or groups only"),
        _("The whole municipality, with gaps"),
        _("The whole municipality and all groups"),
    ),
    Suitability.COMPARABILITY: (
        _("With nothing"),
        _("Over time, with care"),
        _("Over time, or with others"),
        _("Over time and with others"),
    ),
    Suitability.ACCESS: (
        _("Not at all"),
        _("By agreement or against payment"),
        _("On request"),
        _("Freely, or it is our own"),
    ),
}
"""What 0, 1, 2 and 3 mean on each aspect."""


def value_day(value: Any) -> str:
    """The day of a value, or the year that it stands for."""
    return str(value.on.year) if value.whole_year else day(value.on)


def years_words(years: Iterable[int]) -> str:
    """Years in a row as ``2012–2014``, others one by one."""
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)


def source_words(source: Source) -> str:
    """A measurement to choose, with its unit and direction."""
    return f"{source.title} ({source.unit}, {word(source.direction).lower()})"


def mismatch_words(source: Any, unit: str, direction: IndicatorDirection | str) -> str:
    """How an indicator differs from the measurement that it is read from; empty where it does not."""
    said = []
    if source.unit.casefold() != unit.strip().casefold():
        said.append(
            gettext(
                "The indicator is in “%(unit)s”, the measurement in “%(other)s”.",
                unit=unit,
                other=source.unit,
            )
        )
    if source.direction != direction:
        said.append(gettext("Of one higher is better, of the other lower."))
    return " ".join(map(str, said))
