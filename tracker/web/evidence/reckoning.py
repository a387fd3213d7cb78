"""How a link came to its level, in sentences that each name the finding that decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from flask_babel import gettext, lazy_gettext

from tracker.theory.evidence.levels import CONTRARY, SUPPORTING
from tracker.theory.evidence.reckoning import Reckoning, Rule, Weighed
from tracker.theory.pathway import Finding
from tracker.web.wording import word

_ = lazy_gettext

RULES: dict[Rule, Any] = {
    Rule.DEFINITION: _("The outcome is the goal by definition, so there is nothing to prove here."),
    Rule.NOTHING_ATTACHED: _("No research is attached. The link is an assumption."),
    Rule.NOTHING_COUNTS: _("Nothing of this lifts the link above an assumption."),
    Rule.SUPPORT: _("The strongest support counts in full."),
    Rule.WEAKER_CONTRARY: _(
        "Contrary evidence that counts and is weaker than the support contests the link: at most E2."
    ),
    Rule.CONTRARY_AS_STRONG: _(
        "Contrary evidence at least as strong as the support contests the link: at most E1."
    ),
    Rule.CONTRARY_WITHOUT_SUPPORT: _(
        "Contrary evidence that counts, and no support at E2 or above, contradicts the link: E0."
    ),
    Rule.MIXED_AS_STRONG: _("Mixed findings at least as strong as the support: at most E1."),
    Rule.HARM: _("A negative effect at E2 or above, at least as strong as the support, is harm: E0."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """``before`` and ``after`` stand around the citation of ``finding``; without one ``after`` is empty."""

    before: str
    finding: Finding | None = None
    manner: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands for a link, against it, and between."""

    supporting: list[Any]
    contrary: list[Any]
    mixed: list[Any]


def steps(reckoning: Reckoning) -> list[Step]:
    """The arithmetic in words: support, contrary, mixed, the rule, and what comes of it."""
    told = [*_support(reckoning), *_contrary(reckoning), *_mixed(reckoning)]
    told.append(Step(str(RULES[reckoning.rule])))
    if reckoning.level is not None:
        told.append(Step(_outcome(reckoning)))
    return told


def sides(found: Iterable[Any], direction: str = "direction") -> Sides:
    """Findings by what they say of their link; ``direction`` is where each holds its own."""
    held = attrgetter(direction)
    every = list(found)
    return Sides(
        [one for one in every if held(one) in SUPPORTING],
        [one for one in every if held(one) in CONTRARY],
        [one for one in every if held(one) not in SUPPORTING | CONTRARY],
    )


def manner(one: Weighed) -> str:
    """What a finding says of its link, how directly, and what that does to its level."""
    finding = one.attachment.finding
    directness = word(one.attachment.directness).lower()
    if one.lowered:
        directness = str(
            gettext(
                "indirect: E%(own)s counts as E%(level)s",
                own=finding.level.value,
                level=one.level.value,
            )
        )
    return f"{word(finding.direction).lower()}, {directness}"


def _support(reckoning: Reckoning) -> list[Step]:
    if not reckoning.supporting:
        against = reckoning.contrary or reckoning.mixed
        return [Step(str(gettext("No finding supports the link.")))] if against else []
    return [_step(gettext("Strongest support:"), reckoning.supporting[0])]


def _contrary(reckoning: Reckoning) -> list[Step]:
    if not reckoning.contrary:
        return []
    first = reckoning.contrary[0]
    if not reckoning.contrary_counts:
        return [_step(gettext("Strongest contrary:"), first, gettext("Below E2: shown, and not counted."))]
    found = [_step(gettext("Strongest contrary:"), first)]
    if reckoning.rule is Rule.HARM and reckoning.harmful is not None and reckoning.harmful != first:
        found.append(_step(gettext("Strongest with a negative effect:"), reckoning.harmful))
    return found


def _mixed(reckoning: Reckoning) -> list[Step]:
    if not reckoning.mixed:
        return []
    after = "" if reckoning.mixed_counts else gettext("Weaker than the support: it changes nothing.")
    return [_step(gettext("Strongest mixed:"), reckoning.mixed[0], after)]


def _step(before: str, one: Weighed, after: str = "") -> Step:
    return Step(f"{before} E{one.level.value}", one.attachment.finding, manner(one), str(after))


def _outcome(reckoning: Reckoning) -> str:
    assert reckoning.level is not None  # noqa: S101 - a definition link has no outcome
    return str(
        gettext(
            "So the link is E%(level)s %(word)s, %(state)s.",
            level=reckoning.level.value,
            word=word(reckoning.level).lower(),
            state=word(reckoning.state).lower(),
        )
    )
