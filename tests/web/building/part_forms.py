"""The forms of an element's and a link's parts, filled in well: a part of ``tests.web.all_forms``."""

from tests.web.filled_form import FilledForm

TITLES = ("title", "title_en")
MEASURED = ("baseline_on", "baseline_value", "target_on", "target_value")
INDICATOR = {
    "title": "Natteravnsture",
    "unit": "ture",
    "direction": "higher_better",
    "baseline_on": "31.12.2014",
    "baseline_value": "10,5",
    "target_on": "31.12.2016",
    "target_value": "20",
}


def _archiving(page: str) -> list[FilledForm]:
    return [FilledForm(page, "planner", {"reason": "Opgivet"}, ("reason",), shown=("/plans/{plan}/history",))]


FORMS: dict[str, list[FilledForm]] = {
    "building.new_assumption": [
        FilledForm(
            "/plans/{plan}/assumptions/new?link={link}",
            "planner",
            {"title": "De unge kommer", "test": "Vi tæller fremmødet", "review_on": "31.12.2015"},
            (*TITLES, "test"),
            shaped=("review_on",),
        ),
        FilledForm(
            "/plans/{plan}/assumptions/new",
            "planner",
            {"title": "De unge kommer", "test": "Vi tæller fremmødet", "review_on": "31.12.2015"},
            (*TITLES, "test"),
            shaped=("review_on",),
            shown=("/plans/{plan}/history",),
        ),
    ],
    "building.edit_assumption": [
        FilledForm(
            "/assumptions/{assumption}/edit",
            "planner",
            {"title": "De unge kommer", "test": "Vi tæller fremmødet", "review_on": "31.12.2015"},
            (*TITLES, "test"),
            shaped=("review_on",),
            shown=("/assumptions/{assumption}/edit", "/plans/{plan}/history"),
        )
    ],
    "building.archive_assumption": _archiving("/assumptions/{assumption}/archive"),
    "building.restore_assumption": [
        FilledForm(
            "/plans/{plan}/assumptions", "planner", action="/assumptions/{archived_assumption}/restore"
        )
    ],
    "building.lay_assumption": [
        FilledForm("/links/{link}/assumptions", "planner", {"assumption_id": "{assumption}"})
    ],
    "building.lift_assumption": [
        FilledForm("/links/{link}/edit", "planner", action="/links/{link}/assumptions/{laid}/lift")
    ],
    "building.new_milestone": [
        FilledForm(
            "/elements/{element}/milestones/new",
            "planner",
            {"title": "Kontrakt", "due": "31.12.2015"},
            TITLES,
            shaped=("due",),
            shown=("/elements/{element}/history",),
        )
    ],
    "building.edit_milestone": [
        FilledForm(
            "/milestones/{milestone}/edit",
            "planner",
            {"title": "Kontrakt"},
            TITLES,
            shown=("/milestones/{milestone}/edit", "/milestones/{milestone}/history"),
        )
    ],
    "building.archive_milestone": _archiving("/milestones/{milestone}/archive"),
    "building.restore_milestone": [
        FilledForm("/elements/{element}/edit", "planner", action="/milestones/{archived_milestone}/restore")
    ],
    "building.new_indicator": [
        FilledForm(
            "/elements/{output}/indicators/new",
            "planner",
            INDICATOR,
            (*TITLES, "unit"),
            shaped=MEASURED,
            shown=("/elements/{output}/history",),
        )
    ],
    "building.edit_indicator": [
        FilledForm(
            "/indicators/{indicator}/edit",
            "planner",
            INDICATOR,
            (*TITLES, "unit"),
            shaped=MEASURED,
            shown=("/indicators/{indicator}/edit",),
        )
    ],
    "building.archive_indicator": _archiving("/indicators/{indicator}/archive"),
    "building.restore_indicator": [
        FilledForm("/elements/{output}/edit", "planner", action="/indicators/{archived_indicator}/restore")
    ],
    "building.new_attachment": [
        FilledForm(
            "/links/{link}/evidence/new",
            "planner",
            {"finding_id": "{finding}", "directness": "indirect"},
            ("note",),
        )
    ],
    "building.edit_attachment": [
        FilledForm(
            "/attachments/{attachment}/edit",
            "planner",
            {"directness": "indirect"},
            ("note",),
            shown=("/attachments/{attachment}/edit",),
        )
    ],
    "building.detach_finding": _archiving("/attachments/{attachment}/detach"),
}
