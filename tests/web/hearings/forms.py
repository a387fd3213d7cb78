"""The forms of cases and hearings, filled in well: a part of ``tests.web.all_forms``."""

from tests.web.filled_form import FilledForm

WHY = {"reason": "Efter aftale"}
PAPER = {"document_title": "Referat"}
REPLY = {"met_on": "01.09.2015", "outcome": "discussed", "decision": "Drøftedes."}
REPLY_TEXTS = ("agenda_item", "decision", "decision_en")
POINT_TEXTS = ("quote", "done")
CASE = {"title": "En sag", "code": "{number}-15", "deliverable": "Et oplæg"}
CASE_TEXTS = ("title", "title_en", "code", "origin", "deliverable")
CASE_DAYS = ("origin_on", "deliverable_due", "delivered_on")

FORMS: dict[str, list[FilledForm]] = {
    "hearings.new_case": [FilledForm("/hearings/cases/new", "secretary", CASE, CASE_TEXTS, shaped=CASE_DAYS)],
    "hearings.edit_case": [
        FilledForm(
            "/hearings/cases/{case}/edit",
            "secretary",
            {"title": "En anden sag", "deliverable": "Et oplæg"},
            CASE_TEXTS,
            shaped=CASE_DAYS,
            shown=("/hearings/cases/{case}/edit",),
        )
    ],
    "hearings.archive_case": [
        FilledForm(
            "/hearings/cases/{quiet_case}/archive",
            "secretary",
            WHY,
            ("reason",),
            shown=("/hearings/cases/{quiet_case}/history",),
        )
    ],
    "hearings.restore_case": [
        FilledForm(
            "/hearings/cases/{archived_case}",
            "secretary",
            action="/hearings/cases/{archived_case}/restore",
        )
    ],
    "hearings.add_to_case": [
        FilledForm(
            "/hearings/cases/{case}/documents/new",
            "secretary",
            PAPER,
            ("document_title",),
            shaped=("document_url", "dated_on"),
            shown=("/hearings/cases/{case}",),
        )
    ],
    "hearings.attach": [
        FilledForm(
            "/hearings/recipients/{recipient}/documents/new",
            "secretary",
            PAPER,
            ("document_title",),
            shaped=("document_url", "dated_on"),
            shown=("/hearings/recipients/{recipient}",),
        )
    ],
    "hearings.withdraw_paper": [
        FilledForm("/hearings/documents/{case_document}/withdraw", "secretary", WHY, ("reason",))
    ],
    "hearings.restore_paper": [
        FilledForm(
            "/hearings/cases/{case}",
            "secretary",
            action="/hearings/documents/{withdrawn_case_document}/restore",
        )
    ],
    "hearings.open_hearing": [
        FilledForm(
            "/hearings/cases/{case}/open",
            "secretary",
            {"deadline": "01.10.2015", "recipient_ids": "{committee}"},
            ("title", "title_en", "agenda_item", "note"),
            shaped=("opened_on", "deadline"),
        )
    ],
    "hearings.change": [
        FilledForm(
            "/hearings/{hearing}/change",
            "secretary",
            {**WHY, "deadline": "01.10.2015"},
            ("reason",),
            shaped=("deadline",),
            shown=("/hearings/{hearing}/history",),
        )
    ],
    "hearings.close": [
        FilledForm(
            "/hearings/{hearing}/close",
            "secretary",
            {"summary": "Ingen svarede."},
            ("summary",),
            shown=("/hearings/{hearing}", "/hearings/{hearing}/summary"),
        )
    ],
    "hearings.reopen": [FilledForm("/hearings/{closed_hearing}/reopen", "secretary", WHY, ("reason",))],
    "hearings.reply": [
        FilledForm(
            "/hearings/recipients/{recipient}/reply",
            "secretary",
            REPLY,
            REPLY_TEXTS,
            shaped=("met_on",),
            shown=("/hearings/recipients/{recipient}",),
        ),
        FilledForm(
            "/hearings/recipients/{replied}/reply",
            "secretary",
            {**REPLY, **WHY},
            (*REPLY_TEXTS, "reason"),
            shaped=("met_on",),
            shown=("/hearings/recipients/{replied}/history",),
        ),
    ],
    "hearings.new_point": [
        FilledForm(
            "/hearings/recipients/{replied}/points/new",
            "planner",
            {"quote": "flere ture"},
            POINT_TEXTS,
            shaped=("done_on",),
            shown=("/hearings/recipients/{replied}",),
        )
    ],
    "hearings.edit_point": [
        FilledForm(
            "/hearings/points/{point}/edit",
            "secretary",
            {"done": "Der går flere ture"},
            POINT_TEXTS,
            shaped=("done_on",),
            shown=("/hearings/recipients/{replied}",),
        )
    ],
    "hearings.archive_point": [FilledForm("/hearings/points/{point}/archive", "planner", WHY, ("reason",))],
    "hearings.restore_point": [
        FilledForm(
            "/hearings/recipients/{replied}",
            "secretary",
            action="/hearings/points/{archived_point}/restore",
        )
    ],
}
