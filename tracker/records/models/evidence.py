"""Research evidence: findings, shared across plans, and the links that use them."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import Archivable, Base, Code, LongText, Title, Tracked, choice
from tracker.theory.kinds import Directness, EffectDirection, EvidenceLevel


class EvidenceLevelColumn(sa.TypeDecorator[EvidenceLevel]):
    """Stored as 0–4."""

    impl = sa.SmallInteger
    cache_ok = True

    def process_bind_param(self, value: EvidenceLevel | None, dialect: sa.Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> EvidenceLevel | None:
        return None if value is None else EvidenceLevel(value)


class Finding(Tracked, Archivable, Base):
    """ONE finding of ONE publication about ONE effect."""

    __tablename__ = "findings"
    __table_args__ = (sa.CheckConstraint("level BETWEEN 0 AND 4", "level"),)

    code: Mapped[Code] = mapped_column(unique=True)
    citation: Mapped[LongText]
    doi: Mapped[str | None] = mapped_column(sa.String(200))
    url: Mapped[str | None] = mapped_column(sa.String(2000))
    design: Mapped[str] = mapped_column(sa.String(60))
    studies: Mapped[int | None]
    effect: Mapped[Title]
    direction: Mapped[EffectDirection] = mapped_column(choice(EffectDirection, "direction"))
    level: Mapped[EvidenceLevel] = mapped_column(EvidenceLevelColumn)
    sentence: Mapped[LongText]
    country: Mapped[str | None] = mapped_column(sa.String(2))
    retrieved_from: Mapped[LongText]
    review_by: Mapped[date | None]


class LinkFinding(Tracked, Base):
    """A finding attached to a link, with how directly it speaks of that link."""

    __tablename__ = "link_findings"
    __table_args__ = (sa.UniqueConstraint("link_id", "finding_id"),)

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    link_id: Mapped[int] = mapped_column(sa.ForeignKey("links.id"))
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("findings.id"), index=True)
    directness: Mapped[Directness] = mapped_column(
        choice(Directness, "directness"), default=Directness.DIRECT
    )
    note: Mapped[LongText]
