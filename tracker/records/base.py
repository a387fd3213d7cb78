"""What every table has in common: names of constraints, column types, versions and tracking."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry

from tracker.theory.contents.fields import TITLE_LENGTH

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment, always aware and in UTC; SQLite, which has no zone, stores it naive."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Choice = TypeVar("Choice", bound=StrEnum)


def choice(kind: type[Choice], name: str) -> "sa.Enum":
    """A column for a closed vocabulary: stored as its value, kept closed by a CHECK constraint."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


Key = Annotated[int, mapped_column(primary_key=True, sort_order=-2)]
Code = Annotated[str, mapped_column(sa.String(60))]
Title = Annotated[str, mapped_column(sa.String(TITLE_LENGTH))]
OptionalTitle = Annotated[str | None, mapped_column(sa.String(TITLE_LENGTH))]
LongText = Annotated[str, mapped_column(sa.Text(), default="", server_default="")]


class Base(DeclarativeBase):
    # One registry, which Flask-SQLAlchemy's own base shares.
    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime(), float: sa.Double()},
    )


class Tracked:
    """A row whose every change is an event, and whose stale writes are refused.

    ``version`` counts the writes of the row and travels in each form that edits it. Columns named
    in ``__untracked__`` are derived or nobody else's concern, so the event log leaves them out.
    """

    __untracked__: ClassVar[frozenset[str]] = frozenset({"version"})

    id: Mapped[Key]
    version: Mapped[int] = mapped_column(sa.Integer, default=1, server_default="1", sort_order=-1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class Archivable:
    """Archived rows stay, with their history, and are left out of lists and rules."""

    archived_at: Mapped[datetime | None]


@event.listens_for(Base, "attribute_instrument", propagate=True)
def _remember_old_values(_cls: type, _key: str, attribute: Any) -> None:
    """The event log needs the value before, also where the attribute was not loaded."""
    if hasattr(attribute.impl, "active_history"):
        attribute.impl.active_history = True
