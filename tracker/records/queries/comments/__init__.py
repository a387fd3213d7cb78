"""Discussions on elements and links."""
