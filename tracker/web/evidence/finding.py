"""One finding: its page with every link that uses it, and the form that adds or changes it."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.evidence import findings as query
from tracker.records.queries.evidence.filters import choices
from tracker.records.queries.evidence.findings import StoredFinding, Use
from tracker.records.queries.pathway import load_pathways
from tracker.services import evidence as verbs
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere, StaleWrite
from tracker.theory.evidence.levels import effective_level
from tracker.theory.evidence.reckoning import Reckoning, reckon, without
from tracker.theory.kinds import EvidenceLevel
from tracker.theory.pathway import Element, Link, Pathway
from tracker.web.access import KEEP_EVIDENCE, PARTNER, requires
from tracker.web.evidence.blueprint import blueprint, found
from tracker.web.evidence.forms import FindingForm, PlainForm, stored_values, suggestions
from tracker.web.evidence.labels import effect_words, short_citation
from tracker.web.forms.stale import NOT_SHOWN, stale_page, words_of
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
    if form.validate_on_submit():
        try:
            finding_id = verbs.add_finding(writer(), **form.values)
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except AlreadyDone:
            flash(gettext("This was saved already; nothing was saved twice."), "success")
            return redirect(url_for(".index"), 303)
        else:
            flash(gettext("The finding is added. Attach it to the links that it speaks of."), "success")
            return redirect(url_for(".show", finding_id=finding_id), 303)
    return form_page("evidence/new.html", form)


@blueprint.route("/evidence/<int:finding_id>/edit", methods=["GET", "POST"])
@requires(KEEP_EVIDENCE)
def edit(finding_id: int) -> ResponseReturnValue:
    """Change a finding; every link that uses it is weighed anew."""
    one = found(finding_id, archived=False)
    form = FindingForm(kept=one.design, **({} if request.method == "POST" else stored_values(one)))
    if form.validate_on_submit():
        try:
            verbs.edit_finding(
                writer(), finding_id=finding_id, version=form.expected_version or 0, **form.values
            )
        except (Invalid, Duplicate) as error:
            form.refuse(error)
        except StaleWrite:
            return _both_versions(form, found(finding_id))
        except NotThere:
            return redirect(url_for(".show", finding_id=finding_id), 303)
        except AlreadyDone:
            return redirect(url_for(".show", finding_id=finding_id), 303)
        else:
            flash(gettext("The finding is saved. Links that use it are weighed anew."), "success")
            return redirect(url_for(".show", finding_id=finding_id), 303)
    return form_page("evidence/edit.html", form, finding=one, uses=use_views(one))


def form_page(template: str, form: FindingForm, **shown: Any) -> ResponseReturnValue:
    """200 for a fresh form, 422 for one that was refused."""
    status = 422 if form.errors or form.form_errors else 200
    effects = sorted(effect_words(one) for one in choices(db.session(), viewer(), language()).effects)
    body = render_template(template, form=form, effects=effects, suggestions=suggestions(), **shown)
    return body, status


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


def _both_versions(form: FindingForm, now: StoredFinding) -> ResponseReturnValue:
    theirs = FindingForm(formdata=None, kept=now.design, **stored_values(now))
    rows = [
        (str(field.label.text), words_of(field), words_of(theirs[field.name]))
        for field in form
        if field.name not in NOT_SHOWN
    ]
    here = url_for(".edit", finding_id=now.id)
    page = url_for(".show", finding_id=now.id)
    return stale_page(short_citation(now.citation), rows, form, here, now.version, page)
