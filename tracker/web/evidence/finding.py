"""One finding: its page with every link that uses it, and the form that adds or changes it."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.evidence import findings as query
from tracker.records.queries.evidence.filters import choices
from tracker.records.queries.evidence.findings import StoredFinding, Use
from tracker.records.queries.pathway import load_pathways
from tracker.services import evidence as verbs
from tracker.theory.evidence.levels import effective_level
from tracker.theory.evidence.reckoning import Reckoning, reckon, without
from tracker.theory.kinds import EvidenceLevel
from tracker.theory.pathway import Element, Link, Pathway
from tracker.web.access import KEEP_EVIDENCE, PARTNER, requires
from tracker.web.evidence.blueprint import blueprint, found
from tracker.web.evidence.forms import FindingForm, stored_values, suggestions
from tracker.web.evidence.labels import effect_words, short_citation
from tracker.web.forms.base import PlainForm
from tracker.web.forms.saving import Saved, both_versions, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.signin import viewer


@dataclass(frozen=True, slots=True)
class UseView:
    """A link that the finding is on. ``counts_as`` is the finding's level there, None while it is archived;
    ``reckoning`` is None where the link is no hypothesis, ``alone`` how it would be without the finding."""

    use: Use
    pathway: Pathway
    link: Link
    source: Element
    target: Element
    counts_as: EvidenceLevel | None
    reckoning: Reckoning | None
    alone: Reckoning | None

    @property
    def decides(self) -> bool:
        """Whether the link would stand otherwise without the finding."""
        if self.reckoning is None or self.alone is None:
            return False
        now, then = self.reckoning, self.alone
        return (now.level, now.state) != (then.level, then.state)


@blueprint.get("/evidence/<int:finding_id>")
@requires(PARTNER)
def show(finding_id: int) -> ResponseReturnValue:
    one = found(finding_id)
    return render_template(
        "evidence/show.html",
        finding=one,
        uses=use_views(one),
        twins=query.with_doi(db.session(), one.doi, one.id) if one.doi else [],
        plain=PlainForm(formdata=None),
    )


@blueprint.route("/evidence/new", methods=["GET", "POST"])
@requires(KEEP_EVIDENCE)
def new() -> ResponseReturnValue:
    """Add a finding by hand."""
    form = FindingForm()

    def saved(finding_id: int | None) -> Saved:
        address = url_for(".show", finding_id=finding_id) if finding_id else url_for(".index")
        return Saved(gettext("The finding is added. Attach it to the links that it speaks of."), address)

    return save(
        form, lambda: verbs.add_finding(writer(), contents=form.contents()), saved, overtaken=lambda: None
    ) or form_page("evidence/new.html", form)


@blueprint.route("/evidence/<int:finding_id>/edit", methods=["GET", "POST"])
@requires(KEEP_EVIDENCE)
def edit(finding_id: int) -> ResponseReturnValue:
    """Change a finding; every link that uses it is weighed anew."""
    one = found(finding_id, archived=False)
    address = url_for(".show", finding_id=finding_id)
    form = FindingForm(kept=one.design, **unless_sent(**stored_values(one)))
    return save(
        form,
        lambda: verbs.edit_finding(
            writer(), finding_id=finding_id, version=form.version_seen, contents=form.contents()
        ),
        Saved(
            gettext("The finding is saved. Links that use it are weighed anew."),
            address,
        ),
        overtaken=lambda: both_versions(
            short_citation(one.citation), form, stored_values(found(finding_id)), address
        ),
    ) or form_page("evidence/edit.html", form, finding=one, uses=use_views(one))


def form_page(template: str, form: FindingForm, **shown: Any) -> ResponseReturnValue:
    """The page with the form of a finding, and what it suggests while one types."""
    effects = sorted(effect_words(one) for one in choices(db.session(), viewer(), language()).effects)
    return page(template, form, effects=effects, suggestions=suggestions(), **shown)


def use_views(one: StoredFinding) -> list[UseView]:
    """Every link that uses the finding and that the viewer sees."""
    uses = query.uses(db.session(), viewer(), one.id)
    pathways = load_pathways(db.session(), [use.plan_id for use in uses], language()) if uses else {}
    return [_view(one, use, pathways[use.plan_id]) for use in uses]


def _view(one: StoredFinding, use: Use, pathway: Pathway) -> UseView:
    link = pathway.link[use.link_id]
    own = next((found for found in link.attachments if found.finding.id == one.id), None)
    return UseView(
        use,
        pathway,
        link,
        pathway.element[link.source],
        pathway.element[link.target],
        None if own is None else effective_level(own),
        reckon(link),
        reckon(without(link, one.id)),
    )
