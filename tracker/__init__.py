"""Tracker: action plans followed up as theories of change.

The rooms, from the ground up (arrows point down only, kept by import-linter):

- ``theory``: the rules of the domain as pure functions on frozen dataclasses. ``contents`` says what each
  noun holds and what its fields may be; ``evidence``, ``follow_up``, ``risk``, ``strategy``, ``priorities``,
  ``index`` and ``quick_entry`` hold the rules of their subjects.
- ``diagrams``: a theory of change as a picture, in stages: ``placing`` (DOT, and where ``dot`` put things),
  ``picture`` (shapes), ``output`` (SVG, PNG, PDF); ``charts`` beside them, and an outline in words.
- ``records``: the tables, the event log, and ``queries``, a folder a subject, that read them.
- ``exchange``: files in and out, a folder or a module a format.
- ``services``: the verbs, a folder a subject; every write of the program goes through one of them. ``checks``
  stands below the subjects (what a row is asked, whoever writes it), ``loading`` above them.
- ``extensions``: the unbound Flask extensions.
- ``web``: the pages, a folder a subject. ``access`` says who may do what, ``enforcement`` holds every route
  to it, ``forms`` is the one way from a form to a verb, ``lists`` what all lists share.
- ``cli``: the ``flask`` commands.
- ``app``: ``create_app``, the only module that knows every room.

Subjects inside services, theory, diagrams and web are layers too; those of the queries are independent.
"""
