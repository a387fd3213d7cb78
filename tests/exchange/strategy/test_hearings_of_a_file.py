"""Cases and hearings as a strategy file has them."""

from datetime import date

import pytest

from tests.exchange.strategy.samples import BEGINNING, TEXT, fault_in, with_fault
from tracker.exchange.strategy.reading import read_strategy
from tracker.theory.kinds import CaseDocumentKind, HearingOutcome


def test_the_case_is_read_with_its_documents_and_hearing() -> None:
    case = read_strategy(TEXT.encode()).cases[0]
    assert (case.code, case.origin_on, case.deliverable_due) == (
        "2014-1516",
        date(2013, 12, 9),
        date(2014, 6, 20),
    )
    assert [one.kind for one in case.documents] == [
        CaseDocumentKind.TERMS_OF_REFERENCE,
        CaseDocumentKind.APPENDIX,
    ]
    [hearing] = case.hearings
    assert (hearing.opened_on, hearing.deadline, hearing.agenda_item) == (
        date(2014, 3, 31),
        date(2014, 5, 1),
        "7",
    )
    assert len(hearing.recipients) == 6


def test_the_decision_is_read_to_the_letter() -> None:
    [reply] = read_strategy(TEXT.encode()).cases[0].hearings[0].replies
    assert reply.outcome is HearingOutcome.DISCUSSED
    assert reply.decision == (
        "Drøftedes. Skoleudvalget prioriterer informationen, forældreinddragelse og SSP-arbejdet, "
        'i arbejdet med "Tryghed i Aalborg Kommune".'
    )
    assert [(point.plan, point.quote) for point in reply.points] == [
        ("HP5", "informationen, forældreinddragelse"),
        ("HP4", "SSP-arbejdet"),
    ]


def test_a_file_that_only_names_priorities_gives_a_point_for_each_plan() -> None:
    at = BEGINNING.index("            points:")
    data = BEGINNING[:at] + BEGINNING[BEGINNING.index("            real: true", at) :]
    [reply] = read_strategy(data.encode()).cases[0].hearings[0].replies
    assert [(point.plan, point.quote) for point in reply.points] == [("HP1", ""), ("HP2", "")]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("deadline: 2014-05-01", "deadline: 2014-03-01", "it comes before the hearing is opened"),
        ("recipient: U-SKOLE", "recipient: U-GONE", "“U-GONE” is not heard"),
        ("{recipient: U-FAM,  ", "{recipient: U-SKOLE,", "“U-SKOLE” has replied already"),
        ("meeting: 2014-04-22", "meeting: 2014-03-01", "met before the hearing was opened"),
        ("outcome: discussed", "outcome: shouted", "unknown word “shouted”"),
        ("decided_by: MAG", "decided_by: XYZ", "there is no “XYZ”"),
        ("recipients: [U-SKOLE, U-BESK", "recipients: [U-SKOLE, U-XYZ", "there is no “U-XYZ”"),
        ("priorities: [HP1, HP2]", "prioritise: [HP1, HP2]", "unknown key “prioritise”"),
        ('forældreinddragelse", plan: HP1', 'forældreinddragelse", plan: HP9', "there is no “HP9”"),
        ("kind: appendix", "kind: letter", "unknown word “letter”"),
    ],
)
def test_what_does_not_fit_together_is_refused(old: str, new: str, reason: str) -> None:
    data, _line = with_fault(old, new)
    assert reason in fault_in(data).reason
