"""The organisations of the strategy, and their places under each other."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tracker.records.models import Organisation, Plan, RoleAssignment, User
from tracker.services.checks import rows, values
from tracker.services.errors import Duplicate, Invalid, NotThere
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import OrganisationKind


@verb
def add_organisation(
    writer: Writer,
    *,
    code: str,
    name: str,
    name_en: str | None = None,
    kind: OrganisationKind,
    parent_id: int | None = None,
) -> int:
    """Makes an organisation under ``parent_id``. Raises Invalid, Duplicate."""
    if parent_id is not None:
        values.referred(writer, "parent_id", Organisation, parent_id)
    organisation = Organisation(
        code=values.code(code),
        name=values.line("name", name),
        name_en=values.optional_line("name_en", name_en),
        kind=kind,
        parent_id=parent_id,
    )
    return rows.add(writer, organisation, "code", organisation.code)


@verb
def change_organisation(
    writer: Writer,
    *,
    organisation_id: int,
    version: int | None,
    code: str,
    name: str,
    name_en: str | None = None,
    kind: OrganisationKind,
    parent_id: int | None = None,
) -> int:
    """Raises Invalid (also for a parent that stands below it), Duplicate, StaleWrite, NotThere."""
    organisation = fetch(writer, Organisation, organisation_id, version)
    if parent_id is not None and parent_id != organisation.parent_id:
        values.referred(writer, "parent_id", Organisation, parent_id)
        if organisation_id in _upwards(writer, parent_id):
            raise Invalid("parent_id", "organisation_below_itself")
    organisation.code = values.code(code)
    organisation.name = values.line("name", name)
    organisation.name_en = values.optional_line("name_en", name_en)
    organisation.kind = kind
    organisation.parent_id = parent_id
    try:
        writer.session.flush()
    except IntegrityError as error:
        raise Duplicate("code", values.code(code)) from error
    return organisation_id


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
    """Takes the organisation up again. Raises Invalid where its parent is archived; NotThere."""
    values.text("reason", reason)
    organisation = writer.session.get(Organisation, organisation_id, populate_existing=True)
    if organisation is None:
        raise NotThere
    if organisation.parent_id is not None:
        parent = writer.session.get(Organisation, organisation.parent_id, populate_existing=True)
        if parent is not None and parent.archived_at is not None:
            raise Invalid("organisation_id", "parent_is_archived")
    organisation.archived_at = None
    return organisation_id


def _upwards(writer: Writer, organisation_id: int | None) -> set[int]:
    """The organisation and all above it."""
    rows = writer.session.execute(sa.select(Organisation.id, Organisation.parent_id))
    parents = {row.id: row.parent_id for row in rows}
    found: set[int] = set()
    while organisation_id is not None and organisation_id not in found:
        found.add(organisation_id)
        organisation_id = parents.get(organisation_id)
    return found
