"""``/priorities/<id>``: the whole matrix as a page, as CSV and as XLSX."""

from collections.abc import Iterator

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.exchange import tables
from tracker.extensions import db
from tracker.records.queries.priorities.scoring_matrix import live_matrix
from tracker.records.queries.priorities.scoring_rounds import criteria_changes
from tracker.theory.priorities.candidates import Criterion
from tracker.theory.priorities.matrix import Matrix, changes
from tracker.web.access import PARTNER, requires
from tracker.web.i18n import language
from tracker.web.lists import download
from tracker.web.priorities import matrix_labels as words
from tracker.web.priorities.blueprint import blueprint, found_round, matrix_of
from tracker.web.signin import viewer
from tracker.web.wording import word


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
        since=words.changed_since(changes(matrix, now)) if now else "",
    )


@blueprint.get("/priorities/<int:round_id>.<any(csv, xlsx):kind>")
@requires(PARTNER)
def export(round_id: int, kind: str) -> Response:
    """The matrix as it is shown: one row for each candidate, points and what they come of."""
    matrix = matrix_of(found_round(round_id))
    return download(kind, f"priorities-{round_id}", gettext("Priorities"), _headings(matrix), _cells(matrix))


def _headings(matrix: Matrix) -> list[str]:
    of_criteria = []
    for criterion in Criterion:
        name = words.criterion_name(criterion)
        of_criteria.append(
            gettext(
                "%(criterion)s, points (weight %(weight)s)",
                criterion=name,
                weight=words.percent(matrix.weights[criterion]).replace("\u00a0", " "),
            )
        )
        if criterion.is_derived:
            of_criteria.append(gettext("%(criterion)s, derived", criterion=name))
        else:
            of_criteria.append(gettext("%(criterion)s, score 0–3", criterion=name))
            of_criteria.append(gettext("%(criterion)s, lowest–highest", criterion=name))
    return [
        gettext("Place"),
        gettext("Code"),
        gettext("Title"),
        gettext("Action plan or idea"),
        gettext("Goals"),
        *of_criteria,
        gettext("Total"),
        gettext("Lower of impact and feasibility"),
        gettext("Without a place because"),
        gettext("Decision"),
        gettext("Reason"),
    ]


def _cells(matrix: Matrix) -> Iterator[list[tables.Cell]]:
    for one in matrix.ranked:
        entry = matrix.entries[one.candidate.id]
        of_criteria: list[tables.Cell] = []
        for criterion in Criterion:
            given = one.points[criterion]
            of_criteria.append(_number(given))
            if criterion.is_derived:
                of_criteria.append("" if given is None else words.derived_words(criterion, given))
            else:
                spread = entry.spread(criterion)
                of_criteria.append(entry.candidate.scores.get(criterion))
                of_criteria.append("" if spread is None else f"{spread[0]}–{spread[1]}")
        yield [
            one.place,
            entry.code,
            words.text_in(entry.title),
            gettext("Action plan") if entry.plan_id else gettext("Idea"),
            ", ".join(entry.goals),
            *of_criteria,
            _number(one.total),
            _number(one.lower_of_two),
            words.why_unplaced(entry, one),
            word(entry.decision),
            entry.reason,
        ]


def _number(value: object) -> float | None:
    return None if value is None else round(float(value), 1)  # type: ignore[arg-type]
