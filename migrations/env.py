"""Runs migrations on the application's database; revisions are numbered 001, 002, ..."""

from alembic import context
from flask import current_app
from sqlalchemy import TypeDecorator

database = current_app.extensions["migrate"].db


def number_revisions(_context, _revision, directives):
    """The next free number instead of a random name; no file when nothing changed."""
    script = directives[0]
    if getattr(context.config.cmd_opts, "autogenerate", False) and script.upgrade_ops.is_empty():
        directives[:] = []
        return
    head = context.script.get_current_head()
    script.rev_id = f"{int(head or 0) + 1:03d}"


def render_own_types(kind, item, _autogen_context):
    """Migrations stand alone: the application's own column types are written as what they store."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def leave_out_search_tables(name, kind, _parents):
    """SQLite's tables for full-text search are made by hand (006), and no model describes them."""
    return not (kind == "table" and name.startswith("catalogue_search"))


with database.engine.connect() as connection:
    # Rebuilding a table that others refer to needs foreign keys off; SQLite heeds that only outside a
    # transaction. Each migration that rebuilds ends with a check of its keys.
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_own_types,
        include_name=leave_out_search_tables,
        process_revision_directives=number_revisions,
    )
    with context.begin_transaction():
        context.run_migrations()
    if connection.dialect.name == "sqlite":
        broken = connection.connection.cursor().execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"rows without what they refer to: {broken[:5]}")
        connection.connection.cursor().execute("PRAGMA foreign_keys = ON")
