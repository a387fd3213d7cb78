"""The forms of the discussion, filled in well: a part of ``tests.web.all_forms``."""

from tests.web.filled_form import FilledForm

FORMS: dict[str, list[FilledForm]] = {
    "comments.add_to_element": [
        FilledForm(
            "/elements/{element}/comments",
            "planner",
            {"body": "Holder det?"},
            ("body",),
            shown=("/elements/{element}/comments",),
        )
    ],
    "comments.add_to_link": [
        FilledForm(
            "/links/{link}/comments",
            "planner",
            {"body": "Holder det?"},
            ("body",),
            shown=("/links/{link}/comments",),
        )
    ],
    "comments.resolve": [
        FilledForm("/elements/{element}/comments", "planner", action="/comments/{comment}/resolve")
    ],
    "comments.reopen": [
        FilledForm("/elements/{element}/comments", "planner", action="/comments/{closed_comment}/reopen")
    ],
    "comments.withdraw": [
        FilledForm("/elements/{element}/comments", "planner", action="/comments/{own_comment}/withdraw")
    ],
    "comments.seen": [FilledForm("/my-work", "planner", action="/comments/{mentioning}/seen")],
}
