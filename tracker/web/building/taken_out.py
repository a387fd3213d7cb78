"""What was taken out of the plan while somebody wrote in its form: nothing is there to save to, and nothing
that was typed is lost."""

from typing import NoReturn

from flask import abort, flash, make_response, redirect, render_template, request

from tracker.web.building.changing import workbench
from tracker.web.forms.kept_text import typed_texts
from tracker.web.forms.saving import SAVED_BEFORE
from tracker.web.forms.writing import was_sent_before


def is_taken_out(name: str, plan_id: int, restore: str) -> NoReturn:
    """Ends the request for something archived, called ``name``: 404 where it was asked for, 409 with what was
    typed where a form was sent. ``restore`` is the address that puts it back."""
    if request.method != "POST":
        abort(404)
    if was_sent_before():
        # it is gone by this very form
        flash(str(SAVED_BEFORE), "success")
        abort(redirect(workbench(plan_id), 303))
    in_panel = request.headers.get("HX-Request") == "true"
    body = render_template(
        "errors/taken_out_in_panel.html" if in_panel else "errors/taken_out.html",
        name=name,
        typed=typed_texts(),
        restore=restore,
        bench_address=workbench(plan_id),
    )
    abort(make_response(body, 409))
