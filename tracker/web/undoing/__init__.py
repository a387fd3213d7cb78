"""Undoing a change, and bringing a plan back to an earlier moment: looked at first, then confirmed."""
