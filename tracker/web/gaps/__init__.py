"""Overlaps and gaps: who covers which goal in which plan, and what nobody covers."""
