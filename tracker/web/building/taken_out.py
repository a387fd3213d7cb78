"""What was taken out of the plan while somebody wrote in its form: nothing is there to save to, and nothing
that was typed is lost."""

from typing import NoReturn

from flask import abort, make_response, render_template, request

from tracker.web.building.changing import workbench

TYPED = ("title", "title_en", "unit", "description", "rationale", "note", "reason", "why")
"""The fields of the workbench's forms that hold what people write."""


def is_taken_out(name: str, plan_id: int, restore: str) -> NoReturn:
    """Ends the request for something archived, called ``name``: 404 where it was asked for, 409 with what was
    typed where a form was sent. ``restore`` is the address that puts it back."""
    if request.method != "POST":
        abort(404)
    in_panel = request.headers.get("HX-Request") == "true"
    body = render_template(
        "errors/taken_out_in_panel.html" if in_panel else "errors/taken_out.html",
        name=name,
        typed=[text for field in TYPED if (text := request.form.get(field, "").strip())],
        restore=restore,
        bench_address=workbench(plan_id),
    )
    abort(make_response(body, 409))
