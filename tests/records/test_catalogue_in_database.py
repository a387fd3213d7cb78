"""The sample's existing strategies, now from rows; and who learns of ties to plans."""

from dataclasses import asdict
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.personas import TODAY
from tests.theory.reader import document
from tracker.records.models import CatalogueEntry, CatalogueGoal, Goal, Organisation
from tracker.records.queries.catalogue import entries as query
from tracker.records.queries.catalogue.commitment_ties import conflicts_of_entries, one_tie, ties_of_entry
from tracker.records.queries.catalogue.filters import Filters, Selection
from tracker.records.viewer import Viewer
from tracker.services.catalogue.entries import archive_catalogue_entry
from tracker.theory.kinds import Role, Visibility
from tracker.theory.strategy.catalogue import Validity, goals_without_strategy, standing

PARTNER = Viewer(0, "", "", "da", frozenset({(Role.READER, 999)}))
PLANNER = Viewer(0, "", "", "da", frozenset({(Role.PLANNER, 999)}))


def test_the_database_holds_what_the_file_says(demo_session: Session) -> None:
    served: dict[str, set[str]] = {}
    for code, goal in demo_session.execute(
        sa.select(CatalogueEntry.code, Goal.code)
        .join(CatalogueGoal, CatalogueGoal.catalogue_entry_id == CatalogueEntry.id)
        .join(Goal, Goal.id == CatalogueGoal.goal_id)
    ):
        served.setdefault(code, set()).add(goal)
    entries = demo_session.execute(
        sa.select(CatalogueEntry, Organisation.code).join(
            Organisation, Organisation.id == CatalogueEntry.organisation_id
        )
    )
    assert {
        one.code: (one.title, one.title_en, owner, one.valid_from, one.valid_until, one.illustrative)
        for one, owner in entries
    } == {
        row["id"]: (
            row["da"],
            row.get("en"),
            row["owner"],
            row["valid"]["start"],
            row["valid"]["end"],
            row.get("illustrative", False),
        )
        for row in document()["strategies"]
    }
    assert served == {row["id"]: set(row["goals"]) for row in document()["strategies"]}


@pytest.mark.parametrize(
    ("selection", "codes"),
    [
        (Selection.EVERY, {"S1", "S2", "S3", "S4", "S5", "S6", "S7"}),
        (Selection.CURRENT, {"S2", "S3", "S4", "S5", "S6", "S7"}),
        (Selection.EXPIRING, {"S4", "S5"}),
        (Selection.EXPIRED, {"S1"}),
        (Selection.NO_END, set()),
        (Selection.NOT_YET, set()),
        (Selection.ARCHIVED, set()),
    ],
)
def test_the_list_is_narrowed_down_to_a_validity(
    demo_session: Session, selection: Selection, codes: set[str]
) -> None:
    filters = Filters(selection=selection)
    found = query.rows(demo_session, filters, TODAY, "da")
    assert {row.entry.code for row in found} == codes
    assert query.count(demo_session, filters, TODAY) == len(codes)


def test_the_filter_and_the_rule_agree_on_every_day_around_an_end(session: Session, make: Maker) -> None:
    for start, end in ((None, None), (0, None), (1, 400), (-400, -1), (-400, 0), (-1, 183), (-1, 184)):
        make.catalogue_entry(
            valid_from=None if start is None else TODAY + timedelta(days=start),
            valid_until=None if end is None else TODAY + timedelta(days=end),
        )
    of_rule: dict[Validity, set[int]] = {}
    for row in query.rows(session, Filters(), TODAY, "da"):
        validity = standing(row.entry.valid_from, row.entry.valid_until, TODAY).validity
        of_rule.setdefault(validity, set()).add(row.entry.id)

    def listed(selection: Selection) -> set[int]:
        return {row.entry.id for row in query.rows(session, Filters(selection=selection), TODAY, "da")}

    assert listed(Selection.EXPIRED) == of_rule[Validity.EXPIRED]
    assert listed(Selection.EXPIRING) == of_rule[Validity.EXPIRING]
    assert listed(Selection.NOT_YET) == of_rule[Validity.NOT_YET]
    assert listed(Selection.CURRENT) == of_rule[Validity.CURRENT] | of_rule[Validity.EXPIRING]


def test_every_goal_of_the_sample_has_a_valid_strategy(demo_session: Session) -> None:
    goals = [goal.id for goal in query.goals(demo_session, "da")]
    assert len(goals) == 5
    assert goals_without_strategy(goals, query.serving_periods(demo_session, TODAY), TODAY) == ()


def test_a_goal_is_served_in_the_database_on_the_days_on_which_the_rule_says_so(
    session: Session, make: Maker
) -> None:
    served, alone = make.goal(), make.goal()
    make.catalogue_entry(goal_ids=[served], valid_until=TODAY - timedelta(days=3))
    make.catalogue_entry(goal_ids=[served], valid_from=TODAY, valid_until=TODAY + timedelta(days=2))
    gone = make.catalogue_entry(goal_ids=[alone])
    version = query.entries(session, [gone], "da")[0].entry.version
    archive_catalogue_entry(make.writer, entry_id=gone, version=version, reason="Ophævet")
    for days in range(-5, 5):
        today = TODAY + timedelta(days=days)
        without = goals_without_strategy([served, alone], query.serving_periods(session, today), today)
        assert without == ((alone,) if days <= -3 or 0 <= days <= 2 else (served, alone)), days


def test_pages_come_one_after_the_other(session: Session, make: Maker) -> None:
    numbers = [make.catalogue_entry(title=f"Strategi {letter}") for letter in "ABCDE"]
    pages = [query.rows(session, Filters(), TODAY, "da", page=page, limit=2) for page in (1, 2, 3)]
    # one more than the page, where there is another
    assert [[row.entry.id for row in page] for page in pages] == [
        numbers[0:3],
        numbers[2:5],
        numbers[4:5],
    ]


def test_a_tie_to_a_plan_that_one_does_not_see_is_neither_counted_nor_named(
    session: Session, make: Maker
) -> None:
    hidden = make.plan(
        visibility=Visibility.ORGANISATION, lead_organisation_id=make.organisation(name="De andre")
    )
    tie = make.tie(element_id=make.element(plan_id=hidden))
    entry = make.the("catalogue_entry")
    assert ties_of_entry(session, PARTNER, entry, "da") == {}
    assert conflicts_of_entries(session, PARTNER, [entry]) == {}
    assert one_tie(session, PARTNER, tie, "da") is None
    assert conflicts_of_entries(session, PLANNER, [entry]) == {entry: 1}
    found = one_tie(session, PLANNER, tie, "da")
    assert found is not None
    assert asdict(found)["plan_id"] == hidden
