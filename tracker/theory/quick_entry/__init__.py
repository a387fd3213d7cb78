"""Quick entry: a theory of change typed as lines of text, read against what there is."""
