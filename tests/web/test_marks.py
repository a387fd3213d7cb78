"""Marks of states on pages: the diagram's signs and colours, with a word beside them."""

import re
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

import tracker
from tests.diagrams.test_palette import TEXT, contrast
from tracker.diagrams.palette import ALARM, CAUTION, PAPER, STATE_COLOURS, STATUS_MARKS
from tracker.theory.evidence.levels import LinkState
from tracker.theory.follow_up.indicators import IndicatorState
from tracker.theory.follow_up.milestones import MilestoneState, assess
from tracker.theory.kinds import AssumptionState, DeliveryStatus, EvidenceLevel, ResultStatus
from tracker.theory.pathway import Milestone
from tracker.web.marks import line_svg, milestone_words, sign_of, sign_svg, slippage_words

pytestmark = pytest.mark.once

STYLES = Path(tracker.__file__).parent.parent / "static" / "css" / "status.css"
TODAY = date(2015, 9, 15)
MARKED: dict[str, list[type[StrEnum]]] = {
    "status": [DeliveryStatus, ResultStatus],
    "milestone": [MilestoneState],
    "indicator": [IndicatorState],
    "assumption": [AssumptionState],
}


def colours() -> dict[str, str]:
    """The text colour of each class in the style sheet."""
    found: dict[str, str] = {}
    for selectors, rules in re.findall(r"([^{}]+){([^}]*)}", STYLES.read_text(encoding="utf-8")):
        colour = re.search(r"(?<![-\w])color: (#[0-9a-f]{6})", rules)
        if colour:
            found |= {name.strip().removeprefix("."): colour[1] for name in selectors.split(",")}
    return found


def marked() -> list[tuple[str, StrEnum]]:
    return [(name, state) for name, kinds in MARKED.items() for kind in kinds for state in kind]


@pytest.mark.parametrize("status", [*DeliveryStatus, *ResultStatus], ids=repr)
def test_a_status_has_the_colour_of_the_diagram(status: DeliveryStatus | ResultStatus) -> None:
    assert colours()[f"status--{status.value}"] == STATUS_MARKS[status].colour


@pytest.mark.parametrize("state", [s for s in LinkState if s in STATE_COLOURS], ids=repr)
def test_a_doubtful_link_has_the_colour_of_the_diagram(state: LinkState) -> None:
    if state not in (LinkState.UNTESTED, LinkState.DEFINITION):
        assert colours()[f"evidence--{state.value}"] == STATE_COLOURS[state]


def test_what_is_late_has_the_colours_of_the_diagram() -> None:
    assert colours()["milestone--overdue"] == ALARM
    assert colours()["milestone--due_soon"] == CAUTION


@pytest.mark.parametrize(("name", "state"), marked(), ids=repr)
def test_every_mark_is_legible_on_white(name: str, state: StrEnum) -> None:
    assert contrast(colours()[f"{name}--{state.value}"], PAPER) >= TEXT


@pytest.mark.parametrize("kind", [kind for kinds in MARKED.values() for kind in kinds])
def test_states_of_one_kind_can_be_told_apart_without_colour(kind: type[StrEnum]) -> None:
    signs = [sign_of(state) for state in kind]
    assert len(signs) == len(set(signs))
    drawings = [sign_svg(state) for state in kind]
    assert len(drawings) == len(set(drawings))


def test_levels_can_be_told_apart_by_their_lines() -> None:
    lines = [line_svg(level, LinkState.SUPPORTED) for level in EvidenceLevel]
    lines.append(line_svg(None, LinkState.DEFINITION))
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize(("_name", "state"), marked(), ids=repr)
def test_a_sign_needs_nothing_of_the_security_policy_and_says_nothing(_name: str, state: StrEnum) -> None:
    drawing = sign_svg(state)
    assert 'aria-hidden="true"' in drawing
    assert "style=" not in drawing


def test_what_is_no_state_has_no_sign() -> None:
    with pytest.raises(TypeError):
        sign_of(EvidenceLevel.E1)  # type: ignore[arg-type]


def milestone(due: date, promised: date | None = None, done: date | None = None) -> Milestone:
    return Milestone(1, 1, "Udbud offentliggjort", due, promised or due, done)


@pytest.mark.parametrize(
    ("found", "danish", "english"),
    [
        (milestone(date(2015, 7, 24)), "Overskredet 53 dage", "Overdue by 53 days"),
        (milestone(date(2015, 9, 14)), "Overskredet 1 dag", "Overdue by 1 day"),
        (milestone(date(2015, 9, 15)), "Forfalder i dag", "Due today"),
        (milestone(date(2015, 9, 16)), "Forfalder om 1 dag", "Due in 1 day"),
        (milestone(date(2015, 12, 31)), "Planlagt", "Planned"),
        (milestone(date(2015, 5, 1), done=date(2015, 5, 1)), "Nået", "Done"),
        (milestone(date(2015, 5, 1), done=date(2015, 5, 13)), "Nået 12 dage for sent", "Done 12 days late"),
    ],
)
def test_a_milestone_stands_in_words_and_days(
    empty_app: Flask, found: Milestone, danish: str, english: str
) -> None:
    for language, words in (("da", danish), ("en", english)):
        with empty_app.test_request_context(), force_locale(language):
            assert milestone_words(assess(found, TODAY)) == words


def test_slippage_names_the_first_promise(empty_app: Flask) -> None:
    with empty_app.test_request_context():
        moved = milestone(date(2015, 5, 1), promised=date(2015, 4, 1))
        assert slippage_words(assess(moved, TODAY)) == "Udskudt 30 dage, fra 01.04.2015"
        earlier = milestone(date(2015, 3, 31), promised=date(2015, 4, 1))
        assert slippage_words(assess(earlier, TODAY)) == "Fremrykket 1 dag, fra 01.04.2015"
        assert slippage_words(assess(milestone(date(2015, 5, 1)), TODAY)) == ""


@pytest.mark.parametrize("state", [*DeliveryStatus, *ResultStatus, None], ids=repr)
def test_a_status_mark_always_has_a_word(
    empty_app: Flask, state: DeliveryStatus | ResultStatus | None
) -> None:
    with empty_app.test_request_context():
        macros = empty_app.jinja_env.get_template("macros/status.html").module
        mark = str(macros.status_mark(state))  # type: ignore[attr-defined]
    assert re.sub(r"<[^>]+>", "", mark).strip().replace("?", "")
