"""Documentation for a demonstration: two addresses and two small files, of things in the sample."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

import sqlalchemy as sa

from tracker.records.models import Element, Indicator, IndicatorReading, Milestone, PlanOwner, StatusReport
from tracker.services.documents.documentation import PlacedFile, add_document
from tracker.services.documents.file_store import FileStore
from tracker.services.verb import Writer, verb


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """``code`` is that of a milestone, of an element (its latest report is meant) or of an indicator (its
    latest reading). Either ``url``, or ``text`` for a file called ``file_name``."""

    code: str
    title: str
    dated_on: date
    url: str | None = None
    file_name: str = ""
    text: str = ""


DEMO_DOCUMENTS = (
    DemoDocument(
        "HP1-m1",
        "Aftale med Natteravnene",
        date(2015, 3, 20),
        url="https://example.org/natteravne/aftale",
    ),
    DemoDocument(
        "HP1-i1",
        "Natteravnsture, 2. kvartal 2015",
        date(2015, 6, 30),
        file_name="natteravnsture-2015-2.csv",
        text="måned;ture\r\napril;9\r\nmaj;10\r\njuni;12\r\n",
    ),
    DemoDocument(
        "HP5-m1",
        "Koncept for fælles forældremøder",
        date(2015, 2, 12),
        file_name="koncept-forældremøder.txt",
        text=(
            "Koncept for fælles forældremøder (demonstration)\r\n\r\n"
            "1. Skolen indbyder klassens forældre; politiet deltager.\r\n"
            "2. Forældrene taler om alkohol, rusmidler og digital adfærd.\r\n"
            "3. Klassens forældre aftaler fælles regler, som skolen skriver ned.\r\n"
        ),
    ),
    DemoDocument(
        "HP5-A1",
        "Oversigt over afholdte møder",
        date(2015, 6, 30),
        url="https://example.org/foraeldremoeder/oversigt",
    ),
)


def keep_demo_files(store: FileStore, quota: int) -> dict[str, PlacedFile]:
    """Puts the files into the store; by the codes of what they prove."""
    return {
        one.code: PlacedFile(store.take(BytesIO(one.text.encode()), one.file_name), quota)
        for one in DEMO_DOCUMENTS
        if one.url is None
    }


@verb
def document_demo(writer: Writer, *, files: Mapping[str, PlacedFile]) -> int:
    """Attaches the documentation in the name of the plans' owners. How much was attached: what it belongs to
    may not be there."""
    made = 0
    for one in DEMO_DOCUMENTS:
        holder = _holder(writer, one.code)
        if holder is None:
            continue
        name, row_id, plan_id = holder
        owner = (
            sa.select(PlanOwner.user_id).where(PlanOwner.plan_id == plan_id).order_by(PlanOwner.id).limit(1)
        )
        add_document(
            replace(writer, actor_id=writer.session.scalar(owner)),
            milestone_id=row_id if name == "milestone_id" else None,
            report_id=row_id if name == "report_id" else None,
            reading_id=row_id if name == "reading_id" else None,
            title=one.title,
            url=one.url,
            file=files.get(one.code),
            dated_on=one.dated_on,
        )
        made += 1
    return made


def _holder(writer: Writer, code: str) -> tuple[str, int, int] | None:
    """The column of what a document belongs to, its row and its plan."""
    latest = (
        ("milestone_id", sa.select(Milestone.id, Milestone.plan_id).where(Milestone.code == code)),
        (
            "report_id",
            sa.select(StatusReport.id, StatusReport.plan_id)
            .join(Element, Element.id == StatusReport.element_id)
            .where(Element.code == code)
            .order_by(StatusReport.reported_on.desc(), StatusReport.id.desc()),
        ),
        (
            "reading_id",
            sa.select(IndicatorReading.id, IndicatorReading.plan_id)
            .join(Indicator, Indicator.id == IndicatorReading.indicator_id)
            .where(Indicator.code == code)
            .order_by(IndicatorReading.read_on.desc()),
        ),
    )
    for name, query in latest:
        row = writer.session.execute(query.limit(1)).first()
        if row is not None:
            return name, row[0], row[1]
    return None
