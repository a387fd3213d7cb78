"""The shared catalogue: the strategies that there are already, and how they stand to plans."""
