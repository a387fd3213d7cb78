"""What a milestone would put at risk if it moved. Nothing is saved: a pathway is frozen data.

Source: DOMAIN, "Milestone" (`due` moves, the first promise never) and "Delay impact".
"""

from dataclasses import replace
from datetime import date

from tracker.theory.pathway import Milestone, Pathway
from tracker.theory.risk.impact import Impact, impact


def moved(pathway: Pathway, milestone: Milestone, due: date) -> Pathway:
    """The same pathway with the milestone due on another day."""
    return replace(
        pathway,
        milestones=tuple(
            replace(found, due=due) if found.id == milestone.id else found for found in pathway.milestones
        ),
    )


def if_moved(pathway: Pathway, milestone: Milestone, due: date, today: date) -> Impact:
    """What the milestone would put at risk by itself if it was due on that day. On a day that has passed it
    would be overdue at once, and its delay counts to today."""
    return impact(moved(pathway, milestone, due), replace(milestone, due=due), today)
