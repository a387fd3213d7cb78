"""The tables that migrations make are those that the models describe."""

import re
from collections.abc import Iterator

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from tests.factories import Maker
from tracker.extensions import db
from tracker.records.base import Base
from tracker.records.queries.log import logged_changes, state_now
from tracker.records.replay import replay


@pytest.fixture
def connection(empty_app: Flask) -> Iterator[sa.Connection]:
    with empty_app.app_context(), db.engine.connect() as connection:
        yield connection


def test_the_migrated_database_is_what_the_models_describe(connection: sa.Connection) -> None:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, Base.metadata) == []


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
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_migration_that_is_made_again_keeps_the_rows_and_their_history(
    app: Flask, make_in_demo: Maker
) -> None:
    make_in_demo.milestone(element_id=make_in_demo.element())
    session = make_in_demo.writer.session
    before = {table: len(rows) for table, rows in state_now(session).items()}
    session.close()
    with app.app_context():
        flask_migrate.downgrade(revision="001")
        # a table that a later migration made goes with its rows
        staying = set(sa.inspect(db.engine).get_table_names())
        flask_migrate.upgrade()
    after = state_now(session)
    assert {table: len(rows) for table, rows in after.items()} == {
        table: count for table, count in before.items() if table in staying
    }
    assert replay(logged_changes(session)).keys() >= after.keys()
