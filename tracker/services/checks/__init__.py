"""The checks of rows, the same for the verbs, for undoing, for proposals and for loading.

``rows`` fills and writes a row and asks it for all its rules; the other modules hold, a subject each, what
rows have to do with others.
"""
