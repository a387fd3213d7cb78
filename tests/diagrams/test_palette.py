"""Marks that can be read by everyone: enough contrast, and never colour alone."""

from itertools import combinations

import pytest

from tracker.diagrams import palette
from tracker.diagrams.palette import (
    EVIDENCE_LINES,
    KIND_LINES,
    STATE_COLOURS,
    STATE_SIGNS,
    STATUS_MARKS,
    line_mark,
    link_label,
)
from tracker.theory.evidence.levels import LinkState
from tracker.theory.kinds import DeliveryStatus, EvidenceLevel, LinkKind, ResultStatus

TEXT, GRAPHICS = 4.5, 3.0


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mark", STATUS_MARKS.values(), ids=[str(status) for status in STATUS_MARKS])
def test_a_status_word_can_be_read_on_its_card(mark: palette.StatusMark) -> None:
    assert contrast(mark.colour, palette.PAPER) >= TEXT


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (palette.INK, palette.LANE),
        (palette.INK, palette.PAPER),
        (palette.MUTED, palette.PAPER),
        (palette.PAPER, palette.GOAL),
        (palette.GOAL_MUTED, palette.GOAL),
        (palette.ALARM, palette.ALARM_GROUND),
        (palette.CAUTION, palette.CAUTION_GROUND),
        *((colour, palette.PAPER) for colour in STATE_COLOURS.values()),
        (palette.PAPER, palette.ALARM),
        (palette.PAPER, palette.CAUTION),
        (palette.PAPER, palette.WEAKEST),
        (palette.INK, palette.TAG_GROUND),
    ],
)
def test_text_can_be_read_on_its_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= TEXT


@pytest.mark.parametrize("hue", palette.HUES)
@pytest.mark.parametrize("ground", [palette.PAPER, palette.LANE])
def test_a_stripe_can_be_seen(hue: str, ground: str) -> None:
    assert contrast(hue, ground) >= GRAPHICS


@pytest.mark.parametrize("band", [colour for colour, _ in palette.BANDS.values()])
@pytest.mark.parametrize("mark", EVIDENCE_LINES.values())
def test_a_line_can_be_seen_on_its_band(mark: palette.LineMark, band: str) -> None:
    assert contrast(mark.colour, band) >= GRAPHICS


@pytest.mark.parametrize(
    "mark",
    [
        *EVIDENCE_LINES.values(),
        *KIND_LINES.values(),
        palette.DEFINITION_LINE,
        palette.RISK_MARK,
        *(line_mark(kind, None, None, palette.Stress.QUIET) for kind in LinkKind),
    ],
)
@pytest.mark.parametrize("ground", [palette.PAPER, palette.LANE])
def test_a_line_stands_out_from_paper_and_lane(mark: palette.LineMark, ground: str) -> None:
    assert contrast(mark.colour, ground) >= GRAPHICS


def test_every_status_has_a_mark() -> None:
    assert set(STATUS_MARKS) == {*DeliveryStatus, *ResultStatus}


@pytest.mark.parametrize("statuses", [DeliveryStatus, ResultStatus])
def test_no_two_statuses_of_a_set_share_a_sign(
    statuses: type[DeliveryStatus] | type[ResultStatus],
) -> None:
    signs = [STATUS_MARKS[status].sign for status in statuses]
    assert len(set(signs)) == len(signs)


def test_evidence_levels_differ_without_colour() -> None:
    for one, other in combinations(EVIDENCE_LINES.values(), 2):
        assert one.dash is not other.dash or abs(one.width - other.width) >= 1


def test_stronger_evidence_is_never_a_thinner_solid_line() -> None:
    solid = [mark.width for mark in EVIDENCE_LINES.values() if mark.dash is palette.Dash.SOLID]
    assert solid == sorted(solid)


def test_every_state_but_support_has_a_sign_of_its_own() -> None:
    signs = [STATE_SIGNS[state] for state in LinkState if state is not LinkState.SUPPORTED]
    assert all(signs)
    assert len(set(signs)) == len(signs)


def test_a_link_is_named_by_its_level_and_state() -> None:
    assert link_label(LinkKind.CAUSAL, EvidenceLevel.E1, LinkState.CONTESTED) == "E1±"
    assert link_label(LinkKind.CAUSAL, EvidenceLevel.E3, LinkState.SUPPORTED) == "E3"
    assert link_label(LinkKind.CAUSAL, None, LinkState.DEFINITION) == "="


def test_an_implementation_link_is_neutral_whatever_evidence_it_is_given() -> None:
    assert link_label(LinkKind.IMPLEMENTATION, EvidenceLevel.E4, LinkState.SUPPORTED) == ""
    mark = line_mark(LinkKind.IMPLEMENTATION, EvidenceLevel.E4, LinkState.SUPPORTED)
    assert mark is KIND_LINES[LinkKind.IMPLEMENTATION]


def test_feedback_is_dashed() -> None:
    assert line_mark(LinkKind.FEEDBACK, None, None).dash is palette.Dash.DASHED
