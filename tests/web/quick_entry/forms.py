"""Quick entry and the questions asked backwards, filled in well: a part of ``tests.web.all_forms``.

What the lines mean is tested beside."""

from tests.web.filled_form import FilledForm

FORMS: dict[str, list[FilledForm]] = {
    "backwards.show": [
        FilledForm(
            "/plans/{plan_of_two}/backwards",
            "planner",
            {"text": "Flere er trygge"},
            aside=("text",),
            action="/plans/{plan_of_two}/backwards?goal={goal_box}&at={goal_box}",
        )
    ],
    "quick_entry.show": [
        FilledForm("/plans/{plan}/quick-entry", "planner", {"text": "A: Vi går ture"}, shaped=("text",))
    ],
}
