"""Discussions on elements and links, and who is asked to look."""
