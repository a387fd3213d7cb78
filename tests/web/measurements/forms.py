"""The forms of the inventory of measurements, filled in well: a part of ``tests.web.all_forms``."""

from tests.personas import TODAY
from tests.web.filled_form import FilledForm
from tracker.exchange.pasted.readings import Known, read

PASTED = "2013;61,5\n30.06.2015;62"
SEEN = read(PASTED, Known(None, TODAY, True, {}, whole_years=True)).mark
"""What the lines mean for a measurement without values, in per cent."""

FIELDS = {
    "title": "Andel trygge",
    "outside_owner": "TrygFonden",
    "definition_id": "1",
    "kind": "survey",
    "frequency": "yearly",
    "unit": "%",
    "direction": "higher_better",
}
LONG_TEXTS = ("areas", "question", "method", "quality", "retrieved_from")
TEXTS = ("title", "title_en", "code", "outside_owner", "unit", *LONG_TEXTS)
WHERE = "/measurements/{measurement}"

FORMS: dict[str, list[FilledForm]] = {
    "measurements.new": [
        FilledForm(
            "/measurements/new", "planner", {**FIELDS, "code": "NY{number}"}, TEXTS, shaped=("first_year",)
        )
    ],
    "measurements.edit": [
        FilledForm(
            WHERE + "/edit",
            "planner",
            # of the strategy that the tests make
            {name: value for name, value in FIELDS.items() if name != "definition_id"},
            TEXTS,
            shaped=("first_year",),
            shown=(WHERE, WHERE + "/edit"),
        )
    ],
    "measurements.archive": [FilledForm(WHERE + "/archive", "planner", {"reason": "Ophørt"}, ("reason",))],
    "measurements.restore": [
        FilledForm(
            "/measurements/{archived_measurement}",
            "planner",
            action="/measurements/{archived_measurement}/restore",
        )
    ],
    "measurements.scores": [FilledForm(WHERE + "/scores", "planner", {"relevance": "3", "access": "0"})],
    "measurements.verdict": [
        FilledForm(
            WHERE + "/verdict",
            "planner",
            {"verdict": "exclude", "reason": "Kun landstal"},
            ("reason",),
            shown=(WHERE,),
        )
    ],
    "measurements.enter": [
        FilledForm(
            WHERE + "/values/new",
            "planner",
            {"taken_on": "2014", "value": "61,5", "source": "Rapport"},
            ("source",),
            shaped=("taken_on", "value"),
            shown=(WHERE,),
        )
    ],
    "measurements.correct": [
        FilledForm(
            "/measurements/values/{value}/correct",
            "planner",
            {"taken_on": "30.06.2014", "value": "61,5", "source": "Rapport", "reason": "Slåfejl"},
            ("source", "reason"),
            shaped=("taken_on", "value"),
            shown=(WHERE,),
        )
    ],
    "measurements.withdraw": [
        FilledForm(
            "/measurements/values/{value}/withdraw",
            "planner",
            {"reason": "Fejl i opgørelsen"},
            ("reason",),
            shown=(WHERE,),
        )
    ],
    "measurements.mark_break": [
        FilledForm(
            WHERE + "/breaks/new",
            "planner",
            {"from_on": "01.01.2014", "note": "Nyt spørgsmål"},
            ("note",),
            shaped=("from_on",),
            shown=(WHERE,),
        )
    ],
    "measurements.remove_break": [
        FilledForm(
            "/measurements/breaks/{series_break}/remove", "planner", {"reason": "Alligevel ens"}, ("reason",)
        )
    ],
    "measurements.import_pasted": [
        FilledForm(
            WHERE + "/import",
            "planner",
            {"pasted": PASTED, "source": "Regneark", "answer": "save", "seen": str(SEEN)},
            ("source",),
            shaped=("pasted",),
            shown=(WHERE,),
        )
    ],
}
