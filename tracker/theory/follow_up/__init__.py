"""Follow-up: reports, milestones, indicators, and what may be inferred from them."""
