"""The register of assumptions: what has to hold, who looks after it, and what it puts at risk."""
