"""What the forms of an element's and a link's parts share: their page, and two versions side by side."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from tracker.web.building.changing import BuildingForm
from tracker.web.building.workbench import panel_page


def form_page(template: str, form: BuildingForm, **shown: Any) -> ResponseReturnValue:
    """200 for a fresh form, 422 for one that was refused."""
    status = 422 if form.errors or form.form_errors else 200
    return panel_page(template, status=status, form=form, **shown)


def unless_sent(values: dict[str, Any]) -> dict[str, Any]:
    """The stored values for a fresh form; none for one that was sent, which holds what was typed."""
    return {} if request.method == "POST" else values
