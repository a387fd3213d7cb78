"""The administration's blueprint, and its front page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.extensions import db
from tracker.records.queries.people import administration as read
from tracker.web.access import ADMINISTRATOR, requires

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


@blueprint.get("")
@requires(ADMINISTRATOR)
def index() -> ResponseReturnValue:
    return render_template("admin/index.html", counts=read.counts(db.session()))
