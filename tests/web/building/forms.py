"""The workbench's forms, filled in well: a part of ``tests.web.all_forms``."""

from tests.web.filled_form import FilledForm

ELEMENT_TEXTS = ("title", "title_en", "description")
DAYS = ("starts_on", "ends_on")
PERIOD = {"starts_on": "01.10.2015", "ends_on": "31.12.2015"}

FORMS: dict[str, list[FilledForm]] = {
    "building.new_element": [
        FilledForm(
            "/plans/{plan}/elements/new",
            "planner",
            {"kind": "activity", "title": "Ny aktivitet", **PERIOD},
            ELEMENT_TEXTS,
            shaped=DAYS,
            aside=("expected_from",),
            shown=("/plans/{plan}/history",),
        ),
        FilledForm(
            "/plans/{plan}/elements/new",
            "planner",
            {"kind": "outcome_long", "title": "Ny virkning", "expected_from": "01.01.2017"},
            ELEMENT_TEXTS,
            shaped=("expected_from",),
            aside=DAYS,
        ),
    ],
    "building.edit_element": [
        FilledForm(
            "/elements/{element}/edit",
            "planner",
            {"title": "Omdøbt", **PERIOD},
            ELEMENT_TEXTS,
            shaped=DAYS,
            aside=("expected_from",),
            shown=("/elements/{element}/edit", "/elements/{element}/history"),
        )
    ],
    "building.move_element": [
        FilledForm("/plans/{plan_of_two}/build", "planner", action="/elements/{first_of_two}/move")
    ],
    "building.archive_element": [
        FilledForm(
            "/elements/{element}/archive",
            "planner",
            {"reason": "Opgivet"},
            ("reason",),
            shown=("/plans/{plan}/history",),
        )
    ],
    "building.restore_element": [
        FilledForm("/plans/{plan}/build", "planner", action="/elements/{archived_element}/restore")
    ],
    "building.new_link": [
        FilledForm(
            "/plans/{plan}/links/new?source={element}&target={output}",
            "planner",
            {"lag_days": "30"},
            ("rationale",),
            shaped=("lag_days",),
            action="/plans/{plan}/links/new",
        )
    ],
    "building.edit_link": [
        FilledForm(
            "/links/{link}/edit",
            "planner",
            {"lag_days": "30"},
            ("rationale",),
            shaped=("lag_days",),
            shown=("/links/{link}/edit",),
        )
    ],
    "building.disconnect": [
        FilledForm(
            "/links/{link}/disconnect",
            "planner",
            {"reason": "Forkert"},
            ("reason",),
            shown=("/plans/{plan}/history",),
        )
    ],
    "building.restore_link": [
        FilledForm("/plans/{plan}/build", "planner", action="/links/{archived_link}/restore")
    ],
}
