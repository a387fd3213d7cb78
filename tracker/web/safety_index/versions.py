"""The versions of the index: the list, one version with what it is made of, and a new one."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.history.strategy_scopes import of_index_version
from tracker.records.queries.history.values import Named
from tracker.records.queries.safety_index import versions as query
from tracker.services.errors import Duplicate, Invalid, NotThere
from tracker.services.safety_index import versions as verbs
from tracker.web.access import PARTNER, STEER, requires
from tracker.web.addresses import number_in
from tracker.web.forms.saving import Saved, confirm_again, page, save, unless_sent
from tracker.web.forms.writing import writer
from tracker.web.history.history_pages import history_page
from tracker.web.safety_index.blueprint import blueprint, found_version, strategy, version_address
from tracker.web.safety_index.comparing import Comparison, comparison_of
from tracker.web.safety_index.contents import contents
from tracker.web.safety_index.forms import NOTHING_YET, NewVersionForm
from tracker.web.safety_index.reading import Reading, read
from tracker.web.safety_index.series import series


@blueprint.get("/index/versions")
@requires(PARTNER)
def versions() -> ResponseReturnValue:
    session, followed = db.session(), strategy().id
    return render_template(
        "safety_index/versions.html",
        versions=query.versions(session, followed),
        discarded=query.discarded_drafts(session, followed),
    )


@blueprint.get("/index/versions/<int:index_version_id>")
@requires(PARTNER)
def version(index_version_id: int) -> ResponseReturnValue:
    """What a version is made of; a draft also with what it would give beside the published version."""
    reading = read(found_version(index_version_id))
    return render_template(
        "safety_index/version.html",
        reading=reading,
        groups=contents(reading),
        comparison=preview(reading) if reading.version.is_draft else None,
        series=None if reading.version.is_draft else series(reading),
    )


@blueprint.get("/index/versions/<int:index_version_id>/history")
@requires(PARTNER)
def version_history(index_version_id: int) -> ResponseReturnValue:
    """Who drew it up, changed and published it, and why; also what was taken out again."""
    shown = found_version(index_version_id)
    own = Named("index_versions", index_version_id)
    return history_page("safety_index/history.html", of_index_version(index_version_id), own, version=shown)


@blueprint.route("/index/versions/new", methods=["GET", "POST"])
@requires(STEER)
def new_version() -> ResponseReturnValue:
    """Draw up a draft, as a copy of another version or from nothing."""
    followed = strategy()
    there = query.versions(db.session(), followed.id)
    form = NewVersionForm(**unless_sent(made_from=_asked(there)))
    form.offer(there)

    def saved(number: int | None) -> Saved:
        sentence = gettext("The draft is made. Change it until it is as you want it, then publish it.")
        return Saved(sentence, url_for(".versions") if number is None else version_address(number))

    return save(
        form, lambda: _begin(form, followed.id), saved, overtaken=lambda: confirm_again(form, 0)
    ) or page("safety_index/new.html", form)


def preview(reading: Reading) -> Comparison:
    """A draft on the years there are, beside the published version of its strategy."""
    published = query.published_version(db.session(), reading.version.strategy_id)
    return comparison_of(None if published is None else read(published), reading)


def _begin(form: NewVersionForm, strategy_id: int) -> int:
    note = form.note.data or ""
    source = number_in(form.made_from.data) or 0
    try:
        if form.made_from.data == NOTHING_YET:
            return verbs.begin_empty_index_version(writer(), strategy_id=strategy_id, note=note)
        return verbs.copy_index_version(writer(), index_version_id=source, note=note)
    except NotThere as error:
        raise Invalid("made_from", "not_there") from error
    except Duplicate as error:
        raise Invalid("number", "index_version_made_meanwhile") from error


def _asked(there: list[query.VersionLine]) -> str:
    """The version of the address, else the one in force, else the newest."""
    asked = number_in(request.args.get("from"))
    if asked in {one.id for one in there}:
        return str(asked)
    published = next((one for one in there if one.published_at and not one.retired_at), None)
    return str((published or there[0]).id) if there else NOTHING_YET
