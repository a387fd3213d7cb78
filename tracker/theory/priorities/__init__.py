"""Prioritisation: candidates, weighted scores, the ranking and how far it hangs on the weights."""
