"""Existing strategies and what they commit their owners to."""
