"""The ground: the rules of a theory of change, as pure functions on frozen dataclasses.

Nothing here knows a database, a web page or today's date: what a rule needs is an argument.
"""
