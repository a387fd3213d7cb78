"""The forms of a decision, filled in well: a part of ``tests.web.all_forms``."""

from tests.web.filled_form import FilledForm

FORMS: dict[str, list[FilledForm]] = {
    "proposals.decide": [
        FilledForm(
            "/proposals/{proposal}",
            "planner",
            {"answer": "Godt set", "decision": decision},
            ("answer",),
            shown=("/proposals/{proposal}",),
            action="/proposals/{proposal}/decide",
        )
        for decision in ("accept", "return")
    ],
    "proposals.withdraw": [
        FilledForm("/proposals/{own_proposal}", "planner", action="/proposals/{own_proposal}/withdraw")
    ],
}
