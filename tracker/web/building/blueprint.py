"""The blueprint that all parts of the workbench share."""

from flask import Blueprint

from tracker.web import wording
from tracker.web.building.faults import SENTENCES

blueprint = Blueprint("building", __name__)
wording.faults(SENTENCES)
