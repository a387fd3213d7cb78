"""The organisations of the strategy, and their places under each other."""

import sqlalchemy as sa

from tracker.records.models import Organisation, Plan, RoleAssignment, User
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.organisation import OrganisationContents


@verb
def add_organisation(writer: Writer, *, contents: OrganisationContents) -> int:
    """Raises Invalid, Duplicate."""
    organisation = Organisation()
    rows.fill(writer, organisation, contents)
    return rows.write(writer, organisation)


@verb
def change_organisation(
    writer: Writer, *, organisation_id: int, version: int | None, contents: OrganisationContents
) -> int:
    """Changes an organisation; all of it is given, as a form holds it. Raises Invalid (also for a parent that
    stands below it), Duplicate, StaleWrite, NotThere."""
    organisation = fetch(writer, Organisation, organisation_id, version)
    rows.fill(writer, organisation, contents)
    return rows.write(writer, organisation)


@verb
def archive_organisation(
    writer: Writer, *, organisation_id: int, version: int | None = None, reason: str = ""
) -> int:
    """Leaves the organisation out of lists; its name stays where it is used.

    Raises Invalid while it has organisations below it, leads a plan, or an active person holds a role
    in it; StaleWrite; NotThere.
    """
    values.text("reason", reason)
    organisation = fetch(writer, Organisation, organisation_id, version)
    below = sa.exists().where(Organisation.parent_id == organisation_id, Organisation.archived_at.is_(None))
    leads = sa.exists().where(Plan.lead_organisation_id == organisation_id, Plan.archived_at.is_(None))
    held = sa.exists().where(
        RoleAssignment.organisation_id == organisation_id,
        RoleAssignment.user_id == User.id,
        User.deactivated_at.is_(None),
    )
    found = writer.session.execute(sa.select(below, leads, held)).one()
    faults = ("organisation_has_parts", "organisation_leads_plans", "organisation_has_roles")
    for stands, fault in zip(found, faults, strict=True):
        if stands:
            raise Invalid("organisation_id", fault)
    organisation.archived_at = writer.now
    return organisation_id


@verb
def restore_organisation(writer: Writer, *, organisation_id: int, reason: str = "") -> int:
    """Takes an archived organisation up again. Raises Invalid where its parent is archived; NotThere."""
    rows.put_back(writer, Organisation, organisation_id, reason=reason)
    parent_id = fetch(writer, Organisation, organisation_id).parent_id
    if parent_id is not None and writer.session.get_one(Organisation, parent_id).archived_at is not None:
        raise Invalid("organisation_id", "parent_is_archived")
    return organisation_id
