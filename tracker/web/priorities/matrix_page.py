"""``/priorities/<id>``: the whole matrix as a page, as CSV and as XLSX."""

from functools import partial
from typing import TypeAlias

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.extensions import db
from tracker.records.queries.priorities.scoring_matrix import live_matrix
from tracker.records.queries.priorities.scoring_rounds import criteria_changes
from tracker.theory.priorities.candidates import Criterion
from tracker.theory.priorities.matrix import Entry, Matrix, changes
from tracker.theory.priorities.scoring import Assessment
from tracker.web.access import PARTNER, requires
from tracker.web.i18n import language
from tracker.web.lists import Columns, download
from tracker.web.priorities import matrix_labels
from tracker.web.priorities.blueprint import blueprint, found_round, matrix_of
from tracker.web.signin import viewer
from tracker.web.wording import word

Line: TypeAlias = tuple[Entry, Assessment]


@blueprint.get("/priorities/<int:round_id>")
@requires(PARTNER)
def show(round_id: int) -> ResponseReturnValue:
    found = found_round(round_id)
    matrix = matrix_of(found)
    now = live_matrix(db.session(), viewer(), round_id, (language(),)) if found.is_decided else None
    return render_template(
        "priorities/show.html",
        round=found,
        matrix=matrix,
        criteria=tuple(Criterion),
        weight_changes=criteria_changes(db.session(), round_id, language()),
        since=matrix_labels.changed_since(changes(matrix, now)) if now else "",
    )


@blueprint.get("/priorities/<int:round_id>.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export(round_id: int, kind: str) -> Response:
    """The matrix as it is shown: one row for each candidate, points and what they come of."""
    matrix = matrix_of(found_round(round_id))
    rows = ((matrix.entries[one.candidate.id], one) for one in matrix.ranked)
    return download(kind, f"priorities-{round_id}", gettext("Priorities"), _columns(matrix), rows)


def _columns(matrix: Matrix) -> Columns[Line]:
    return (
        (gettext("Place"), lambda of: of[1].place),
        (gettext("Code"), lambda of: of[0].code),
        (gettext("Title"), lambda of: matrix_labels.text_in(of[0].title)),
        (gettext("Action plan or idea"), _kind),
        (gettext("Goals"), lambda of: ", ".join(of[0].goals)),
        *(column for criterion in Criterion for column in _of_criterion(criterion, matrix)),
        (gettext("Total"), lambda of: _number(of[1].total)),
        (gettext("Lower of impact and feasibility"), lambda of: _number(of[1].lower_of_two)),
        (gettext("Without a place because"), lambda of: matrix_labels.why_unplaced(*of)),
        (gettext("Decision"), lambda of: word(of[0].decision)),
        (gettext("Reason"), lambda of: of[0].reason),
    )


def _kind(of: Line) -> str:
    return str(gettext("Action plan") if of[0].plan_id else gettext("Idea"))


def _of_criterion(criterion: Criterion, matrix: Matrix) -> Columns[Line]:
    """The points of a criterion and what they come of."""
    name = matrix_labels.criterion_name(criterion)
    weight = matrix_labels.percent(matrix.weights[criterion]).replace("\u00a0", " ")
    points = gettext("%(criterion)s, points (weight %(weight)s)", criterion=name, weight=weight)
    first = (points, lambda of: _number(of[1].points[criterion]))
    if criterion.is_derived:
        return (first, (gettext("%(criterion)s, derived", criterion=name), partial(_derived, criterion)))
    return (
        first,
        (
            gettext("%(criterion)s, score 0–3", criterion=name),
            lambda of: of[0].candidate.scores.get(criterion),
        ),
        (gettext("%(criterion)s, lowest–highest", criterion=name), partial(_spread, criterion)),
    )


def _derived(criterion: Criterion, of: Line) -> str:
    given = of[1].points[criterion]
    return "" if given is None else matrix_labels.derived_words(criterion, given)


def _spread(criterion: Criterion, of: Line) -> str:
    found = of[0].spread(criterion)
    return "" if found is None else f"{found[0]}–{found[1]}"


def _number(value: object) -> float | None:
    return None if value is None else round(float(value), 1)  # type: ignore[arg-type]
