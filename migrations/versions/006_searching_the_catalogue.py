"""The words of the catalogue's entries, and their index for full-text search.

SQLite searches them in an FTS5 table of its own, which triggers keep. A later migration that rebuilds
``catalogue_entries`` there drops the triggers with the old table, and has to make them again.
"""

import sqlalchemy as sa
from alembic import op

from tracker.records.search_words import indexed

revision = "006"
down_revision = "005"

COLUMNS = ("searched_title", "searched_commitments", "searched_note")


def upgrade() -> None:
    with op.batch_alter_table("catalogue_entries", schema=None) as batch_op:
        for column in COLUMNS:
            batch_op.add_column(sa.Column(column, sa.Text(), server_default="", nullable=False))
    keep_words_of_what_is_there()
    if op.get_bind().dialect.name == "postgresql":
        make_search_index()
    else:
        make_search_table()


def make_search_index() -> None:
    """Each word gets the mark of where it stands, so that the index alone tells which entries hold it in their
    title. No parser reads the words; it would cut them in its own way. The cost keeps the planner from making
    every entry's vector anew instead of asking the index, be there fifty entries or thousands; being no function
    for parallel work, it keeps it from starting processes, which takes longer than the search."""
    words = "FROM unnest(string_to_array({0}, ' ')) AS word WHERE word <> ''"
    marked = " || ".join(
        f"ARRAY(SELECT '{name[0]}:' || word {words.format(name)})"
        for name in ("title", "commitments", "note")
    )
    op.execute(
        "CREATE FUNCTION catalogue_vector(title text, commitments text, note text) RETURNS tsvector"
        " LANGUAGE plpgsql IMMUTABLE COST 10000"
        f" AS $$ BEGIN RETURN array_to_tsvector({marked}); END $$"
    )
    op.execute(
        "CREATE INDEX ix_catalogue_entries_search ON catalogue_entries"
        f" USING gin (catalogue_vector({', '.join(COLUMNS)}))"
    )


def make_search_table() -> None:
    """Words are stored as the program cut them; nothing but spaces parts them (the tokenizer ``ascii``)."""
    names = ", ".join(COLUMNS)
    new = ", ".join(f"new.{column}" for column in COLUMNS)
    old = ", ".join(f"old.{column}" for column in COLUMNS)
    op.execute(
        f"CREATE VIRTUAL TABLE catalogue_search USING fts5({names},"
        " content='catalogue_entries', content_rowid='id', tokenize='ascii', detail='column')"
    )
    op.execute("INSERT INTO catalogue_search (catalogue_search) VALUES ('rebuild')")
    into = "INSERT INTO catalogue_search"
    put = f"{into} (rowid, {names}) VALUES (new.id, {new});"
    take = f"{into} (catalogue_search, rowid, {names}) VALUES ('delete', old.id, {old});"
    op.execute(f"CREATE TRIGGER catalogue_search_put AFTER INSERT ON catalogue_entries BEGIN {put} END")
    op.execute(f"CREATE TRIGGER catalogue_search_taken AFTER DELETE ON catalogue_entries BEGIN {take} END")
    op.execute(
        f"CREATE TRIGGER catalogue_search_changed AFTER UPDATE OF {names} ON catalogue_entries"
        f" BEGIN {take} {put} END"
    )


def keep_words_of_what_is_there() -> None:
    connection = op.get_bind()
    entries = connection.execute(sa.text("SELECT id, title, title_en, note FROM catalogue_entries")).all()
    for entry in entries:
        commitments = connection.execute(
            sa.text(
                "SELECT sentence FROM commitments WHERE catalogue_entry_id = :entry AND archived_at IS NULL"
                " ORDER BY position, id"
            ),
            {"entry": entry.id},
        ).scalars()
        connection.execute(
            sa.text(
                "UPDATE catalogue_entries SET searched_title = :title, searched_commitments = :commitments,"
                " searched_note = :note WHERE id = :entry"
            ),
            {
                "entry": entry.id,
                "title": indexed(entry.title, entry.title_en or ""),
                "commitments": indexed(*commitments),
                "note": indexed(entry.note),
            },
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_catalogue_entries_search", table_name="catalogue_entries")
        op.execute("DROP FUNCTION catalogue_vector(text, text, text)")
    else:
        for trigger in ("put", "taken", "changed"):
            op.execute(f"DROP TRIGGER catalogue_search_{trigger}")
        op.execute("DROP TABLE catalogue_search")
    with op.batch_alter_table("catalogue_entries", schema=None) as batch_op:
        for column in reversed(COLUMNS):
            batch_op.drop_column(column)
