"""Which side an organisation stands on: that of the topmost organisation above it."""

from typing import Any

import sqlalchemy as sa

from tracker.records.models import Organisation
from tracker.theory.kinds import OrganisationKind, Party


def roots() -> sa.CTE:
    """(id, kind): every organisation with the kind of its topmost parent."""
    top = sa.select(Organisation.id, Organisation.kind).where(Organisation.parent_id.is_(None))
    found: sa.CTE = top.cte("roots", recursive=True)
    below: Any = sa.select(Organisation.id, found.c.kind).join(found, Organisation.parent_id == found.c.id)
    return found.union_all(below)


def party_by_root(kind: OrganisationKind | None) -> Party:
    """Police and municipality by their topmost organisation; everyone else is a partner."""
    if kind is OrganisationKind.POLICE:
        return Party.POLICE
    return Party.MUNICIPALITY if kind is OrganisationKind.MUNICIPALITY else Party.PARTNER
