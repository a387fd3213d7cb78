"""What somebody typed into a form that cannot be saved any more, so that the answer can give it back."""

from flask import request

TYPED = (
    *("title", "title_en", "unit", "description", "rationale", "test", "note", "reason", "body", "why"),
    *("decision", "decision_en", "summary", "quote", "done", "origin", "deliverable"),
    *("text", "answer", "target_group", "already_in_place"),
    *("sentence", "question", "method", "areas", "quality", "source", "retrieved_from"),
)
"""The fields that hold what people write."""


def typed_texts() -> list[str]:
    """The texts of the form that was sent, in the order of ``TYPED``; none where none was sent."""
    if request.method != "POST":
        return []
    return [text for field in TYPED if (text := request.form.get(field, "").strip())]
