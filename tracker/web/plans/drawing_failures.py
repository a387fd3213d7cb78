"""Why a diagram cannot be drawn, as a sentence."""

from flask_babel import gettext

from tracker.diagrams.errors import DiagramUnavailable, DotMissing, TooLarge


def trouble_sentence(error: DiagramUnavailable) -> str:
    """What to tell a reader, who has the outline instead."""
    if isinstance(error, TooLarge):
        return str(
            gettext(
                "The plan is too large to be drawn: %(boxes)s elements and %(arrows)s links. "
                "The outline says the same.",
                boxes=error.boxes,
                arrows=error.arrows,
            )
        )
    if isinstance(error, DotMissing):
        return str(
            gettext(
                "The diagram cannot be drawn: the server lacks the program for it. The outline says the same."
            )
        )
    return str(gettext("The diagram cannot be drawn right now. The outline says the same."))
