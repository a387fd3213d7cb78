"""One element of a plan: its page, and the panel beside the change diagram."""
