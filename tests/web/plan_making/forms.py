"""The forms that make, change, move and archive plans, filled in well: a part of ``tests.web.all_forms``."""

from tests.web.filled_form import FilledForm

NAMES = ("title", "title_en")
TEXTS = (*NAMES, "target_group", "already_in_place")
SHAPED = ("starts_on", "ends_on", "budget_dkk")
DAYS = {"starts_on": "01.01.2016", "ends_on": "31.12.2017", "budget_dkk": "1.000"}

FORMS: dict[str, list[FilledForm]] = {
    "plan_making.new": [
        FilledForm(
            "/plans/new",
            "planner",
            {"title": "Ny plan", "code": "NY{number}", "lead_organisation_id": "3", **DAYS},
            TEXTS,
            shaped=SHAPED,
            aside=("code",),
            action="/plans/new?strategy=1",
        )
    ],
    "plan_making.edit": [
        FilledForm(
            "/plans/{plan}/edit",
            "planner",
            {"title": "Omdøbt", "code": "OM{number}", **DAYS},
            TEXTS,
            shaped=SHAPED,
            aside=("code",),
            shown=("/plans/{plan}/edit", "/plans/{plan}/history"),
        )
    ],
    "plan_making.copy": [
        FilledForm(
            "/plans/{plan}/copy", "planner", {"title": "Kopi", "code": "KOPI{number}"}, NAMES, aside=("code",)
        )
    ],
    "plan_making.state": [
        FilledForm(
            "/plans/{plan_of_two}/state",
            "planner",
            {"to": "rejected", "reason": "Ikke nu"},
            ("reason",),
            shown=("/plans/{plan_of_two}/history",),
        )
    ],
    "plan_making.archive": [
        FilledForm(
            "/plans/{plan_of_two}/archive",
            "planner",
            {"reason": "Slået sammen"},
            ("reason",),
            shown=("/plans/{plan_of_two}/history",),
        )
    ],
    "plan_making.restore": [
        FilledForm(
            "/plans/{archived_plan}/restore",
            "planner",
            {"reason": "Taget op igen"},
            ("reason",),
            shown=("/plans/{archived_plan}/history",),
        )
    ],
}
