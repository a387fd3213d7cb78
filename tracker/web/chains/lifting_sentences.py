"""The words for what would lift a chain."""

from typing import Any

from flask_babel import gettext, lazy_gettext

from tracker.theory.evidence.lifting import ChainLift, LinkLift, Study
from tracker.theory.pathway import Id, Pathway

_ = lazy_gettext

STUDIES: dict[Study, Any] = {
    Study.PRACTICE: _("practice knowledge (experts, or a measurement before and after)"),
    Study.CONTROLLED: _("a study with a comparable control group"),
    Study.FURTHER_CONTROLLED_OR_TRIAL: _(
        "one more study with a comparable control group (or a randomised trial)"
    ),
    Study.TWO_CONTROLLED_OR_TRIAL: _("two studies with a comparable control group (or a randomised trial)"),
    Study.REVIEW: _("a systematic review that measures this very outcome"),
}


def study_words(study: Study) -> str:
    """A study as it stands within a sentence."""
    return str(STUDIES[study])


def link_words(pathway: Pathway, link: Id) -> str:
    """ "Source → Target" in plain text."""
    found = pathway.link[link]
    return f"{pathway.element[found.source].title} → {pathway.element[found.target].title}"


def lift_sentence(pathway: Pathway, step: ChainLift) -> str:
    """What would lift the chain, where one link decides: "A study with a comparable control group in
    support of “X → Y” would lift the chain from E1 to E2." Empty where nothing would, or several links have
    to be lifted."""
    if len(step.links) != 1 or step.reaches == step.level or step.links[0].study is None:
        return ""
    (one,) = step.links
    sentence = str(
        gettext(
            "%(study)s in support of “%(link)s” would lift the chain from E%(now)s to E%(then)s.",
            study=study_words(step.links[0].study),
            link=link_words(pathway, one.link),
            now=int(step.level),
            then=int(step.reaches),
        )
    )
    return sentence[:1].upper() + sentence[1:]


def held_sentence(pathway: Pathway, one: LinkLift) -> str:
    """Why a link cannot be lifted as far as the chain asks; empty where it can."""
    link = link_words(pathway, one.link)
    if one.study is None:
        return str(
            gettext(
                "No further study can lift “%(link)s” above E%(level)s: findings against it weigh as much as "
                "any support could. Change the link, or look for another way to the goal.",
                link=link,
                level=int(one.level),
            )
        )
    if one.is_held_down:
        return str(
            gettext(
                "“%(link)s” can reach E%(level)s at most, because of findings against it.",
                link=link,
                level=int(one.reaches),
            )
        )
    if one.against:
        return str(
            gettext("“%(link)s” has findings against it that stronger support has to outdo.", link=link)
        )
    return ""
