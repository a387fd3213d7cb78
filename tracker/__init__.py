"""Tracker: action plans followed up as theories of change.

The rooms, from the ground up (arrows point down only, kept by import-linter):

- ``theory``: the rules of the domain as pure functions on frozen dataclasses.
- ``diagrams``: a theory of change as DOT text, as SVG/PNG/PDF, and as an outline.
- ``records``: the tables, the queries that read them, and the event log.
- ``exchange``: files in and out, one module a format.
- ``services``: the verbs; every write of the program goes through one of them.
- ``extensions``: the unbound Flask extensions.
- ``web``: the pages, one folder a subject.
- ``cli``: the ``flask`` commands.
- ``app``: ``create_app``, the only module that knows every room.
"""
