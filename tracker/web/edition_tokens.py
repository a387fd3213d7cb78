"""Tokens with which a page of a plan asks whether the plan has changed, without signing in each time."""

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from tracker.records.queries.people.accounts import SIGN_IN_LASTS

SALT = "edition-of-a-plan"


def token_for(plan_id: int) -> str:
    """A signed token for one plan; it lasts as long as a session may."""
    return str(_signer().dumps(plan_id))


def fits(token: str, plan_id: int) -> bool:
    """Whether the token was given for this plan and has not expired."""
    try:
        held = _signer().loads(token, max_age=int(SIGN_IN_LASTS.total_seconds()))
    except BadData:
        return False
    return bool(held == plan_id)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=SALT)
