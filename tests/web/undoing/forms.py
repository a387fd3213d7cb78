"""The forms that undo, filled in well: a part of ``tests.web.all_forms``."""

from tests.web.filled_form import FilledForm

FORMS: dict[str, list[FilledForm]] = {
    "undoing.undo": [
        FilledForm(
            "/plans/{plan_of_two}/undo/{change}",
            "planner",
            {"reason": "En fejl"},
            ("reason",),
            shown=("/plans/{plan_of_two}/history",),
        )
    ],
    "undoing.restore": [
        FilledForm(
            "/plans/{plan_of_two}/restore-to/{change}",
            "planner",
            {"reason": "En fejl"},
            ("reason",),
            shown=("/plans/{plan_of_two}/history",),
        )
    ],
}
