"""For whoever watches over the server: is it alive, is it ready?"""

import sqlalchemy as sa
from flask import Blueprint, Response
from sqlalchemy.exc import SQLAlchemyError

from tracker.extensions import db, limiter
from tracker.web.access import PUBLIC, requires

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@requires(PUBLIC)
@limiter.exempt
def alive() -> Response:
    """200 while the process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
@requires(PUBLIC)
@limiter.exempt
def ready() -> Response:
    """200 when the database answers and is migrated to the newest revision, else 503."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from flask import current_app

    try:
        connection = db.session.connection()
        connection.execute(sa.text("SELECT 1"))
        here = MigrationContext.configure(connection).get_current_heads()
    except SQLAlchemyError:
        return Response("database not reachable\n", 503, mimetype="text/plain")
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    if set(here) != set(scripts.get_heads()):
        return Response("database not migrated\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")
