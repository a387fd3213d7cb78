"""The forms of the safety index, filled in well: a part of ``tests.web.all_forms``."""

from tests.web.filled_form import FilledForm

WEIGHTS = ("weight_1", "weight_2", "weight_3")
NUMBERS = ("worst", "best", "weight")

FORMS: dict[str, list[FilledForm]] = {
    "safety_index.new_version": [
        FilledForm("/index/versions/new", "planner", {"note": "Prøve"}, ("note",), shown=("/index/versions",))
    ],
    "safety_index.edit_version": [
        FilledForm(
            "/index/versions/{index_draft}/edit",
            "planner",
            {"note": "Prøve", "base_year": "2015"},
            ("note",),
            shaped=("base_year", *WEIGHTS),
            shown=("/index/versions/{index_draft}", "/index/versions"),
        )
    ],
    "safety_index.new_measure": [
        FilledForm(
            "/index/versions/{index_draft}/measurements/new",
            "planner",
            {"measurement_id": "{spare_measurement}", "worst": "1", "best": "5", "weight": "25"},
            shaped=NUMBERS,
        )
    ],
    "safety_index.edit_measure": [
        FilledForm("/index/measures/{index_measure}/edit", "planner", {"worst": "40"}, shaped=NUMBERS)
    ],
    "safety_index.remove_measure": [FilledForm("/index/measures/{index_measure}/remove", "planner")],
    "safety_index.discard_version": [
        FilledForm(
            "/index/versions/{index_draft}/discard",
            "planner",
            {"reason": "Ingen vil have den"},
            ("reason",),
            shown=("/index/versions",),
        )
    ],
    "safety_index.publish_version": [
        FilledForm(
            "/index/versions/{index_draft}/publish",
            "planner",
            {"reason": "Vedtaget"},
            ("reason",),
            shown=("/index/years/2015",),
        )
    ],
    "safety_index.publish_year": [
        FilledForm(
            "/index/years/{new_year}/publish",
            "planner",
            {"reason": "Ny opgørelse"},
            ("reason",),
            shown=("/index/years/{new_year}",),
        )
    ],
}
