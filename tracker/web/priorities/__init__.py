"""Prioritisation: ideas, rounds with the group's weights and scores, the matrix, and the decision."""
