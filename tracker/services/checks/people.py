"""What organisations and people have to do with others; and what an e-mail address looks like."""

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email

from tracker.records.models import Organisation, User
from tracker.services.errors import Invalid
from tracker.services.verb import Writer


def person(_writer: Writer, row: User) -> None:
    if row.email is None:
        return
    try:
        validate_email(row.email, check_deliverability=False)
    except EmailNotValidError as error:
        raise Invalid("email", "not_an_email") from error


def organisation(writer: Writer, row: Organisation) -> None:
    """It stands neither below itself nor below one of its parts."""
    found = writer.session.execute(sa.select(Organisation.id, Organisation.parent_id))
    parents: dict[int, int | None] = {one.id: one.parent_id for one in found}
    passed, above = {row.id}, row.parent_id
    while above is not None:
        if above in passed:
            raise Invalid("parent_id", "organisation_below_itself")
        passed.add(above)
        above = parents.get(above)
