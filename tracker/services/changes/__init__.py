"""Rows written back: undoing, going back to a moment, proposals."""
