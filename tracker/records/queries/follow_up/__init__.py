"""What owners answer for: elements with their reports, milestones, and the work list."""
