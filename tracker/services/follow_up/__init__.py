"""What owners answer: reports, milestones, indicators and readings."""
