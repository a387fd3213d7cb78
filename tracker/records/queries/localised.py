"""Stored texts in the asked language."""

from typing import Any

import sqlalchemy as sa


def localised_column(model: Any, language: str, name: str = "title") -> sa.ColumnElement[str]:
    """The text in the asked language: the English column where it is filled and asked for."""
    danish: sa.ColumnElement[str] = getattr(model, name)
    if language != "en":
        return danish
    return sa.func.coalesce(sa.func.nullif(getattr(model, f"{name}_en"), ""), danish)
