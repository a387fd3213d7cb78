"""``/evidence/paste``: a DOI, a BibTeX or an RIS entry fills in the form of a new finding."""

from flask.typing import ResponseReturnValue

from tracker.exchange.references.pasted import read_reference
from tracker.exchange.references.reference import UnusableReference
from tracker.extensions import db
from tracker.records.queries.evidence import findings as query
from tracker.web.access import KEEP_EVIDENCE, requires
from tracker.web.evidence.blueprint import DETAILS, blueprint
from tracker.web.evidence.finding import form_page
from tracker.web.evidence.forms import FindingForm, PasteForm, parsed_values
from tracker.web.forms.saving import page


@blueprint.route("/evidence/paste", methods=["GET", "POST"])
@requires(KEEP_EVIDENCE)
def paste() -> ResponseReturnValue:
    """Nothing is stored here: what was read stands in the form that adds the finding."""
    form = PasteForm()
    if form.validate_on_submit():
        try:
            reference = read_reference(form.reference.data or "")
        except UnusableReference as error:
            form.refuse_text(error.fault.value, DETAILS)
        else:
            prefilled = FindingForm(formdata=None, **parsed_values(reference))
            twins = query.with_doi(db.session(), reference.doi) if reference.doi else []
            return form_page("evidence/pasted.html", prefilled, reference=reference, twins=twins)
    return page("evidence/paste.html", form)
