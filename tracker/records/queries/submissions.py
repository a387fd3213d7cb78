"""Forms that were carried out, by their keys."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models.log import Submission


def was_carried_out(session: Session, key: str, actor_id: int | None) -> bool:
    """Whether a form of this person with this key was. One query."""
    query = sa.select(Submission.key).where(Submission.key == key, Submission.actor_id == actor_id)
    return session.scalar(query) is not None
