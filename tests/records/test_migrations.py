"""The tables that migrations make are those that the models describe."""

import re
from collections.abc import Iterator
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy.orm import Session

from tests.databases import ON_POSTGRESQL
from tests.factories import Maker
from tests.personas import TODAY
from tracker.extensions import db
from tracker.records.base import Base
from tracker.records.queries.catalogue.entries import rows
from tracker.records.queries.catalogue.filters import Filters
from tracker.records.queries.history.log import logged_changes, state_now
from tracker.records.replay import replay


@pytest.fixture
def connection(empty_app: Flask) -> Iterator[sa.Connection]:
    with empty_app.app_context(), db.engine.connect() as connection:
        yield connection


SEARCH_TABLES_OF_SQLITE = {
    "catalogue_search",
    "catalogue_search_config",
    "catalogue_search_data",
    "catalogue_search_docsize",
    "catalogue_search_idx",
}
"""What FTS5 makes for the catalogue's search; no model describes them."""

pytestmark = pytest.mark.filterwarnings("ignore:autogenerate skipping.*ix_catalogue_entries_search")


def differences(connection: sa.Connection, **options: Any) -> list[Any]:
    """What is otherwise in the database than in the models, the search tables of SQLite left out."""
    found = compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
    expected = set() if ON_POSTGRESQL else SEARCH_TABLES_OF_SQLITE
    beyond = {one[1].name for one in found if one[0] == "remove_table"}
    return [one for one in found if one[0] != "remove_table"] + sorted(beyond ^ expected)


def test_the_migrated_database_is_what_the_models_describe(connection: sa.Connection) -> None:
    assert differences(connection, compare_type=True) == []


def test_the_search_is_indexed_on_every_database(connection: sa.Connection) -> None:
    inspector = sa.inspect(connection)
    if ON_POSTGRESQL:
        assert "ix_catalogue_entries_search" in {
            index["name"] for index in inspector.get_indexes("catalogue_entries")
        }
    else:
        triggers = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        assert {name for (name,) in triggers if name.startswith("catalogue")} == {
            "catalogue_search_put",
            "catalogue_search_taken",
            "catalogue_search_changed",
        }


def test_the_migrated_database_has_the_models_checks(connection: sa.Connection) -> None:
    inspector = sa.inspect(connection)
    for table in Base.metadata.sorted_tables:
        described = {str(c.name) for c in table.constraints if isinstance(c, sa.CheckConstraint)}
        there = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
        assert there == described, table.name


def test_every_word_of_a_vocabulary_passes_its_columns_check(connection: sa.Connection) -> None:
    # autogenerate does not see a word that was added to a vocabulary
    inspector = sa.inspect(connection)
    for table in Base.metadata.sorted_tables:
        checks = {str(c["name"]): str(c["sqltext"]) for c in inspector.get_check_constraints(table.name)}
        for column in table.columns:
            if isinstance(column.type, sa.Enum):
                name = f"ck_{table.name}_{column.type.name}"
                assert set(re.findall(r"'(\w+)'", checks[name])) == set(column.type.enums), name


def test_entries_that_are_there_are_searched_after_the_migration(
    app: Flask, demo_session: Session, make_in_demo: Maker
) -> None:
    make_in_demo.catalogue_entry(
        title="Ungestrategi", strategy_id=1, organisation_id=1, commitments=["Flere væresteder"]
    )
    demo_session.close()
    with app.app_context():
        flask_migrate.downgrade(revision="005")
        flask_migrate.upgrade()
    found = {words: rows(demo_session, Filters(words), TODAY, "da") for words in ("væresteder", "rusmidler")}
    assert {words: [row.entry.title for row in entries] for words, entries in found.items()} == {
        "væresteder": ["Ungestrategi"],
        "rusmidler": [],
    }
    assert len(rows(demo_session, Filters("politikken"), TODAY, "da")) == 3


def test_migrations_are_numbered_one_after_the_other(empty_app: Flask) -> None:
    with empty_app.app_context():
        config = empty_app.extensions["migrate"].migrate.get_config()
        revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert sorted(revisions) == [f"{number:03d}" for number in range(1, len(revisions) + 1)]


def test_every_migration_can_be_taken_back_and_made_again(empty_app: Flask) -> None:
    with empty_app.app_context():
        flask_migrate.downgrade(revision="base")
        assert sa.inspect(db.engine).get_table_names() == ["alembic_version"]
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            assert differences(connection) == []


def test_a_migration_that_is_made_again_keeps_the_rows_and_their_history(
    app: Flask, make_in_demo: Maker
) -> None:
    make_in_demo.milestone(element_id=make_in_demo.element())
    session = make_in_demo.writer.session
    before = {table: len(rows) for table, rows in state_now(session).items()}
    session.close()
    with app.app_context():
        flask_migrate.downgrade(revision="001")
        # what the first schema has no place for
        younger = before.keys() - set(sa.inspect(db.engine).get_table_names())
        flask_migrate.upgrade()
    after = state_now(session)
    assert "measurements" in younger
    assert {table: len(rows) for table, rows in after.items()} == {
        table: count for table, count in before.items() if table not in younger
    }
    assert replay(logged_changes(session)).keys() - younger == after.keys()
