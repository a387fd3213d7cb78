"""Full-text search over the catalogue: the same words find the same entries on SQLite and PostgreSQL.

What was typed has become words of letters and digits before it gets here (``records.search_words``), so that
it never is a part of a query's syntax.
"""

from enum import Enum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session, aliased

from tracker.records.models import CatalogueEntry
from tracker.records.search_words import END, Search, Wanted

FOUND = sa.table("catalogue_search", sa.column("rowid"))


class Field(Enum):
    """Where an entry's words stand: the column of SQLite's search table, and the mark that PostgreSQL's
    vector has before a word of it (migration 006)."""

    TITLE = ("searched_title", "t")
    COMMITMENTS = ("searched_commitments", "c")
    NOTE = ("searched_note", "n")


def finds(session: Session, search: Search) -> sa.ColumnElement[bool]:
    """Condition on ``catalogue_entries``: all that is looked for stands somewhere in the entry."""
    return _in(session, search, *Field)


def nearness(session: Session, search: Search) -> sa.ColumnElement[int]:
    """0 where the titles alone hold all that is looked for, 1 where titles and commitments do, else 2."""
    return sa.case(
        (_in(session, search, Field.TITLE), 0),
        (_in(session, search, Field.TITLE, Field.COMMITMENTS), 1),
        else_=2,
    )


def _in(session: Session, search: Search, *fields: Field) -> sa.ColumnElement[bool]:
    if session.get_bind().dialect.name == "postgresql":
        one = aliased(CatalogueEntry)
        vector = sa.func.catalogue_vector(one.searched_title, one.searched_commitments, one.searched_note)
        wanted = sa.cast(_for_postgresql(search, fields), TSQUERY)
        return CatalogueEntry.id.in_(sa.select(one.id).where(vector.bool_op("@@")(wanted)))
    matching = sa.column("catalogue_search").bool_op("MATCH")(_for_sqlite(search, fields))
    return CatalogueEntry.id.in_(sa.select(FOUND.c.rowid).where(matching))


def _for_sqlite(search: Search, fields: tuple[Field, ...]) -> str:
    def one(wanted: Wanted) -> str:
        begins = f' OR "{wanted.beginning}" *' if wanted.beginning else ""
        return f'("{wanted.stem}" OR "{END}{wanted.stem}"{begins})'

    columns = " ".join(field.value[0] for field in fields)
    return f"{{{columns}}} : ({' AND '.join(map(one, search))})"


def _for_postgresql(search: Search, fields: tuple[Field, ...]) -> str:
    def one(wanted: Wanted) -> str:
        ways = []
        for _column, mark in (field.value for field in fields):
            ways += [f"'{mark}:{wanted.stem}'", f"'{mark}:{END}{wanted.stem}'"]
            if wanted.beginning:
                ways.append(f"'{mark}:{wanted.beginning}':*")
        return f"({' | '.join(ways)})"

    return " & ".join(map(one, search))
