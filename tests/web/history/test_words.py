"""Everything that the event log may hold has a word."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum
from types import FunctionType
from typing import Any

import pytest
import sqlalchemy as sa
from flask_babel import force_locale

import tracker
from tracker.records.base import Base, Tracked
from tracker.records.eventlog import tracked_columns, tracked_tables
from tracker.records.models import Operation
from tracker.records.queries.history import entries as log
from tracker.records.queries.history.entries import Entry, Field, Group
from tracker.records.queries.history.values import NAMED_BY, NAMERS, Named, tables, typed
from tracker.services import verb as verb_module
from tracker.theory.kinds import EvidenceLevel, LinkKind, ResultStatus
from tracker.web.history.column_words import COLUMNS
from tracker.web.history.entries import told, value_words
from tracker.web.history.thing_words import COUNTS, KINDS, THINGS, count_words
from tracker.web.history.verb_words import VERBS, verb_word
from tracker.web.wording import word


def verbs() -> Iterator[str]:
    """Names of all functions of the program that are made verbs."""
    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        for name, found in vars(importlib.import_module(module.name)).items():
            made = isinstance(found, FunctionType) and found.__code__.co_name == "carried_out"
            if made and found.__code__.co_filename == verb_module.__file__:
                yield found.__wrapped__.__name__ if hasattr(found, "__wrapped__") else name


def columns() -> list[tuple[str, str]]:
    """Each tracked table with each column that the log keeps."""
    return [
        (mapper.local_table.name, column)  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Tracked)
        for column in tracked_columns(mapper.class_())
    ]


def test_there_are_verbs_and_columns_to_look_at() -> None:
    assert {"report_status", "move_milestone", "load_strategy"} <= set(verbs())
    assert ("milestones", "due") in set(columns())


def test_every_verb_has_a_word() -> None:
    assert set(verbs()) - VERBS.keys() == set()


def test_every_tracked_column_has_a_word() -> None:
    assert {column for _, column in columns()} - COLUMNS.keys() == set()


def test_every_tracked_table_has_a_word_a_plural_and_a_way_to_name_its_rows() -> None:
    assert tracked_tables() - THINGS.keys() == set()
    assert tracked_tables() - COUNTS.keys() == set()
    assert tracked_tables() - NAMERS.keys() == set()
    assert set(NAMED_BY) <= tracked_tables()


def test_every_table_in_a_plan_belongs_to_one_kind_of_the_filter() -> None:
    of_plans = {entity for entity, column in columns() if column == "plan_id"} | {"plans"}
    filtered = [entity for entities in log.KINDS.values() for entity in entities]
    assert sorted(filtered) == sorted(of_plans)
    assert log.KINDS.keys() == KINDS.keys()


def test_every_member_of_a_stored_vocabulary_has_a_word(empty_app) -> None:
    with empty_app.test_request_context():
        for table in tables().values():
            for column in table.c:
                if isinstance(column.type, sa.Enum) and column.type.enum_class:
                    for member in column.type.enum_class:
                        assert isinstance(member, Enum)
                        assert word(member)  # type: ignore[arg-type]


def test_a_verb_of_an_older_version_still_reads_as_a_change(empty_app) -> None:
    with empty_app.test_request_context():
        assert verb_word("long_forgotten") == "lavede en ændring"


@pytest.mark.parametrize(
    ("entity", "column", "logged", "value"),
    [
        ("milestones", "due", "2015-05-01", date(2015, 5, 1)),
        ("elements", "archived_at", "2015-05-01T10:00:00+00:00", datetime(2015, 5, 1, 10, tzinfo=UTC)),
        ("status_reports", "result_status", "not_yet", ResultStatus.NOT_YET),
        ("findings", "level", 3, EvidenceLevel.E3),
        ("assumptions", "critical", True, True),
        ("milestones", "element_id", 7, Named("elements", 7)),
        ("milestones", "plan_id", 2, Named("plans", 2)),
        ("links", "target_id", 7, Named("elements", 7)),
        ("readings", "value", 0.5, 0.5),
        ("plans", "ends_on", None, None),
        # what no longer fits its column stays as it was logged
        ("links", "kind", "telepathic", "telepathic"),
        ("milestones", "due", "soon", "soon"),
        ("milestones", "dropped_column", "x", "x"),
        ("dropped_table", "title", "x", "x"),
    ],
)
def test_a_logged_value_takes_its_columns_type(entity: str, column: str, logged: Any, value: Any) -> None:
    found = typed(entity, column, logged)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (None, "", ""),
        (True, "Ja", "Yes"),
        (False, "Nej", "No"),
        (0.0, "0", "0"),
        (1234.5, "1.234,5", "1,234.5"),
        (date(2015, 5, 1), "01.05.2015", "1 May 2015"),
        (datetime(2015, 5, 1, 10, 5, tzinfo=UTC), "01.05.2015 12.05", "1 May 2015 12:05"),
        (EvidenceLevel.E4, "E4 Veldokumenteret", "E4 Well documented"),
        (LinkKind.FEEDBACK, "Tilbagekobling", "Feedback"),
        (Named("elements", 7, "Ny belysning"), "Ny belysning", "Ny belysning"),
        (Named("elements", 7), "nr. 7", "no. 7"),
        ("<b>&evil</b>", "<b>&evil</b>", "<b>&evil</b>"),
    ],
)
def test_a_value_reads_in_the_readers_language(empty_app, value: Any, danish: str, english: str) -> None:
    for language, expected in (("da", danish), ("en", english)):
        with empty_app.test_request_context(), force_locale(language):
            assert value_words("any", value) == expected


def test_a_new_row_tells_what_it_holds_beside_its_name() -> None:
    entry = Entry(
        1,
        Named("milestones", 3, "Udbud"),
        (
            Field("id", None, 3),
            Field("plan_id", None, Named("plans", 1)),
            Field("title", None, "Udbud"),
            Field("due", None, date(2015, 5, 1)),
            Field("done_on", None, None),
            Field("element_id", None, Named("elements", 7)),
        ),
    )
    assert [field.column for field in told(entry, changed=False)] == ["due", "element_id"]
    own = Named("elements", 7)
    assert [field.column for field in told(entry, changed=False, own=own)] == ["due"]


def test_a_value_of_zero_is_told() -> None:
    entry = Entry(1, Named("readings", 3, "Ture"), (Field("value", None, 0.0),))
    assert [field.column for field in told(entry, changed=False)] == ["value"]


def test_a_changed_row_tells_all_that_changed() -> None:
    entry = Entry(1, Named("milestones", 3), (Field("position", 1, 2), Field("title", "Før", "Efter")))
    assert [field.column for field in told(entry, changed=True)] == ["position", "title"]


def test_many_rows_are_counted(empty_app) -> None:
    with empty_app.test_request_context():
        assert count_words(Group("elements", Operation.CREATE, 17, ())) == "17 elementer"
        assert count_words(Group("elements", Operation.CREATE, 1, ())) == "1 element"
