"""The plan as it would be: drawn, or in words where it cannot be drawn, with what is wrong by line."""

from dataclasses import dataclass, replace

from flask_babel import gettext
from markupsafe import Markup

from tracker.diagrams.diagram import Options, draw_svg
from tracker.diagrams.drawing import Box, Drawing
from tracker.diagrams.errors import DiagramUnavailable, TooLarge
from tracker.diagrams.outline import Outline, outline
from tracker.extensions import db
from tracker.records.queries.plans.quick_entry import held
from tracker.services import kept_diagrams as diagrams
from tracker.services.plans.quick_entry import meaning
from tracker.theory.pathway import Pathway
from tracker.theory.quick_entry.entry import Entry, Held, applied, read
from tracker.web import clock
from tracker.web.access import plan_standing
from tracker.web.i18n import language
from tracker.web.plans import cached_page
from tracker.web.plans.drawing import draw
from tracker.web.quick_entry.line_faults import notice_sentence, sentence

_OPTIONS = Options(with_legend=False, id_prefix="preview-")


@dataclass(frozen=True, slots=True)
class FaultLine:
    """``line`` from 1, ``typed`` as it stands there; ``sentences`` are what is, or looks, wrong with it."""

    line: int
    typed: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A diagram, or its outline and why there is no diagram."""

    svg: Markup | None = None
    outline: Outline | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """``seen`` is the mark of what is shown, to be sent along with the text."""

    picture: Picture
    entry: Entry
    faults: tuple[FaultLine, ...]
    notices: tuple[FaultLine, ...]
    seen: str


def preview(plan_id: int, text: str) -> Preview:
    """What ``text`` would make of the plan of this address."""
    known = held(db.session(), plan_id, language())
    entry = read(text, known)
    return Preview(
        picture(plan_id, entry, known),
        entry,
        fault_lines(text, entry),
        _lines(text, [(notice.line, notice_sentence(notice)) for notice in entry.notices]),
        meaning(text, entry),
    )


def fault_lines(text: str, entry: Entry) -> tuple[FaultLine, ...]:
    """The faults of each line together."""
    return _lines(text, [(fault.line, sentence(fault)) for fault in entry.faults])


def _lines(text: str, told: list[tuple[int, str]]) -> tuple[FaultLine, ...]:
    typed = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: dict[int, list[str]] = {}
    for line, words in told:
        found.setdefault(line, []).append(words)
    return tuple(
        FaultLine(line, typed[line - 1].strip()[:200], tuple(dict.fromkeys(sentences)))
        for line, sentences in found.items()
    )


def picture(plan_id: int, entry: Entry, known: Held) -> Picture:
    """The plan with what the entry adds, kept by all that it depends on."""
    return picture_of(applied(entry, known), plan_id, entry.elements, entry.links)


def picture_of(pathway: Pathway, plan_id: int, *added: object) -> Picture:
    """A plan of this address, drawn without addresses: whoever follows one would lose what they typed."""
    drawing = _plain(draw(pathway, clock.today()))
    standing, pen = plan_standing(), cached_page.renderer()
    key = cached_page.key(plan_id, standing.revision, standing.strategy_revision, "preview", *added)
    try:
        body = diagrams.kept(db.session(), key) or diagrams.drawn(
            db.session(),
            key,
            "preview",
            lambda: draw_svg(drawing, pen, _OPTIONS).encode("utf-8", "surrogatepass"),
            now=clock.now(),
            program=pen.dot_path,
        )
    except DiagramUnavailable as error:
        return Picture(outline=outline(drawing), trouble=_trouble(error))
    svg = cached_page.unpacked(body).decode("utf-8", "surrogatepass")
    return Picture(Markup(svg))  # noqa: S704 - written by tracker.diagrams, every text escaped


def _plain(drawing: Drawing) -> Drawing:
    return replace(drawing, boxes=tuple(_box(box) for box in drawing.boxes))


def _box(box: Box) -> Box:
    """What leads to what, without how it goes. A new box says that it is new where others have their code."""
    code = box.code if int(box.id) > 0 else str(gettext("new"))
    return replace(box, href="", code=code, status=None, status_word="", overdue="", risk="")


def _trouble(error: DiagramUnavailable) -> str:
    if isinstance(error, TooLarge):
        return str(gettext("The plan is too large to be drawn. In words it looks like this:"))
    return str(gettext("The diagram cannot be drawn right now. In words the plan looks like this:"))
