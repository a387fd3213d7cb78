"""Where the findings of many plans come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Finding, LinkFinding
from tracker.theory.pathway import Id


@dataclass(frozen=True, slots=True)
class Publication:
    design: str
    studies: int | None
    doi: str | None
    url: str | None


def publications(session: Session, plan_ids: Iterable[int]) -> dict[Id, Publication]:
    """The publications of the findings on the plans' links, by finding. The caller has checked that the
    plans may be seen. One query."""
    found = session.execute(_publications(), {"plan_ids": sorted(plan_ids)})
    return {row.id: Publication(row.design, row.studies, row.doi, row.url) for row in found}


@cache
def _publications() -> "sa.Select[*tuple[Any, ...]]":
    used = sa.select(LinkFinding.finding_id).where(
        LinkFinding.plan_id.in_(sa.bindparam("plan_ids", expanding=True))
    )
    return sa.select(Finding.id, Finding.design, Finding.studies, Finding.doi, Finding.url).where(
        Finding.id.in_(used)
    )
