"""What a milestone puts at risk, and what it would if it moved."""
