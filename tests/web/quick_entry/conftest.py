"""A draft to type into."""

from tests.drafts import arrows, draft, titles

__all__ = ["arrows", "draft", "titles"]
