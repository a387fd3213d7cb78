"""The event log in words: names of things, of their columns, and of what a verb did."""

from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext

from tracker.records.queries.history import Group

_ = lazy_gettext


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - marks texts with a plural, as gettext does
    return one, many


THINGS: dict[str, Any] = {
    "strategies": _("Strategy"),
    "definitions": _("Definition of safety"),
    "goals": _("Goal"),
    "organisations": _("Organisation"),
    "users": _("Person"),
    "role_assignments": _("Role"),
    "plans": _("Action plan"),
    "plan_goals": _("Goal of the plan"),
    "plan_owners": _("Initiative owner"),
    "plan_partners": _("Partner"),
    "elements": _("Element"),
    "links": _("Link"),
    "assumptions": _("Assumption"),
    "link_assumptions": _("Assumption on a link"),
    "findings": _("Finding"),
    "link_findings": _("Evidence on a link"),
    "milestones": _("Milestone"),
    "indicators": _("Indicator"),
    "readings": _("Reading"),
    "status_reports": _("Status report"),
    "documents": _("Documentation"),
    "comments": _("Comment"),
    "mentions": _("Mention"),
    "proposals": _("Proposal"),
}

COUNTS: dict[str, tuple[str, str]] = {
    "strategies": NN_("%(num)s strategy", "%(num)s strategies"),
    "definitions": NN_("%(num)s definition of safety", "%(num)s definitions of safety"),
    "goals": NN_("%(num)s goal", "%(num)s goals"),
    "organisations": NN_("%(num)s organisation", "%(num)s organisations"),
    "users": NN_("%(num)s person", "%(num)s people"),
    "role_assignments": NN_("%(num)s role", "%(num)s roles"),
    "plans": NN_("%(num)s action plan", "%(num)s action plans"),
    "plan_goals": NN_("%(num)s goal of the plan", "%(num)s goals of the plan"),
    "plan_owners": NN_("%(num)s initiative owner", "%(num)s initiative owners"),
    "plan_partners": NN_("%(num)s partner", "%(num)s partners"),
    "elements": NN_("%(num)s element", "%(num)s elements"),
    "links": NN_("%(num)s link", "%(num)s links"),
    "assumptions": NN_("%(num)s assumption", "%(num)s assumptions"),
    "link_assumptions": NN_("%(num)s assumption on a link", "%(num)s assumptions on links"),
    "findings": NN_("%(num)s finding", "%(num)s findings"),
    "link_findings": NN_("%(num)s piece of evidence on a link", "%(num)s pieces of evidence on links"),
    "milestones": NN_("%(num)s milestone", "%(num)s milestones"),
    "indicators": NN_("%(num)s indicator", "%(num)s indicators"),
    "readings": NN_("%(num)s reading", "%(num)s readings"),
    "status_reports": NN_("%(num)s status report", "%(num)s status reports"),
    "documents": NN_("%(num)s piece of documentation", "%(num)s pieces of documentation"),
    "comments": NN_("%(num)s comment", "%(num)s comments"),
    "mentions": NN_("%(num)s mention", "%(num)s mentions"),
    "proposals": NN_("%(num)s proposal", "%(num)s proposals"),
}

COLUMNS: dict[str, Any] = {
    "added_at": _("Added at"),
    "added_by_id": _("Added by"),
    "answer": _("Answer"),
    "answers_id": _("Answer to"),
    "author_id": _("Written by"),
    "already_in_place": _("Already in place"),
    "archived_at": _("Archived"),
    "assumption_id": _("Assumption"),
    "baseline_due": _("First promise"),
    "baseline_on": _("Baseline date"),
    "baseline_value": _("Baseline value"),
    "basis": _("Basis"),
    "body": _("Text"),
    "budget_dkk": _("Budget (DKK)"),
    "changes": _("Changes"),
    "comment_id": _("Comment"),
    "citation": _("Citation"),
    "code": _("Code"),
    "country": _("Country"),
    "critical": _("Critical"),
    "dated_on": _("Dated"),
    "deactivated_at": _("Deactivated"),
    "decided_at": _("Decided"),
    "decided_by_id": _("Decided by"),
    "definition_id": _("Definition of safety"),
    "delivery_status": _("Status"),
    "description": _("Description"),
    "design": _("Study design"),
    "direction": _("Direction"),
    "directness": _("Directness"),
    "doi": _("DOI"),
    "done_on": _("Done on"),
    "due": _("Due on"),
    "effect": _("Outcome studied"),
    "element_id": _("Element"),
    "email": _("E-mail"),
    "ends_on": _("Ends"),
    "entered_by_id": _("Entered by"),
    "expected_from": _("Expected from"),
    "finding_id": _("Finding"),
    "goal_id": _("Goal"),
    "happened": _("What happened"),
    "id": _("Number"),
    "illustrative": _("Illustrative"),
    "indicator_id": _("Indicator"),
    "is_primary": _("Primary goal"),
    "kind": _("Kind"),
    "lag_days": _("Expected lag (days)"),
    "language": _("Language"),
    "lead_organisation_id": _("Lead organisation"),
    "level": _("Evidence level"),
    "link_id": _("Link"),
    "made_at": _("Made"),
    "milestone_id": _("Milestone"),
    "name": _("Name"),
    "name_en": _("Name in English"),
    "needs_precision": _("May be made more precise"),
    "next_step": _("Next step"),
    "note": _("Note"),
    "organisation_id": _("Organisation"),
    "owner_id": _("Looked after by"),
    "parent_id": _("Part of"),
    "password_is_one_time": _("Password for one use"),
    "password_set_at": _("Password set"),
    "plan_id": _("Action plan"),
    "position": _("Place in the order"),
    "rationale": _("Rationale"),
    "read_on": _("Read on"),
    "reading_id": _("Reading"),
    "reported_by_id": _("Reported by"),
    "reported_on": _("Reported on"),
    "resolved_at": _("Resolved"),
    "resolved_by_id": _("Resolved by"),
    "revision": _("Edition"),
    "seen_at": _("Seen"),
    "verb": _("What is done"),
    "why": _("Why"),
    "written_at": _("Written"),
    "result_status": _("Status"),
    "retrieved_from": _("Retrieved from"),
    "review_by": _("Review by"),
    "review_on": _("Review on"),
    "role": _("Role"),
    "sentence": _("The finding in a sentence"),
    "source": _("Source"),
    "source_id": _("From"),
    "starts_on": _("Starts"),
    "state": _("State"),
    "strategy_id": _("Strategy"),
    "studies": _("Number of studies"),
    "target_group": _("Target group"),
    "target_id": _("To"),
    "target_on": _("Target date"),
    "target_value": _("Target value"),
    "timezone": _("Time zone"),
    "title": _("Title"),
    "title_en": _("Title in English"),
    "unchanged": _("No change since the report before"),
    "unit": _("Unit"),
    "url": _("Address"),
    "user_id": _("Person"),
    "value": _("Value"),
    "visibility": _("Visible to"),
}

VERBS: dict[str, Any] = {
    "add_assumption": _("added an assumption"),
    "add_definition": _("added a definition of safety"),
    "add_document": _("added documentation"),
    "add_element": _("added an element"),
    "add_finding": _("added a finding"),
    "add_goal": _("added a goal"),
    "add_indicator": _("added an indicator"),
    "add_milestone": _("added a milestone"),
    "add_organisation": _("added an organisation"),
    "add_person": _("added a person"),
    "add_plan": _("made the action plan"),
    "add_reading": _("entered a reading"),
    "add_strategy": _("added the strategy"),
    "answer_backwards": _("answered what must be in place"),
    "archive_organisation": _("archived an organisation"),
    "attach_finding": _("attached evidence to a link"),
    "begin": _("signed in"),
    "change_organisation": _("changed an organisation"),
    "change_own_password": _("changed their password"),
    "change_person": _("changed a person"),
    "choose_language": _("chose a language"),
    "complete_milestone": _("reported a milestone done"),
    "connect": _("drew a link"),
    "deactivate_person": _("deactivated a person"),
    "end": _("signed out"),
    "enter_lines": _("entered elements and links as lines of text"),
    "end_all": _("ended all sessions of a person"),
    "fill_from_template": _("filled the plan from a template"),
    "grant_role": _("gave a role"),
    "lay_assumption": _("laid an assumption under a link"),
    "load_strategy": _("loaded a strategy"),
    "move_milestone": _("moved a milestone"),
    "open_demo_accounts": _("opened the demonstration's accounts"),
    "purge": _("removed ended sessions"),
    "reactivate_person": _("reactivated a person"),
    "reopen_milestone": _("reopened a milestone"),
    "report_no_change": _("reported no change"),
    "report_status": _("reported status"),
    "restore_organisation": _("restored an organisation"),
    "revoke_role": _("took back a role"),
    "set_password": _("set a password"),
    "store_password": _("set a password"),
}

KINDS: dict[str, Any] = {
    "plan": _("The plan itself"),
    "elements": _("Elements"),
    "links": _("Links"),
    "assumptions": _("Assumptions"),
    "evidence": _("Evidence"),
    "milestones": _("Milestones"),
    "indicators": _("Indicators and readings"),
    "reports": _("Status reports"),
    "documents": _("Documentation"),
    "discussion": _("Comments"),
    "proposals": _("Proposals"),
}


def thing_word(entity: str) -> str:
    """The name of a kind of row."""
    return str(THINGS.get(entity, entity))


def column_word(column: str) -> str:
    """The name of a column."""
    return str(COLUMNS.get(column, column))


def verb_word(verb: str) -> str:
    """What somebody did, to stand behind their name; a verb of an older version has no word of its own."""
    return str(VERBS[verb]) if verb in VERBS else str(gettext("made a change"))


def count_words(group: Group) -> str:
    """``12 elements``."""
    one, many = COUNTS.get(group.entity, ("%(num)s", "%(num)s"))
    return str(ngettext(one, many, group.count))
