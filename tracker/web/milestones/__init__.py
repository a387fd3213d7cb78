"""The list of milestones: what is overdue, and what it puts at risk."""
