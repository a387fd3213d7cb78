"""A finding that counts no more: what hangs on it is shown first, and it can come back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.services import evidence as verbs
from tracker.services.errors import AlreadyDone, Invalid, NotThere, StaleWrite
from tracker.web.access import KEEP_EVIDENCE, requires
from tracker.web.evidence.blueprint import blueprint, found
from tracker.web.evidence.finding import use_views
from tracker.web.evidence.forms import ArchiveForm, PlainForm
from tracker.web.forms.writing import writer


@blueprint.route("/evidence/<int:finding_id>/archive", methods=["GET", "POST"])
@requires(KEEP_EVIDENCE)
def archive(finding_id: int) -> ResponseReturnValue:
    """Say why a finding counts no more, with every link that is weighed without it in sight."""
    one = found(finding_id, archived=False)
    form = ArchiveForm(**({} if request.method == "POST" else {"version": str(one.version)}))
    if form.validate_on_submit():
        try:
            verbs.archive_finding(
                writer(),
                finding_id=finding_id,
                version=form.expected_version or 0,
                reason=form.reason.data or "",
            )
        except Invalid as error:
            form.refuse(error)
        except StaleWrite:
            one = found(finding_id)
            form.version.data = str(one.version)
            form.form_errors.append(
                gettext("Somebody changed this meanwhile. Look at what is shown and confirm again.")
            )
        except (AlreadyDone, NotThere):
            return redirect(url_for(".show", finding_id=finding_id), 303)
        else:
            flash(gettext("The finding is archived. It counts on no link any more."), "success")
            return redirect(url_for(".show", finding_id=finding_id), 303)
    body = render_template("evidence/archive.html", form=form, finding=one, uses=use_views(one))
    return body, 422 if form.errors or form.form_errors else 200


@blueprint.post("/evidence/<int:finding_id>/restore")
@requires(KEEP_EVIDENCE)
def restore(finding_id: int) -> ResponseReturnValue:
    """Take an archived finding up again."""
    found(finding_id)
    if PlainForm().validate_on_submit():
        try:
            verbs.restore_finding(writer(), finding_id=finding_id)
        except (AlreadyDone, NotThere):
            pass
        else:
            flash(gettext("The finding is restored. It counts again on the links that it is on."), "success")
    return redirect(url_for(".show", finding_id=finding_id), 303)
