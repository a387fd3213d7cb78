"""Between a form and a verb: who writes, under which idempotency key."""

import re

from flask import request

from tracker.extensions import db
from tracker.records.queries.submissions import was_carried_out
from tracker.services.verb import Writer
from tracker.web import clock
from tracker.web.signin import viewer_or_none

KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


def writer() -> Writer:
    """The signed-in person as a writer, with the key of the form that was sent."""
    person = viewer_or_none()
    return Writer(
        session=db.session(),
        now=clock.now(),
        today=clock.today(),
        actor_id=person.id if person else None,
        key=_key(),
    )


def was_sent_before() -> bool:
    """Whether the form that was sent was carried out already."""
    key, person = _key(), viewer_or_none()
    return key is not None and was_carried_out(db.session(), key, person.id if person else None)


def _key() -> str | None:
    """The form's key; None for one that no page of ours has made."""
    given = request.form.get("idempotency_key", "")
    return given if KEY.fullmatch(given) else None
