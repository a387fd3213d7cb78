"""How suitable a measurement is for the index, and the verdict."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.measurements import measurement as query
from tracker.records.queries.measurements.measurement import StoredMeasurement
from tracker.services.measurements import inventory as verbs
from tracker.theory.kinds import Suitability, Verdict
from tracker.web.access import STEER, requires
from tracker.web.forms.saving import Saved, save, unless_sent
from tracker.web.forms.stale import stale_page
from tracker.web.forms.writing import writer
from tracker.web.i18n import language
from tracker.web.measurements.blueprint import blueprint, form_page, found, page_of
from tracker.web.measurements.forms import ScoresForm, VerdictForm
from tracker.web.measurements.labels import ANCHORS, ASKED
from tracker.web.wording import word


@blueprint.route("/measurements/<int:measurement_id>/scores", methods=["GET", "POST"])
@requires(STEER)
def scores(measurement_id: int) -> ResponseReturnValue:
    """Score a measurement 0–3 on each aspect."""
    one = found(measurement_id, archived=False)
    given = query.scores(db.session(), measurement_id, language())
    stored = {aspect.value: str(score.score) for aspect, score in given.items()}
    stored["version"] = str(query.edition_of(given))
    form = ScoresForm(**unless_sent(**stored))
    for aspect in Suitability:
        form[aspect.value].label.text = word(aspect)
    return save(
        form,
        lambda: verbs.score_suitability(
            writer(), measurement_id=measurement_id, scores=form.scores, seen=form.version_seen
        ),
        Saved(gettext("The scores are saved."), page_of(one)),
        overtaken=lambda: _other_scores(form, one),
    ) or form_page("scores", form, one, aspects=list(Suitability), asked=ASKED, given=given)


@blueprint.route("/measurements/<int:measurement_id>/verdict", methods=["GET", "POST"])
@requires(STEER)
def verdict(measurement_id: int) -> ResponseReturnValue:
    """Say whether a measurement goes into the index, and why."""
    one = found(measurement_id, archived=False)
    form = VerdictForm(**unless_sent(verdict=one.verdict.value, version=one.version))
    answer = save(
        form,
        lambda: verbs.judge_measurement(
            writer(),
            measurement_id=measurement_id,
            version=form.version_seen,
            verdict=Verdict(form.verdict.data),
            reason=form.reason.data or "",
        ),
        Saved(gettext("The verdict is saved."), page_of(one)),
        overtaken=lambda: _other_verdict(form, found(measurement_id)),
    )
    if answer:
        return answer
    series = query.values(db.session(), measurement_id, language())
    given = query.scores(db.session(), measurement_id, language())
    return form_page("verdict", form, one, has_values=bool(series), given=given)


def _other_scores(form: ScoresForm, one: StoredMeasurement) -> ResponseReturnValue:
    now = query.scores(db.session(), one.id, language())
    rows = []
    for aspect in Suitability:
        mine, theirs = form.scores.get(aspect), now.get(aspect)
        rows.append(
            (
                word(aspect),
                _anchor(aspect, mine),
                _anchor(aspect, None if theirs is None else theirs.score),
            )
        )
    here = url_for(".scores", measurement_id=one.id)
    return stale_page(one.title, rows, form, here, query.edition_of(now), page_of(one))


def _anchor(aspect: Suitability, score: int | None) -> str:
    if score is None or not 0 <= score < len(ANCHORS[aspect]):
        return ""
    return f"{score} {ANCHORS[aspect][score]}"


def _other_verdict(form: VerdictForm, now: StoredMeasurement) -> ResponseReturnValue:
    rows = [
        (gettext("Verdict"), word(Verdict(form.verdict.data)), word(now.verdict)),
        (gettext("Reason"), form.reason.data or "", now.verdict_reason),
    ]
    here = url_for(".verdict", measurement_id=now.id)
    return stale_page(now.title, rows, form, here, now.version, page_of(now))
