"""The verbs. Every write of the program goes through one of them; none of them knows Flask."""
