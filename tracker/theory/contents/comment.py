"""What a comment says."""

from dataclasses import dataclass
from typing import Annotated

from tracker.theory.contents.fields import Text

COMMENT_LENGTH = 5_000
"""Longest comment, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentContents:
    body: Annotated[str, Text(COMMENT_LENGTH, needed=True)]
