"""The shared catalogue of existing strategies: entries, what they commit to, and the search in them."""
