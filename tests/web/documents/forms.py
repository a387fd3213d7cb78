"""The forms of documentation, filled in well: a part of ``tests.web.all_forms``."""

from tests.web.filled_form import FilledForm

FILLED = {"document_url": "https://example.org/referat.pdf", "document_title": "Referat"}


def _adding(thing: str, *shown: str) -> FilledForm:
    return FilledForm(
        thing,
        "planner",
        {**FILLED, "dated_on": "01.09.2015"},
        ("document_title",),
        shaped=("document_url", "dated_on"),
        shown=(thing, *shown),
    )


FORMS: dict[str, list[FilledForm]] = {
    "documents.of_element": [_adding("/elements/{element}/documents/new", "/elements/{element}")],
    "documents.of_report": [
        _adding("/reports/{report}/documents/new", "/elements/{element}", "/elements/{element}/history")
    ],
    "documents.of_milestone": [
        _adding("/milestones/{milestone}/documents/new", "/milestones/{milestone}/history")
    ],
    "documents.of_reading": [_adding("/readings/{reading}/documents/new", "/elements/{output}")],
    "documents.withdraw": [
        FilledForm(
            "/documents/{document}/withdraw",
            "planner",
            {"reason": "Det forkerte referat"},
            ("reason",),
            shown=("/milestones/{milestone}/history",),
        )
    ],
    "documents.restore": [
        FilledForm(
            "/documents/{withdrawn}/restore",
            "planner",
            {"reason": "Det var det rigtige"},
            ("reason",),
            shown=("/milestones/{milestone}/history",),
        )
    ],
}
