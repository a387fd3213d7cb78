"""Accounts, roles, organisations, passwords and sessions."""
