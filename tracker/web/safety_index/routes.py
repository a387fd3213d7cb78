"""Every route of the safety index."""

from tracker.web.safety_index import comparing, drafting, publishing, versions, year
from tracker.web.safety_index import index_page as showing
from tracker.web.safety_index.blueprint import blueprint

__all__ = ["blueprint", "comparing", "drafting", "publishing", "showing", "versions", "year"]
