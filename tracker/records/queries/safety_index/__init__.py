"""Versions of the safety index, its design, and its years."""
