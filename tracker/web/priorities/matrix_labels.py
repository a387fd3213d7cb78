"""Points, levels and sentences of the matrix in the reader's language."""

from fractions import Fraction
from typing import Any

from flask_babel import format_decimal, gettext, lazy_gettext, ngettext

from tracker.theory.kinds import EvidenceLevel, Party
from tracker.theory.priorities.candidates import FULL, Criterion, Gate
from tracker.theory.priorities.matrix import Change, Entry, Matrix, Text
from tracker.theory.priorities.scoring import TOP, Assessment, Variant
from tracker.web.evidence.labels import short_citation
from tracker.web.i18n import language
from tracker.web.wording import word

_ = lazy_gettext

JOINTNESS: dict[Fraction, Any] = {
    Fraction(0): _("One side only"),
    Fraction(FULL, 2): _("Police and one administration"),
    Fraction(FULL * 3, 4): _("Several administrations, or a partner"),
    Fraction(FULL): _("A partner acts as well"),
}
"""What each number of points for jointness stands for."""

JOINT = Criterion.JOINTNESS
"""For templates, which ask for the points on it."""

PARTIES: dict[Party, Any] = {
    Party.POLICE: _("Police"),
    Party.MUNICIPALITY: _("Municipality"),
    Party.PARTNER: _("Partners"),
}

GATES: dict[Gate, Any] = {
    Gate.REFERS_TO_GOAL: _("It refers to no goal: no goal is declared that an output reaches."),
    Gate.JOINT: _("It is not joint: police and municipality do not both act."),
    Gate.NO_HARM: _("Research shows harm:"),
}
"""Why a gate is not passed; harm is followed by the findings."""


def text_in(text: Text) -> str:
    """A text in the reader's language."""
    return text.get(language()) or text.get("da") or next(iter(text.values()), "")


def points(value: Fraction | None) -> str:
    """Whole points, 0–100; empty for none."""
    return "" if value is None else str(format_decimal(float(value), format="#,##0"))


def total(value: Fraction | None) -> str:
    """Points with one decimal; empty for none."""
    return "" if value is None else str(format_decimal(float(value), format="#,##0.0"))


def percent(weight: float) -> str:
    """A weight (0–1) in per cent, with the language's decimal sign: "12,5 %"."""
    return str(format_decimal(round(weight * 100, 9), format="#,##0.######")) + "\u00a0%"


def whole(matrix: Matrix) -> float:
    """All weights together, 1 where they are sound."""
    return round(sum(matrix.weights.values()), 9)


def score(value: float | None) -> str:
    """A median of scores; a half may come of two members."""
    return "" if value is None else str(format_decimal(value, format="0.#"))


def level_of(value: Fraction) -> EvidenceLevel:
    """The level that so many points for evidence stand for."""
    return EvidenceLevel(round(value * EvidenceLevel.E4 / FULL))


def derived_words(criterion: Criterion, value: Fraction | None) -> str:
    """What points on a derived criterion stand for: "E3 Documented"."""
    if value is None:
        return str(gettext("No causal path"))
    if criterion is Criterion.EVIDENCE:
        level = level_of(value)
        return f"E{level.value} {word(level)}"
    return str(JOINTNESS.get(value, points(value)))


def short_derived(criterion: Criterion, value: Fraction | None) -> str:
    """The same in the line on changes: "E3", "75 points"."""
    if value is None:
        return str(gettext("no causal path"))
    if criterion is Criterion.EVIDENCE:
        return f"E{level_of(value).value}"
    return str(gettext("%(number)s points", number=points(value)))


def missing_words(entry: Entry, criteria: tuple[Criterion, ...]) -> str:
    """Why a candidate that passes the gates has no place: what is not derived, and what is not scored."""
    derived = [one for one in criteria if one.is_derived]
    scored = [one for one in criteria if not one.is_derived]
    found = []
    if derived:
        found.append(
            gettext("Not scored: needs a causal path.")
            if entry.plan_id
            else gettext("Not scored: needs a causal path, which an idea gets as an action plan.")
        )
    if scored:
        names = ", ".join(criterion_name(one) for one in scored)
        found.append(gettext("Not scored yet: %(criteria)s.", criteria=names))
    return " ".join(found)


def why_unplaced(entry: Entry, one: Assessment) -> str:
    """Why a candidate has no place, in a line; empty for one that has."""
    if one.failed:
        harm = "; ".join(short_citation(finding.citation) for finding in one.candidate.harm)
        return " ".join(
            f"{GATES[gate]} {harm}." if gate is Gate.NO_HARM else str(GATES[gate]) for gate in one.failed
        )
    return missing_words(entry, one.unscored)


def criterion_name(criterion: Criterion) -> str:
    """The criterion inside a sentence or a narrow column."""
    return str(gettext("Cost")) if criterion is Criterion.COST else word(criterion)


def sensitivity_sentence(matrix: Matrix) -> str:
    """Whether the first three hang on the weights, in a sentence."""
    ranked = sum(one.place is not None for one in matrix.ranked)
    if not ranked:
        return str(gettext("No candidate can be ranked yet."))
    if ranked <= TOP:
        return str(
            ngettext(
                "Only %(num)s candidate has a place, so no weight can change the first three.",
                "Only %(num)s candidates have a place, so no weight can change the first three.",
                ranked,
            )
        )
    if not matrix.changing:
        return str(gettext("The first three stay whichever weight is halved or doubled."))
    told = "; ".join(
        gettext("%(what)s: %(change)s", what=_what(one), change=change_words(matrix, one))
        for one in matrix.changing
    )
    return str(gettext("The first three change. %(told)s.", told=told))


def change_words(matrix: Matrix, one: Variant) -> str:
    """Who enters the first three and who leaves them; "stay" where nobody does."""
    if not one.changes_top:
        return str(gettext("The same three"))
    found = []
    if one.enters:
        found.append(gettext("%(codes)s enters", codes=_codes(matrix, one.enters)))
    if one.leaves:
        found.append(gettext("%(codes)s leaves", codes=_codes(matrix, one.leaves)))
    return ", ".join(found)


def changed_since(changes: tuple[Change, ...]) -> str:
    """What is derived otherwise now, in one line; empty where nothing is."""
    return "; ".join(
        gettext(
            "%(code)s: %(criterion)s was %(then)s and is now %(now)s",
            code=one.entry.code,
            criterion=criterion_name(one.criterion).lower(),
            then=short_derived(one.criterion, one.then),
            now=short_derived(one.criterion, one.now),
        )
        for one in changes
    )


def _what(one: Variant) -> str:
    name = criterion_name(one.criterion)
    if one.factor < 1:
        return str(gettext("%(criterion)s halved", criterion=name))
    return str(gettext("%(criterion)s doubled", criterion=name))


def _codes(matrix: Matrix, entries: tuple[Any, ...]) -> str:
    return ", ".join(matrix.entries[number].code for number in entries)
