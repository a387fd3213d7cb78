"""The ``flask`` commands."""

from flask import Flask


def install(app: Flask) -> None:
    """Adds the commands to the application."""
