"""Readings of indicators, and how they are broken down."""
