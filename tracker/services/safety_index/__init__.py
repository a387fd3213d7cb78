"""Versions of the safety index, what they are made of, and the years counted by them."""
