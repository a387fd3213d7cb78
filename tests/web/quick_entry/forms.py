"""Quick entry, filled in well: a part of ``tests.web.all_forms``. What its lines mean is tested beside."""

from tests.web.filled_form import FilledForm

FORMS: dict[str, list[FilledForm]] = {
    "quick_entry.show": [
        FilledForm("/plans/{plan}/quick-entry", "planner", {"text": "A: Vi går ture"}, shaped=("text",))
    ],
}
