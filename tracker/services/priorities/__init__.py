"""Ideas, rounds of prioritisation, and the decision that ends one."""
