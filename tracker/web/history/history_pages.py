"""A page with the changes of something above the plans, whose history nobody can undo from there."""

from typing import Any

import sqlalchemy as sa
from flask import render_template, request

from tracker.extensions import db
from tracker.records.queries.history.entries import history
from tracker.records.queries.history.values import Named
from tracker.web.history.routes import cursor
from tracker.web.i18n import language


def history_page(template: str, scope: sa.ColumnElement[bool], own: Named, **shown: Any) -> str:
    """``own`` is the row whose history it is; the caller has checked that the reader may see it."""
    return render_template(
        template,
        history=history(db.session(), scope, language(), before=cursor()),
        own=own,
        undoable=frozenset(),
        may_restore=False,
        kinds=(),
        kind=None,
        here=dict(request.view_args or {}),
        paged="before" in request.args,
        **shown,
    )
