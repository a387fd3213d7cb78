"""Backwards mapping: from a goal back to what must be in place, a question at a time."""
