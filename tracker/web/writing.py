"""Between a form and a verb: who writes, under which idempotency key."""

from flask import request

from tracker.extensions import db
from tracker.services.verb import Writer
from tracker.web import clock
from tracker.web.signin import viewer_or_none


def writer() -> Writer:
    """The signed-in person as a writer, with the key of the form that was sent."""
    person = viewer_or_none()
    return Writer(
        session=db.session(),
        now=clock.now(),
        today=clock.today(),
        actor_id=person.id if person else None,
        key=request.form.get("idempotency_key") or None,
    )
