"""The forms of the priorities, filled in well: a part of ``tests.web.all_forms``."""

from tests.web.filled_form import FilledForm
from tracker.theory.priorities.candidates import Criterion

IDEA = {"title": "Lys i tunneller", "code": "NY{number}", "rejected": "y", "decision": "For dyrt"}
IDEA_TEXTS = ("title", "title_en", "code", "description", "decision")

WEIGHTS = tuple(f"weight_{criterion.value}" for criterion in Criterion)
ANCHORS = tuple(
    f"anchor_{criterion.value}_{score}"
    for criterion in Criterion
    if not criterion.is_derived
    for score in range(4)
)

FORMS: dict[str, list[FilledForm]] = {
    "priorities.new": [
        FilledForm("/priorities/new", "planner", {"title": "Ny runde"}, ("title", "title_en"))
    ],
    "priorities.candidates": [
        FilledForm("/priorities/{round}/candidates", "planner", {"plan_ids": "{plan_beside}"})
    ],
    "priorities.remove": [FilledForm("/priorities/candidates/{round_entry}/remove", "planner")],
    "priorities.weights": [
        FilledForm(
            "/priorities/{round}/weights",
            "planner",
            {"weight_evidence": "40", "weight_impact": "10"},
            ANCHORS,
            shaped=WEIGHTS,
            shown=("/priorities/{round}",),
        )
    ],
    "priorities.score": [
        FilledForm(
            "/priorities/candidates/{round_entry}/score", "planner", {"practicable": "2", "impact": "none"}
        )
    ],
    "priorities.rename": [
        FilledForm(
            "/priorities/{round}/title",
            "planner",
            {"title": "Foråret 2016"},
            ("title", "title_en"),
            shown=("/priorities/{round}",),
        )
    ],
    "priorities.give_up": [
        FilledForm(
            "/priorities/{round}/give-up",
            "planner",
            {"reason": "Den var en prøve"},
            ("reason",),
            shown=("/priorities",),
        )
    ],
    "priorities.decide": [
        FilledForm(
            "/priorities/{round}/decide",
            "planner",
            {
                "decision_0": "wait",
                "reason_0": "Senere",
                "decision_1": "reject",
                "reason_1": "Nej",
                "reasons": "Ro",
            },
            ("reason_0", "reason_1", "reasons"),
            shown=("/priorities/{round}",),
        )
    ],
    "priorities.new_idea": [FilledForm("/priorities/ideas/new", "planner", IDEA, IDEA_TEXTS)],
    "priorities.edit_idea": [
        FilledForm(
            "/priorities/ideas/{idea}/edit",
            "planner",
            {name: text for name, text in IDEA.items() if name != "code"},
            IDEA_TEXTS,
            shown=("/priorities/ideas/{idea}", "/priorities/ideas/{idea}/edit"),
        )
    ],
    "priorities.archive_idea": [
        FilledForm("/priorities/ideas/{idea}/archive", "planner", {"reason": "Opgivet"}, ("reason",))
    ],
    "priorities.restore_idea": [
        FilledForm(
            "/priorities/ideas/{archived_idea}",
            "planner",
            action="/priorities/ideas/{archived_idea}/restore",
        )
    ],
    "priorities.become_plan": [
        FilledForm(
            "/priorities/ideas/{idea}/plan",
            "planner",
            {"code": "Q{number}", "lead_organisation_id": "{organisation}"},
            aside=("code",),
        )
    ],
}
