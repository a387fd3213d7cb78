"""What somebody typed into a form that cannot be saved any more, so that the answer can give it back."""

import re

from flask import request

TYPED = (
    *("name", "name_en", "title", "title_en", "code", "unit", "text"),
    *("description", "rationale", "test", "note", "reason", "body", "why", "happened", "next_step"),
    *("decision", "decision_en", "summary", "quote", "done", "origin", "deliverable", "agenda_item"),
    *("sentence", "question", "method", "areas", "quality", "source", "retrieved_from", "outside_owner"),
    *(
        "citation",
        "effect",
        "target_group",
        "already_in_place",
        "document_title",
        "answer",
        "reasons",
        "document_url",
    ),
)
"""The fields that hold what people write."""

TYPED_IN_ROWS = re.compile(r"(anchor|reason)_\w+|\w+_label")
"""Those of forms with a row for each criterion, candidate or part."""


def typed_texts() -> list[str]:
    """The texts of the form that was sent, in the order of ``TYPED``; none where none was sent."""
    if request.method != "POST":
        return []
    in_rows = [field for field in request.form if TYPED_IN_ROWS.fullmatch(field)]
    return [text for field in (*TYPED, *in_rows) if (text := request.form.get(field, "").strip())]
