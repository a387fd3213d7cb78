"""``/evidence`` as a page, as CSV and as XLSX: the same selection, held in the address."""

from collections.abc import Iterator
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.exchange import tables
from tracker.extensions import db
from tracker.records.queries.evidence import findings as query
from tracker.records.queries.evidence.filters import Filters, Selection, choices
from tracker.records.queries.evidence.findings import FindingRow
from tracker.theory.contents.fields import UNPRINTABLE
from tracker.theory.kinds import EffectDirection, EvidenceLevel
from tracker.web import clock
from tracker.web.access import PARTNER, requires
from tracker.web.addresses import number_in
from tracker.web.evidence.blueprint import blueprint
from tracker.web.evidence.labels import design_word, effect_words, effects_like
from tracker.web.i18n import language
from tracker.web.lists import download
from tracker.web.signin import viewer
from tracker.web.wording import choices as word_choices
from tracker.web.wording import word

MOST_EXPORTED = 10_000
LONGEST_SEARCH = 200


@blueprint.get("/evidence")
@requires(PARTNER)
def index() -> ResponseReturnValue:
    session, person, today = db.session(), viewer(), clock.today()
    selection, filters = _selection(), _filters()
    shown = query.rows(
        session,
        person,
        selection,
        filters,
        today,
        language(),
        after=number_in(request.args.get("after")),
        limit=query.PAGE_SIZE + 1,
    )
    more = len(shown) > query.PAGE_SIZE
    shown = shown[: query.PAGE_SIZE]
    offered = choices(session, person, language())
    return render_template(
        "evidence/index.html",
        selection=selection,
        filters=filters,
        selected=_address(selection, filters),
        counts=query.counts(session, person, filters, today),
        cap=query.COUNT_CAP,
        rows=shown,
        next_page=shown[-1].finding.id if more else None,
        is_first_page="after" not in request.args,
        effects=sorted(((one, effect_words(one)) for one in offered.effects), key=lambda pair: pair[1]),
        directions=word_choices(EffectDirection),
        levels=[(str(one.value), f"E{one.value} {word(one)}") for one in EvidenceLevel],
        plans=offered.plans,
    )


@blueprint.get("/evidence.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export(kind: str) -> Response:
    """The whole selection, up to 10,000 findings, whatever page is shown."""
    found = query.rows(
        db.session(), viewer(), _selection(), _filters(), clock.today(), language(), limit=MOST_EXPORTED
    )
    name = f"evidence-{_selection().value}"
    return download(kind, name, gettext("Evidence"), _headings(), _cells(found))


def _headings() -> list[str]:
    return [
        gettext("Code"),
        gettext("Citation"),
        gettext("The finding in a sentence"),
        gettext("Effect studied"),
        gettext("Direction"),
        gettext("Evidence level"),
        gettext("Study design"),
        gettext("Number of studies"),
        gettext("Country"),
        gettext("DOI"),
        gettext("Address"),
        gettext("Retrieved from"),
        gettext("Review by"),
        gettext("Plans that use it"),
        gettext("Links that use it"),
    ]


def _cells(rows: list[FindingRow]) -> Iterator[list[tables.Cell]]:
    for row in rows:
        one = row.finding
        yield [
            one.code,
            one.citation,
            one.sentence,
            effect_words(one.effect),
            word(one.direction),
            f"E{one.level.value} {word(one.level)}",
            design_word(one.design),
            one.studies,
            one.country,
            one.doi,
            one.url,
            one.retrieved_from,
            one.review_by,
            ", ".join(use.code for use in row.plans),
            row.links,
        ]


def _selection() -> Selection:
    """The asked part of the register; what nobody offers counts as the current one."""
    asked = request.args.get("state", "")
    return Selection(asked) if asked in set(Selection) else Selection.CURRENT


def _filters() -> Filters:
    """What cannot be asked for leaves its filter out."""
    direction, level = request.args.get("direction", ""), number_in(request.args.get("level"))
    words = _text("q")
    return Filters(
        words=words,
        effects_like={word: effects_like(word) for word in words.split()},
        effect=_text("effect"),
        direction=EffectDirection(direction) if direction in set(EffectDirection) else None,
        level=EvidenceLevel(level) if level in set(EvidenceLevel) else None,
        plan=number_in(request.args.get("plan")),
    )


def _text(name: str) -> str:
    return " ".join(UNPRINTABLE.sub(" ", request.args.get(name, "")).split())[:LONGEST_SEARCH]


def _address(selection: Selection, filters: Filters) -> dict[str, Any]:
    """The query string of the present selection, without the page."""
    held = {
        "q": filters.words,
        "effect": filters.effect,
        "direction": filters.direction.value if filters.direction else "",
        "level": "" if filters.level is None else str(filters.level.value),
        "plan": "" if filters.plan is None else str(filters.plan),
    }
    return {"state": selection.value} | {name: value for name, value in held.items() if value}
