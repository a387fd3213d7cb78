"""An answer to what was archived or withdrawn meanwhile changes nothing and loses nothing typed."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.factories import Maker
from tracker.records.models import Document, Element, Finding, Indicator, IndicatorReading, Milestone
from tracker.services.documents.documentation import withdraw_document
from tracker.services.evidence import archive_finding
from tracker.services.follow_up.indicators import archive_indicator
from tracker.services.follow_up.milestones import archive_milestone
from tracker.services.plans.elements import archive_element
from tracker.theory.kinds import DeliveryStatus

TYPED = "Det, jeg nåede at skrive"
DAY = "01.09.2015"


Ending = tuple[int, Callable[[], object]]
"""The number of a row, and what ends it."""


class Late:
    """Rows of the demonstration, and how each ends."""

    def __init__(self, make: Maker) -> None:
        self.make, self.writer = make, make.writer

    def first(self, query: sa.Select[int]) -> int:
        found: int = self.writer.session.scalars(query.limit(1)).one()
        self.writer.session.rollback()
        return found

    def version(self, model, number: int) -> int:
        found: int = self.writer.session.get_one(model, number).version
        self.writer.session.rollback()
        return found

    def milestone(self, *, done: bool = False) -> Ending:
        is_open = Milestone.done_on.is_not(None) if done else Milestone.done_on.is_(None)
        number = self.first(sa.select(Milestone.id).where(is_open))
        return number, lambda: archive_milestone(
            self.writer, milestone_id=number, version=self.version(Milestone, number)
        )

    def indicator(self) -> Ending:
        number = self.first(sa.select(IndicatorReading.indicator_id))
        return number, lambda: archive_indicator(
            self.writer, indicator_id=number, version=self.version(Indicator, number)
        )

    def reading(self) -> Ending:
        indicator, end = self.indicator()
        query = sa.select(IndicatorReading.id).where(IndicatorReading.indicator_id == indicator)
        return self.first(query), end

    def element(self) -> Ending:
        number = self.make.element(plan_id=1)
        self.make.report(number, DeliveryStatus.ON_TRACK)
        return number, lambda: archive_element(
            self.writer, element_id=number, version=self.version(Element, number)
        )

    def document(self) -> Ending:
        number = self.make.document(element_id=self.first(sa.select(Element.id)))
        return number, lambda: withdraw_document(
            self.writer, document_id=number, version=self.version(Document, number), reason="Forkert"
        )

    def finding(self) -> Ending:
        number = self.first(sa.select(Finding.id))
        return number, lambda: archive_finding(
            self.writer, finding_id=number, version=self.version(Finding, number), reason="Trukket"
        )


ANSWERS = {
    "/elements/{element}/report": {"status": "on_track", "happened": TYPED},
    "/elements/{element}/documents/new": {"document_url": "https://example.org/1", "document_title": TYPED},
    "/milestones/{milestone}/report": {"answer": "moved", "due": "31.12.2019", "reason": TYPED},
    "/milestones/{done}/reopen": {"reason": TYPED},
    "/indicators/{indicator}/readings/new": {"read_on": DAY, "value": "7", "source": TYPED},
    "/indicators/{indicator}/import": {"pasted": f"{DAY} 7", "source": TYPED, "answer": "look"},
    "/readings/{reading}/correct": {"value": "7", "source": TYPED, "reason": "Fejl"},
    "/documents/{document}/withdraw": {"reason": TYPED},
    "/evidence/{finding}/edit": {"sentence": TYPED},
    "/evidence/{finding}/archive": {"reason": TYPED},
}


@pytest.mark.parametrize("address", ANSWERS)
def test_what_was_typed_about_what_is_gone_meanwhile_is_given_back(address, as_, make_in_demo):
    typed, late = ANSWERS[address], Late(make_in_demo)
    noun = address.partition("{")[2].partition("}")[0]
    number, end = late.milestone(done=True) if noun == "done" else getattr(late, noun)()
    address = address.format(**{noun: number})
    planner = as_("planner")
    form = planner.page(address).form(address, *(name for name in typed if name != "answer")).values()
    end()
    answer = planner.send(form, typed, address)
    assert answer.status_code in (404, 409, 422), answer.status
    page = planner.checked(answer, address, answer.status_code)
    kept = [*(field.get("value") for field in page.root.all("input")), page.text]
    kept += [area.text for area in page.root.all("textarea")]
    assert any(TYPED in (text or "") for text in kept)
