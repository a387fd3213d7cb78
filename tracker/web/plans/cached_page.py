"""Diagram and summary of a plan together, kept by what they depend on.

A warm page reads one row instead of the whole theory of change.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from flask import current_app
from markupsafe import Markup

import config
from tracker.diagrams.diagram import FILE, Options, draw_file, draw_svg
from tracker.diagrams.output.render import Renderer
from tracker.extensions import db
from tracker.records.queries.pathway import load_pathway
from tracker.services import kept_diagrams as diagrams
from tracker.theory.kinds import ElementKind, LinkKind
from tracker.theory.pathway import Element, Id, Link, Pathway
from tracker.theory.through import Chains
from tracker.web import clock
from tracker.web.diagram_files import FileFormat
from tracker.web.i18n import language
from tracker.web.plans.drawing import NO_NOTES, draw
from tracker.web.plans.overlay import Overlay, overlaid
from tracker.web.plans.summary import GoalSummary, Summary, summarise

FONTS = config.ROOT / "static" / "vendor" / "dkfds" / "fonts" / "IBMPlexSans" / "complete" / "ttf"
TIMEOUT = 3.5
"""Seconds that `dot` gets: with the wait for another request, a page still answers within 6."""

PAGE = Options(with_legend=False)
"""The page sets the legend itself, with the statuses."""


@dataclass(frozen=True)
class Sheet:
    """``svg`` is the diagram as a part of a page. ``shape`` holds elements and links alone, enough to say
    which chains run through an element."""

    svg: Markup
    summary: Summary
    shape: Pathway


def renderer() -> Renderer:
    """`dot` as the settings name it."""
    return Renderer(current_app.config["TRACKER"].dot_path, FONTS, TIMEOUT)


def key(plan_id: int, revision: int, strategy_revision: int, *options: object) -> str:
    """The hash of everything that a sheet or file depends on: the plan's and the strategy's latest event, the
    day, the language, the program's own code and words, `dot`, and the options."""
    return diagrams.hash_of(
        plan_id,
        revision,
        strategy_revision,
        clock.today(),
        language(),
        _edition(),
        current_app.config["TRACKER"].dot_path,
        options,
    )


@cache
def _edition() -> str:
    """Changes with code and translations: nothing kept outlives the rules and words that it shows."""
    files: list[Path] = sorted(Path(__file__).parents[2].rglob("*.py"))
    files += sorted((config.ROOT / "translations").rglob("*.po"))
    return diagrams.hash_of(*(file.read_bytes() for file in files))


def kept_sheet(sheet_key: str) -> Sheet | None:
    """One query."""
    body = diagrams.kept(db.session(), sheet_key)
    return None if body is None else _read(body)


def draw_sheet(
    sheet_key: str,
    pathway: Pathway,
    notes: Mapping[Id, str] = NO_NOTES,
    day: date | None = None,
    overlay: Overlay = Overlay.BOTH,
) -> Sheet:
    """Draws and keeps the sheet as of ``day``, today unless it is given; ``notes`` stand in the boxes that
    they name, where status and evidence are shown together. Raises DiagramUnavailable."""
    today, pen = day or clock.today(), renderer()
    shown = overlay is not Overlay.BOTH
    drawing = overlaid(pathway, today, overlay) if shown else draw(pathway, today, notes=notes)
    summary = summarise(pathway, today)
    body = diagrams.drawn(
        db.session(),
        sheet_key,
        "sheet",
        lambda: _written(draw_svg(drawing, pen, PAGE), summary, pathway),
        now=clock.now(),
        program=pen.dot_path,
    )
    return _read(body)


def draw_download(
    file_key: str,
    kind: FileFormat,
    pathway: Pathway,
    subtitle: str,
    focus: Chains | None,
    overlay: Overlay = Overlay.BOTH,
) -> bytes:
    """The gzipped file. Raises DiagramUnavailable."""
    pen = renderer()
    drawing = overlaid(pathway, clock.today(), overlay, subtitle, focus)
    return diagrams.drawn(
        db.session(),
        file_key,
        kind,
        lambda: draw_svg(drawing, pen, FILE).encode() if kind == "svg" else draw_file(drawing, pen, kind),
        now=clock.now(),
        program=pen.dot_path,
    )


def unpacked(body: bytes) -> bytes:
    """A kept file as it was drawn."""
    return gzip.decompress(body)


def pathway_of(plan_id: int) -> Pathway:
    """The plan's theory of change, in the reader's language; six queries."""
    return load_pathway(db.session(), plan_id, language())


def _written(svg: str, summary: Summary, pathway: Pathway) -> bytes:
    document = {
        "svg": svg,
        "summary": asdict(summary),
        "elements": [[element.id, element.kind, element.title] for element in pathway.ordered],
        "links": [[link.id, link.kind, link.source, link.target] for link in pathway.links],
    }
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _read(body: bytes) -> Sheet:
    document: dict[str, Any] = json.loads(gzip.decompress(body).decode("utf-8", "surrogatepass"))
    figures = document["summary"]
    goals = tuple(
        GoalSummary(**{**goal, "weakest": tuple(tuple(ends) for ends in goal["weakest"])})
        for goal in figures.pop("goals")
    )
    return Sheet(
        Markup(document["svg"]),  # noqa: S704 - written by tracker.diagrams, every text escaped
        Summary(**figures, goals=goals),
        Pathway(
            0,
            "",
            elements=tuple(Element(n, ElementKind(kind), title) for n, kind, title in document["elements"]),
            links=tuple(Link(n, LinkKind(kind), *ends) for n, kind, *ends in document["links"]),
        ),
    )
