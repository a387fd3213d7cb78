"""``/plans/<id>/quick-entry``: lines are typed, looked at as a diagram, and saved in one go."""

from functools import partial

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.services.plans.quick_entry import ReadsDifferently, Unreadable, enter_lines
from tracker.web import wording
from tracker.web.access import CONTRIBUTE, requires
from tracker.web.building.changing import done_or_proposed, workbench
from tracker.web.forms.saving import Saved, page, save
from tracker.web.i18n import language
from tracker.web.plans.plan_header import plan_of_address
from tracker.web.quick_entry import legend
from tracker.web.quick_entry.forms import QuickEntryForm
from tracker.web.quick_entry.line_faults import REFUSALS
from tracker.web.quick_entry.preview import Preview, preview
from tracker.web.quick_entry.summary import saved_words

blueprint = Blueprint("quick_entry", __name__)
wording.faults(REFUSALS)


@blueprint.route("/plans/<int:plan_id>/quick-entry", methods=["GET", "POST"])
@requires(CONTRIBUTE)
def show(plan_id: int) -> ResponseReturnValue:
    """The field; what is sent is drawn, and saved where the form says so."""
    form = QuickEntryForm()
    if not form.is_submitted():
        return _page(form, preview(plan_id, ""))
    if not form.validate():
        return _page(form, None)
    if request.form.get("answer") != "save":
        return _look(plan_id, form)
    try:
        return save(
            form,
            lambda: done_or_proposed(
                form,
                plan_id,
                partial(
                    enter_lines, plan_id=plan_id, text=form.typed, language=language(), seen=form.seen.data
                ),
            ),
            lambda made: Saved(saved_words(made) if made else "", workbench(plan_id)),
        ) or _page(form, preview(plan_id, form.typed))
    except Unreadable:
        return _faulty(form, preview(plan_id, form.typed))
    except ReadsDifferently:
        form.form_errors.append(
            gettext(
                "The plan has changed since you looked at the preview, and your lines mean something else "
                "now. Nothing was saved. Look at the new preview, then save again."
            )
        )
        return _page(form, preview(plan_id, form.typed), 409)


def _look(plan_id: int, form: QuickEntryForm) -> ResponseReturnValue:
    """The preview alone for the script, which puts it in place; else the page with it."""
    seen = preview(plan_id, form.typed)
    if request.headers.get("X-Preview"):
        return render_template("quick_entry/_preview.html", preview=seen)
    return _faulty(form, seen) if seen.faults else _page(form, seen)


def _faulty(form: QuickEntryForm, seen: Preview) -> ResponseReturnValue:
    form.text.errors = [
        *form.text.errors,
        ngettext(
            "%(num)s line cannot be read; it is listed at the preview.",
            "%(num)s lines cannot be read; they are listed at the preview.",
            len(seen.faults),
        ),
    ]
    return _page(form, seen)


def _page(form: QuickEntryForm, seen: Preview | None, status: int | None = None) -> ResponseReturnValue:
    form.seen.data = seen.seen if seen else ""
    return page(
        "quick_entry/show.html",
        form,
        status,
        plan=plan_of_address(),
        preview=seen,
        letters=legend.letters(),
        example=legend.example(),
    )
