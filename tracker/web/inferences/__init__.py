"""What may be inferred about outcomes: the list of a strategy, and the words and grounds of a conclusion."""
