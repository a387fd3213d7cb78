"""What is read over all plans of a strategy: goals, coverage, the map."""
