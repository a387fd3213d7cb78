"""What is wrong with a line, in a sentence that says what to do."""

from typing import Any

from flask_babel import gettext, lazy_gettext

from tracker.theory.quick_entry.faults import Fault, FaultName, Notice, NoticeName
from tracker.theory.quick_entry.reading import LONGEST_TITLE, MOST_LINES
from tracker.web.wording import word

_ = lazy_gettext

REFUSALS = {
    "nothing_new": _("Nothing here is new: write at least one element or link that the plan lacks."),
    "plan_not_empty": _("The plan has elements already. A template only fills an empty plan."),
}
"""What the verbs refuse about the whole."""

_SENTENCES: dict[FaultName, Any] = {
    FaultName.TOO_MANY_LINES: _("There are more than %(most)s lines. Save the first ones, then go on."),
    FaultName.UNKNOWN_HEADING: _("No column is called that. Headings are for example “Activities:”."),
    FaultName.TITLE_MISSING: _("The title is missing."),
    FaultName.MISSING_END: _("The arrow lacks an end."),
    FaultName.CONTROL_CHARACTERS: _("The text holds control characters that cannot be stored. Remove them."),
    FaultName.TITLE_TOO_LONG: _("The title is longer than %(longest)s characters."),
    FaultName.NO_KIND: _(
        "In which column does it stand? Put a letter before it such as “A:”, write it under a heading, "
        "or indent it."
    ),
    FaultName.OTHER_KIND: _("“%(text)s” is there already and stands in another column: %(kinds)s."),
    FaultName.DUPLICATE_TITLE: _("“%(text)s” is there already (%(kinds)s). Leave the line out."),
    FaultName.UNKNOWN_REFERENCE: _(
        "Nothing is called “%(text)s”. Check the title, or make it new with its column before it, as in “A:”."
    ),
    FaultName.AMBIGUOUS_REFERENCE: _(
        "Several elements are called “%(text)s” (%(kinds)s). "
        "Use the code, or put the column's letter before it."
    ),
    FaultName.UNKNOWN_GOAL: _("“%(text)s” is not a goal of the strategy. Use a goal's code or title."),
    FaultName.UNKNOWN_ORGANISATION: _("No organisation is called “%(text)s”. Use its code or its full name."),
    FaultName.ORGANISATION_NOT_HERE: _(
        "Only a new input, activity or output is followed by who is responsible, in brackets."
    ),
    FaultName.FORBIDDEN_LINK: _("No link can run from %(source)s to %(target)s."),
    FaultName.LINK_TO_ITSELF: _("A link cannot run from an element to itself."),
}

_NOTICES: dict[NoticeName, Any] = {
    NoticeName.CLOSES_LOOP: _(
        "This link closes a loop. It can be saved, but the plan cannot be approved while the loop stands."
    ),
    NoticeName.ARROW_IN_TITLE: _(
        "Is an arrow meant? It becomes a part of the title “%(text)s”. Arrows are written -> and run "
        "from left to right."
    ),
    NoticeName.BRACKET_IN_TITLE: _(
        "A square bracket lacks its other half, so it becomes a part of the title “%(text)s”. Who is "
        "responsible is written [code] at the end."
    ),
}


def sentence(fault: Fault) -> str:
    """What is wrong, in the reader's language."""
    kinds = [word(kind).lower() for kind in fault.kinds]
    return str(_SENTENCES[fault.name]) % {
        "most": MOST_LINES,
        "longest": LONGEST_TITLE,
        "text": _short(fault.text),
        "kinds": ", ".join(dict.fromkeys(kinds)),
        "source": kinds[0] if kinds else "",
        "target": kinds[-1] if kinds else "",
    }


def notice_sentence(notice: Notice) -> str:
    """What looks wrong and is saved all the same, in the reader's language."""
    return str(_NOTICES[notice.name]) % {"text": _short(notice.text)}


def _short(text: str) -> str:
    return text if len(text) <= 80 else str(gettext("%(beginning)s …", beginning=text[:80]))
