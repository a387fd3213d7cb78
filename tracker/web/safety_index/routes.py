"""Every route of the safety index."""

from tracker.web.safety_index import comparing, drafting, index_page, publishing, versions, year
from tracker.web.safety_index.blueprint import blueprint

__all__ = ["blueprint", "comparing", "drafting", "index_page", "publishing", "versions", "year"]
