"""``/evidence`` as a page, as CSV and as XLSX: the same selection, held in the address."""

from dataclasses import replace

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.evidence import findings as query
from tracker.records.queries.evidence.filters import Filters, Selection, choices
from tracker.records.queries.evidence.findings import FindingRow
from tracker.theory.kinds import EffectDirection, EvidenceLevel
from tracker.web import clock, lists
from tracker.web.access import PARTNER, requires
from tracker.web.addresses import number_in
from tracker.web.evidence.blueprint import blueprint
from tracker.web.evidence.labels import design_word, effect_words, effects_like
from tracker.web.i18n import language
from tracker.web.lists import MOST_EXPORTED, Columns, Number, OneOf, Words
from tracker.web.signin import viewer
from tracker.web.wording import choices as word_choices
from tracker.web.wording import word

ASKED = (
    Words("q", "words"),
    Words("effect", "effect"),
    OneOf("direction", "direction", lists.members(EffectDirection)),
    OneOf("level", "level", lists.members(EvidenceLevel)),
    Number("plan", "plan"),
)


@blueprint.get("/evidence")
@requires(PARTNER)
def index() -> ResponseReturnValue:
    session, person, today = db.session(), viewer(), clock.today()
    selection, filters = _selection(), _filters()
    found = query.rows(
        session,
        person,
        selection,
        filters,
        today,
        language(),
        after=number_in(request.args.get("after")),
        limit=query.PAGE_SIZE + 1,
    )
    shown, more = lists.one_page(found, query.PAGE_SIZE)
    offered = choices(session, person, language())
    return render_template(
        "evidence/index.html",
        selection=selection,
        filters=filters,
        selected={"state": selection.value} | lists.held(filters, ASKED),
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
    return lists.download(kind, name, gettext("Evidence"), _columns(), found)


def _columns() -> Columns[FindingRow]:
    return (
        (gettext("Code"), lambda row: row.finding.code),
        (gettext("Citation"), lambda row: row.finding.citation),
        (gettext("The finding in a sentence"), lambda row: row.finding.sentence),
        (gettext("Effect studied"), lambda row: effect_words(row.finding.effect)),
        (gettext("Direction"), lambda row: word(row.finding.direction)),
        (gettext("Evidence level"), lambda row: f"E{row.finding.level.value} {word(row.finding.level)}"),
        (gettext("Study design"), lambda row: design_word(row.finding.design)),
        (gettext("Number of studies"), lambda row: row.finding.studies),
        (gettext("Country"), lambda row: row.finding.country),
        (gettext("DOI"), lambda row: row.finding.doi),
        (gettext("Address"), lambda row: row.finding.url),
        (gettext("Retrieved from"), lambda row: row.finding.retrieved_from),
        (gettext("Review by"), lambda row: row.finding.review_by),
        (gettext("Plans that use it"), lambda row: ", ".join(use.code for use in row.plans)),
        (gettext("Links that use it"), lambda row: row.links),
    )


def _selection() -> Selection:
    """The asked part of the register; what nobody offers counts as the current one."""
    asked = request.args.get("state", "")
    return Selection(asked) if asked in set(Selection) else Selection.CURRENT


def _filters() -> Filters:
    found = lists.filters(Filters, ASKED)
    return replace(found, effects_like={one: effects_like(one) for one in found.words.split()})
