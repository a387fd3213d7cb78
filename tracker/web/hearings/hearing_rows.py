"""What the pages of hearings show: rows and the rule on them, put together for the templates."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.extensions import db
from tracker.records.queries.hearings.hearings import HearingRow, RecipientRow, recipients
from tracker.records.queries.hearings.reply_points import PointRow, points
from tracker.theory.strategy.hearings import (
    ORDER,
    RecipientAssessment,
    RecipientState,
    assess_recipient,
    count_recipients,
)
from tracker.web import clock
from tracker.web.i18n import language
from tracker.web.signin import viewer


@dataclass(frozen=True, slots=True)
class RecipientView:
    """``records`` is true where the viewer records the reply of this recipient."""

    row: RecipientRow
    assessed: RecipientAssessment
    records: bool
    points: tuple[PointRow, ...] = ()


@dataclass(frozen=True, slots=True)
class HearingView:
    """Who has not answered stands first, the longest overdue before the others."""

    row: HearingRow
    recipients: tuple[RecipientView, ...]
    counts: Mapping[RecipientState, int]

    @property
    def missing(self) -> tuple[RecipientView, ...]:
        return tuple(one for one in self.recipients if not one.assessed.state.has_replied)

    @property
    def replied(self) -> tuple[RecipientView, ...]:
        return tuple(one for one in self.recipients if one.assessed.state.has_replied)


def hearing_views(
    rows: Iterable[HearingRow], records_for: Collection[int] = (), *, with_points: bool = False
) -> list[HearingView]:
    """The hearings with their recipients, in the given order. One query, two with points."""
    given = list(rows)
    found = recipients(db.session(), [one.id for one in given], language()) if given else {}
    every = [one.id for rows in found.values() for one in rows]
    tied: dict[int, list[PointRow]] = {}
    if with_points and every:
        for point in points(db.session(), viewer(), language(), recipient_ids=every):
            tied.setdefault(point.recipient_id, []).append(point)
    return [_view(one, found.get(one.id, ()), records_for, tied) for one in given]


def assessed_on(hearing: HearingRow, row: RecipientRow, today: date) -> RecipientAssessment:
    """Where a recipient stands today; after a hearing was closed, where they stood then."""
    return assess_recipient(hearing.deadline, row.met_on, hearing.closed_on or today)


def _view(
    hearing: HearingRow,
    rows: Iterable[RecipientRow],
    records_for: Collection[int],
    tied: Mapping[int, list[PointRow]],
) -> HearingView:
    today = clock.today()
    views = [
        RecipientView(
            row,
            assessed_on(hearing, row, today),
            hearing.is_open and row.organisation_id in records_for,
            tuple(tied.get(row.id, ())),
        )
        for row in rows
    ]
    ordered = sorted(views, key=lambda one: ORDER.index(one.assessed.state))
    return HearingView(hearing, tuple(ordered), count_recipients(one.assessed for one in views))
