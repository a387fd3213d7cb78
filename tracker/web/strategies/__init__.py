"""The strategy page: definitions, goals, and how each goal stands."""
