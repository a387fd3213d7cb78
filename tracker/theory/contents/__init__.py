"""What people fill in, one frozen dataclass a noun, whose fields say what they may hold.

Forms, verbs, loaders, stored queries and histories share it: a field of a noun is named here once.
"""
