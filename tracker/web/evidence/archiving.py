"""A finding that counts no more: what hangs on it is shown first, and it can come back."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.services import evidence as verbs
from tracker.web.access import KEEP_EVIDENCE, requires
from tracker.web.evidence.blueprint import blueprint, found
from tracker.web.evidence.finding import use_views
from tracker.web.forms.base import PlainForm, ReasonForm
from tracker.web.forms.saving import Saved, confirm_again, page, press, save, unless_sent
from tracker.web.forms.writing import writer


@blueprint.route("/evidence/<int:finding_id>/archive", methods=["GET", "POST"])
@requires(KEEP_EVIDENCE)
def archive(finding_id: int) -> ResponseReturnValue:
    """Say why a finding counts no more, with every link that is weighed without it in sight."""
    one = found(finding_id, archived=False)
    form = ReasonForm(**unless_sent(version=one.version))
    return save(
        form,
        lambda: verbs.archive_finding(
            writer(), finding_id=finding_id, version=form.version_seen, reason=form.reason.data or ""
        ),
        Saved(
            gettext("The finding is archived. It counts on no link any more."),
            url_for(".show", finding_id=finding_id),
        ),
        overtaken=lambda: confirm_again(form, found(finding_id).version),
    ) or page("evidence/archive.html", form, finding=(now := found(finding_id)), uses=use_views(now))


@blueprint.post("/evidence/<int:finding_id>/restore")
@requires(KEEP_EVIDENCE)
def restore(finding_id: int) -> ResponseReturnValue:
    """Take an archived finding up again."""
    found(finding_id)
    return press(
        PlainForm(),
        lambda: verbs.restore_finding(writer(), finding_id=finding_id),
        Saved(
            gettext("The finding is restored. It counts again on the links that it is on."),
            url_for(".show", finding_id=finding_id),
        ),
    )
