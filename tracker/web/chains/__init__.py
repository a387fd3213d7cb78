"""The chains of a plan to its goals, and the weak links of all plans."""
