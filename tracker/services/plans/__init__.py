"""Action plans and their parts: made, changed, copied, moved from state to state."""
