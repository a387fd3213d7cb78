"""The forms of the catalogue, filled in well: a part of ``tests.web.all_forms``."""

from tests.web.filled_form import FilledForm

ENTRY = {"title": "Ældrepolitik", "organisation_id": "{owner}"}
TEXTS = ("title", "title_en", "note", "retrieved_from")
SHAPED = ("url", "valid_from", "valid_until")

FORMS: dict[str, list[FilledForm]] = {
    "catalogue.new": [
        FilledForm(
            "/catalogue/new", "planner", {**ENTRY, "code": "NY{number}"}, TEXTS, SHAPED, aside=("code",)
        )
    ],
    "catalogue.edit": [
        FilledForm(
            "/catalogue/{entry}/edit",
            "planner",
            ENTRY,
            TEXTS,
            SHAPED,
            aside=("code",),
            shown=("/catalogue/{entry}", "/catalogue/{entry}/edit"),
        )
    ],
    "catalogue.archive": [
        FilledForm(
            "/catalogue/{entry}/archive",
            "planner",
            {"reason": "Står her to gange"},
            ("reason",),
            shown=("/catalogue/{entry}",),
        )
    ],
    "catalogue.restore": [
        FilledForm(
            "/catalogue/{archived_entry}/restore", "planner", {"reason": "Det var en fejl"}, ("reason",)
        )
    ],
    "catalogue.new_commitment": [
        FilledForm(
            "/catalogue/{entry}",
            "planner",
            {"sentence": "Flere klubber"},
            ("sentence",),
            shown=("/catalogue/{entry}",),
            action="/catalogue/{entry}/commitments/new",
        ),
        FilledForm(
            "/catalogue/{entry}/commitments/new", "planner", {"sentence": "Flere klubber"}, ("sentence",)
        ),
    ],
    "catalogue.edit_commitment": [
        FilledForm(
            "/catalogue/commitments/{commitment}/edit",
            "planner",
            {"sentence": "Flere væresteder"},
            ("sentence",),
            shown=("/catalogue/{entry}",),
        )
    ],
    "catalogue.archive_commitment": [
        FilledForm(
            "/catalogue/commitments/{commitment}/archive", "planner", {"reason": "Ophævet"}, ("reason",)
        )
    ],
    "catalogue.restore_commitment": [
        FilledForm(
            "/catalogue/{entry_with_gone}",
            "planner",
            action="/catalogue/commitments/{gone_commitment}/restore",
        )
    ],
    "catalogue.move_commitment": [
        FilledForm(
            "/catalogue/{entry_of_two}",
            "planner",
            action="/catalogue/commitments/{second_commitment}/earlier",
        )
    ],
    "catalogue.tie": [
        FilledForm(
            "/catalogue/commitments/{commitment}/tie?plan={plan}",
            "planner",
            {"element_id": "{element}", "relation": "conflicts", "note": "Samme penge"},
            ("note",),
            shown=("/catalogue/{entry}", "/elements/{element}"),
        )
    ],
    "catalogue.edit_tie": [
        FilledForm(
            "/catalogue/ties/{tie}/edit",
            "planner",
            {"relation": "overlaps", "note": "Samme penge"},
            ("note",),
            shown=("/catalogue/{entry}", "/elements/{element}"),
        )
    ],
    "catalogue.untie": [
        FilledForm("/catalogue/ties/{tie}/remove", "planner", {"reason": "Afklaret"}, ("reason",))
    ],
}
