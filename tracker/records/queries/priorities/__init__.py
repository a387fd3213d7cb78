"""Ideas, rounds of prioritisation, and the matrix of scores."""
