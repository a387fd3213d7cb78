"""The things that the event log is about, in words: one, many, and what a history is filtered by."""

from typing import Any

from flask_babel import lazy_gettext, ngettext

from tracker.records.queries.history.entries import Group

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
    "disaggregations": _("Breakdown"),
    "reading_parts": _("Part of a reading"),
    "status_reports": _("Status report"),
    "documents": _("Documentation"),
    "comments": _("Comment"),
    "mentions": _("Mention"),
    "proposals": _("Proposal"),
    "measurements": _("Measurement"),
    "suitability_scores": _("Suitability score"),
    "measurement_values": _("Value of a measurement"),
    "series_breaks": _("Break in a series"),
    "index_versions": _("Version of the index"),
    "index_definitions": _("Definition in the index"),
    "index_measures": _("Measurement in the index"),
    "index_years": _("Published year of the index"),
    "candidates": _("Idea"),
    "candidate_goals": _("Goal of an idea"),
    "candidate_findings": _("Key evidence of an idea"),
    "rounds": _("Round of prioritisation"),
    "round_criteria": _("Criterion of a round"),
    "round_entries": _("Candidate in a round"),
    "priority_scores": _("Score in a round"),
    "cases": _("Case"),
    "case_documents": _("Document of a case"),
    "hearings": _("Hearing"),
    "hearing_documents": _("Document heard on"),
    "hearing_recipients": _("Recipient of a hearing"),
    "reply_points": _("Point of a decision"),
    "catalogue_entries": _("Existing strategy"),
    "catalogue_goals": _("Goal of an existing strategy"),
    "commitments": _("Commitment"),
    "commitment_links": _("Commitment on an element"),
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
    "disaggregations": NN_("%(num)s breakdown", "%(num)s breakdowns"),
    "reading_parts": NN_("%(num)s part of a reading", "%(num)s parts of readings"),
    "status_reports": NN_("%(num)s status report", "%(num)s status reports"),
    "documents": NN_("%(num)s piece of documentation", "%(num)s pieces of documentation"),
    "comments": NN_("%(num)s comment", "%(num)s comments"),
    "mentions": NN_("%(num)s mention", "%(num)s mentions"),
    "proposals": NN_("%(num)s proposal", "%(num)s proposals"),
    "measurements": NN_("%(num)s measurement", "%(num)s measurements"),
    "suitability_scores": NN_("%(num)s suitability score", "%(num)s suitability scores"),
    "measurement_values": NN_("%(num)s value of a measurement", "%(num)s values of measurements"),
    "series_breaks": NN_("%(num)s break in a series", "%(num)s breaks in series"),
    "index_versions": NN_("%(num)s version of the index", "%(num)s versions of the index"),
    "index_definitions": NN_("%(num)s definition in the index", "%(num)s definitions in the index"),
    "index_measures": NN_("%(num)s measurement in the index", "%(num)s measurements in the index"),
    "index_years": NN_("%(num)s published year of the index", "%(num)s published years of the index"),
    "candidates": NN_("%(num)s idea", "%(num)s ideas"),
    "candidate_goals": NN_("%(num)s goal of an idea", "%(num)s goals of ideas"),
    "candidate_findings": NN_("%(num)s piece of key evidence", "%(num)s pieces of key evidence"),
    "rounds": NN_("%(num)s round of prioritisation", "%(num)s rounds of prioritisation"),
    "round_criteria": NN_("%(num)s criterion of a round", "%(num)s criteria of a round"),
    "round_entries": NN_("%(num)s candidate in a round", "%(num)s candidates in a round"),
    "priority_scores": NN_("%(num)s score in a round", "%(num)s scores in a round"),
    "cases": NN_("%(num)s case", "%(num)s cases"),
    "case_documents": NN_("%(num)s document of a case", "%(num)s documents of cases"),
    "hearings": NN_("%(num)s hearing", "%(num)s hearings"),
    "hearing_documents": NN_("%(num)s document heard on", "%(num)s documents heard on"),
    "hearing_recipients": NN_("%(num)s recipient of a hearing", "%(num)s recipients of a hearing"),
    "reply_points": NN_("%(num)s point of a decision", "%(num)s points of decisions"),
    "catalogue_entries": NN_("%(num)s existing strategy", "%(num)s existing strategies"),
    "catalogue_goals": NN_("%(num)s goal of an existing strategy", "%(num)s goals of existing strategies"),
    "commitments": NN_("%(num)s commitment", "%(num)s commitments"),
    "commitment_links": NN_("%(num)s commitment on an element", "%(num)s commitments on elements"),
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
    "prioritisation": _("Prioritisation"),
    "hearings": _("Hearings"),
    "catalogue": _("Existing strategies"),
}


def thing_word(entity: str) -> str:
    """The name of a kind of row."""
    return str(THINGS.get(entity, entity))


def count_words(group: Group) -> str:
    """``12 elements``."""
    one, many = COUNTS.get(group.entity, ("%(num)s", "%(num)s"))
    return str(ngettext(one, many, group.count))
