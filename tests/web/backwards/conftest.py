"""A draft to map backwards."""

from tests.drafts import arrows, draft, titles

__all__ = ["arrows", "draft", "titles"]
