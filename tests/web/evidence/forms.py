"""The forms of the evidence register, filled in well: a part of ``tests.web.all_forms``."""

from tests.web.filled_form import FilledForm

FINDING = {
    "citation": "Braga AA (2014). Hot spots.",
    "effect": "crime",
    "sentence": "Færre anmeldelser",
    "direction": "positive",
    "design": "rct",
    "studies": "2",
    "level": "3",
    "code": "NY{number}",
}
TEXTS = ("citation", "effect", "sentence", "retrieved_from", "code")
SHAPED = ("doi", "url", "country", "studies", "review_by")

FORMS: dict[str, list[FilledForm]] = {
    "evidence.new": [FilledForm("/evidence/new", "planner", FINDING, TEXTS, shaped=SHAPED)],
    "evidence.edit": [
        FilledForm(
            "/evidence/{finding}/edit",
            "owner",
            {name: value for name, value in FINDING.items() if name != "code"},
            TEXTS,
            shaped=SHAPED,
            shown=("/evidence/{finding}", "/evidence/{finding}/edit"),
        )
    ],
    "evidence.archive": [
        FilledForm("/evidence/{finding}/archive", "planner", {"reason": "Trukket tilbage"}, ("reason",))
    ],
    "evidence.restore": [
        FilledForm("/evidence/{archived_finding}", "planner", action="/evidence/{archived_finding}/restore")
    ],
    "evidence.paste": [
        FilledForm("/evidence/paste", "owner", {"reference": "10.1002/cl2.1046"}, shaped=("reference",))
    ],
}
