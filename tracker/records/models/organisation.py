"""Organisations, and the people and roles in them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.records.base import Archivable, Base, Code, Key, OptionalTitle, Title, Tracked, choice
from tracker.theory.kinds import OrganisationKind, Role


class Organisation(Tracked, Archivable, Base):
    __tablename__ = "organisations"

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Title]
    name_en: Mapped[OptionalTitle]
    kind: Mapped[OrganisationKind] = mapped_column(choice(OrganisationKind, "kind"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"), index=True)


class User(Tracked, Base):
    """A person, or a post that no account has taken yet (then without e-mail address).

    ``deactivated_at`` closes the account and ends its sessions; the name stays in the history. A password
    that is one-time was set by an administrator: the person chooses their own at the next sign-in.
    """

    __tablename__ = "users"
    __untracked__ = Tracked.__untracked__ | {"password_hash"}

    code: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    name: Mapped[Title]
    name_en: Mapped[OptionalTitle]
    email: Mapped[str | None] = mapped_column(sa.String(320), unique=True)
    password_hash: Mapped[str | None] = mapped_column(sa.String(300))
    password_set_at: Mapped[datetime | None]
    password_is_one_time: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    language: Mapped[str] = mapped_column(sa.String(5), default="da", server_default="da")
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    deactivated_at: Mapped[datetime | None]

    roles: Mapped[list["RoleAssignment"]] = relationship(viewonly=True, order_by="RoleAssignment.id")


class RoleAssignment(Tracked, Base):
    """A role held in one organisation; the planner's is the planning group."""

    __tablename__ = "role_assignments"
    __table_args__ = (sa.UniqueConstraint("user_id", "role", "organisation_id"),)

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)


class SignIn(Base):
    """A session on the server; deleting the row ends it. Only a hash of the token is stored."""

    __tablename__ = "sign_ins"

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
