"""What was saved, in words: from what to what, and what waits downstream. Shown once, on the next page.

Honest words (DOMAIN, "What may be inferred"): nothing said here claims more than was reported.
"""

import json
from collections.abc import Callable, Sequence

from flask import url_for
from flask_babel import gettext, ngettext
from markupsafe import Markup

from tracker.records.queries.follow_up.consequences import Consequences
from tracker.records.queries.follow_up.reporting import (
    FollowedElement,
    FollowedIndicator,
    FollowedMilestone,
)
from tracker.theory.follow_up.indicators import IndicatorAssessment, IndicatorState
from tracker.theory.follow_up.milestones import MilestoneAssessment
from tracker.theory.kinds import DeliveryStatus, ElementKind
from tracker.theory.pathway import Element, Indicator, Reading, StatusReport
from tracker.web.i18n import day, days, number
from tracker.web.marks import milestone_words
from tracker.web.wording import word

NAMED = 4
"""So many of the elements that wait are named; the others are counted."""

COOKIE_SHARE = 2_400
"""Bytes for a confirmation in the session's cookie, of which a browser keeps 4,096 in all."""

WIDTHS = (180, 110, 40, 8)
"""Longest titles in a confirmation, in characters: the first width that fits the cookie is taken."""

Sentence = tuple[str, Markup]
"""Category ("success", "info", "warning") and text."""


def shortened(build: Callable[[int], Sequence[Sentence]]) -> Sequence[Sentence]:
    """The sentences for the next page. ``build`` gives them for a longest title."""
    for width in WIDTHS:
        sentences = build(width)
        if sum(len(json.dumps(text)) for _, text in sentences) <= COOKIE_SHARE:
            break
    return sentences


def status_saved(before: FollowedElement, now: Consequences) -> Sequence[Sentence]:
    """After a report: the status before, the status now, what it means and what waits."""
    element, last = before.element, before.element.report
    saved = now.element.report if now.element else None
    if saved is None:  # archived in the same moment
        return [("success", _fill(gettext("Saved: %(what)s"), what=_strong(element.title, WIDTHS[0])))]

    def build(width: int) -> list[Sentence]:
        values = {
            "title": _strong(element.title, width),
            "after": word(saved.status),
            "now": day(saved.reported_on),
        }
        if last is None:
            text = gettext("Saved: %(title)s is reported for the first time: %(after)s (%(now)s).")
        elif last.status == saved.status:
            values["then"] = day(last.reported_on)
            text = gettext("Saved: %(title)s is still %(after)s (%(now)s; last said %(then)s).")
        else:
            values |= {"before": word(last.status), "then": day(last.reported_on)}
            text = gettext("Saved: %(title)s went from %(before)s (%(then)s) to %(after)s (%(now)s).")
        waits = _join(_meaning(element, saved, now), _waiting(now, width))
        return [("success", _fill(text, **values)), ("info", waits)]

    return shortened(build)


def milestone_done(found: MilestoneAssessment, now: Consequences) -> Sequence[Sentence]:
    """After a milestone was done: on which day, against its due date, and what waits after its element."""
    milestone = found.milestone

    def build(width: int) -> list[Sentence]:
        text = _fill(
            gettext("Saved: %(title)s was done %(day)s, due %(due)s."),
            title=_strong(milestone.title, width),
            day=day(milestone.done_on),
            due=day(milestone.due),
        )
        late = f"{milestone_words(found)}." if found.days_late else ""
        return [
            ("success", _join(text, late)),
            ("info", _join(_unchanged(now, width), _waiting(now, width))),
        ]

    return shortened(build)


def milestone_moved(
    before: FollowedMilestone, found: MilestoneAssessment, now: Consequences
) -> Sequence[Sentence]:
    """After a due date was moved: how far in all, and what that puts at risk. Reported statuses stay."""
    milestone = found.milestone

    def build(width: int) -> list[Sentence]:
        text = _fill(
            gettext("Saved: %(title)s is moved from %(before)s to %(after)s."),
            title=_strong(milestone.title, width),
            before=day(before.milestone.due),
            after=day(milestone.due),
        )
        if not found.delay_days:
            return [("success", text), ("info", _waiting(now, width))]
        return [("success", text), ("warning", _at_risk(found, now, width))]

    return shortened(build)


def milestone_reopened(before: FollowedMilestone) -> Sequence[Sentence]:
    """After a milestone was opened again."""

    def build(width: int) -> list[Sentence]:
        text = _fill(
            gettext("Saved: %(title)s is open again. It was marked as done %(day)s; it is due %(due)s."),
            title=_strong(before.milestone.title, width),
            day=day(before.milestone.done_on),
            due=day(before.milestone.due),
        )
        return [("success", text)]

    return shortened(build)


def reading_saved(
    before: FollowedIndicator, read: Reading, assessed: IndicatorAssessment, now: Consequences
) -> Sequence[Sentence]:
    """After a reading: the one before, the new one, how the indicator stands, and what waits."""
    indicator, last = before.indicator, before.latest

    def build(width: int) -> list[Sentence]:
        values = {
            "title": _strong(indicator.title, width),
            "value": _value(read, indicator),
            "day": day(read.on),
        }
        if last is None:
            text = gettext("Saved: %(title)s has its first reading: %(value)s (%(day)s).")
        else:
            values |= {"before": _value(last, indicator), "then": day(last.on)}
            text = gettext("Saved: %(title)s: %(value)s (%(day)s), after %(before)s (%(then)s).")
        standing = ""
        if assessed.state is not IndicatorState.NOT_MEASURED and assessed.progress is not None:
            standing = gettext(
                "%(state)s: %(progress)s %% of the way to the target, expected %(expected)s %%.",
                state=word(assessed.state),
                progress=round(assessed.progress * 100),
                expected=round((assessed.expected or 0) * 100),
            )
        return [
            ("success", _join(_fill(text, **values), standing)),
            ("info", _join(_unchanged(now, width), _waiting(now, width))),
        ]

    return shortened(build)


def _meaning(element: Element, saved: StatusReport, now: Consequences) -> str:
    if saved.status is DeliveryStatus.COMPLETED and element.kind is ElementKind.OUTPUT:
        return str(gettext("A delivered output meets a precondition, nothing more."))
    if saved.status is DeliveryStatus.COMPLETED:
        return str(gettext("A finished activity says nothing of its output: report on the output itself."))
    if now.claims_without_measurement:
        return str(gettext("No reading shows this result, so it is marked as a claim without measurement."))
    return ""


def _waiting(now: Consequences, width: int) -> Markup:
    if not now.later and not now.goals:
        return Markup(gettext("Nothing in the plan waits downstream."))  # noqa: S704 - our own words
    if not now.next:
        return _fill(
            gettext("This waits downstream: %(goals)s."),
            goals=_goals(now.goals, width),
        )
    return _fill(
        gettext("This waits downstream: %(elements)s; %(goals)s."),
        elements=_names(now.next, width),
        goals=_goals(now.goals, width),
    )


def _at_risk(found: MilestoneAssessment, now: Consequences, width: int) -> Markup:
    delay, promise = days(found.delay_days), day(found.milestone.baseline_due)
    if not now.later and not now.goals:
        return _fill(
            gettext("It is %(days)s behind its first promise, %(day)s."),
            days=delay,
            day=promise,
        )
    return _fill(
        gettext(
            "It is %(days)s behind its first promise, %(day)s. That puts at risk: %(elements)s; %(goals)s. "
            "No reported status is changed."
        ),
        days=delay,
        day=promise,
        elements=_names(now.later, width) if now.later else gettext("no other element"),
        goals=_goals(now.goals, width),
    )


def _unchanged(now: Consequences, width: int) -> Markup:
    """A milestone or a reading changes no status: says which one still stands."""
    element = now.element
    if element is None or not now.is_followed:
        return Markup("")
    if element.report is None:
        return _fill(
            gettext("Nobody has reported a status on %(title)s."),
            title=_link(element, width),
        )
    return _fill(
        gettext("The status of %(title)s is not changed by this: %(status)s, from %(day)s."),
        title=_link(element, width),
        status=word(element.report.status),
        day=day(element.report.reported_on),
    )


def _goals(goals: Sequence[Element], width: int) -> Markup:
    if not goals:
        return Markup(gettext("no goal"))  # noqa: S704 - our own words
    return _fill(
        gettext("the goal %(goals)s") if len(goals) == 1 else gettext("the goals %(goals)s"),
        goals=_names(goals, width),
    )


def _names(elements: Sequence[Element], width: int) -> Markup:
    named = Markup(", ").join(_link(element, width) for element in elements[:NAMED])
    more = len(elements) - NAMED
    if more <= 0:
        return named
    return Markup("{} {}").format(named, ngettext("and %(num)s more", "and %(num)s more", more))


def _link(element: Element, width: int) -> Markup:
    address = url_for("elements.show", element_id=element.id)
    return Markup('<a href="{}">{}</a>').format(address, _short(element.title, width))


def _strong(title: str, width: int) -> Markup:
    return Markup("<strong>{}</strong>").format(_short(title, width))


def _short(text: str, width: int) -> Markup:
    """A title inside a sentence: without the full stop of its own, which goals have."""
    title = text.rstrip(".") or text
    cut = title if len(title) <= width else title[: width - 1].rstrip() + "…"
    return Markup("<bdi>{}</bdi>").format(cut)


def _value(reading: Reading, indicator: Indicator) -> str:
    return f"{number(reading.value)}\u00a0{indicator.unit}"


def _fill(sentence: str, **values: object) -> Markup:
    """The sentence with its placeholders filled in; values that are not markup are escaped."""
    return Markup(sentence) % values  # noqa: S704 - a sentence of our own


def _join(*parts: str) -> Markup:
    return Markup(" ").join(part for part in parts if part)
