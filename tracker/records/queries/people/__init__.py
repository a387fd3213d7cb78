"""Accounts, roles, organisations, and who is mentioned."""
